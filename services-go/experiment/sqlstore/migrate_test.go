package sqlstore_test

import (
	"sync"
	"testing"

	"github.com/trivium/trivium/services-go/experiment/sqlstore"
)

func TestMigratingAgainKeepsWhatIsThere(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d database) {
		before, _ := d.migrated(t)
		must(t, before.Close())
		after := d.connect(t)
		must(t, sqlstore.Migrate(t.Context(), after, d.dialect))
		have, err := sqlstore.New(after).State(t.Context(), name)
		must(t, err)
		expectEqual(t, have, state(1))
	})
}

// The service has tables, migrations and a table of their versions of its own.
func TestMigrationsOfTheServiceAreLeftAlone(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d database) {
		db := d.connect(t)
		_, err := db.ExecContext(t.Context(), `CREATE TABLE goose_db_version (service INTEGER)`)
		must(t, err)
		must(t, sqlstore.Migrate(t.Context(), db, d.dialect))
		_, err = db.ExecContext(t.Context(), `SELECT service FROM goose_db_version`)
		must(t, err)
	})
}

func TestReplicasThatStartTogetherMigrateOnce(t *testing.T) {
	t.Parallel()
	d := newPostgres(t)
	var starts sync.WaitGroup
	for range 12 {
		db := d.connect(t)
		starts.Go(func() {
			if err := sqlstore.Migrate(t.Context(), db, d.dialect); err != nil {
				t.Error(err)
			}
		})
	}
	starts.Wait()
}

func TestADialectIsOneOfTwo(t *testing.T) {
	t.Parallel()
	d := newSQLite(t)
	if err := sqlstore.Migrate(t.Context(), d.connect(t), "mysql"); err == nil {
		t.Error("migrated a database that there are no migrations for")
	}
}
