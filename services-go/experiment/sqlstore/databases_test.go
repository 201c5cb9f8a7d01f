package sqlstore_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // database/sql driver

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/sqlstore"
	"github.com/trivium/trivium/services-go/experiment/storetest"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
)

// database is an empty one, made for one test. connect opens connections as a service does.
type database struct {
	dialect sqlstore.Dialect
	connect func(t testing.TB) *sql.DB
}

var databases = map[string]func(t testing.TB) database{"SQLite": newSQLite, "Postgres": newPostgres}

// onEveryDatabase runs a test on SQLite and on Postgres: both keep one contract.
func onEveryDatabase(t *testing.T, test func(t *testing.T, d database)) {
	t.Parallel()
	for kind, newDatabase := range databases {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, newDatabase(t))
		})
	}
}

func newSQLite(t testing.TB) database {
	source := "file:" + filepath.Join(t.TempDir(), "test.db") + "?_pragma=journal_mode(WAL)&_pragma=busy_timeout(10000)"
	return database{sqlstore.SQLite, func(t testing.TB) *sql.DB { return connect(t, "sqlite", source, 1) }}
}

func newPostgres(t testing.TB) database {
	url := postgrestest.New(t)
	return database{sqlstore.Postgres, func(t testing.TB) *sql.DB { return connect(t, "pgx", url, 4) }}
}

func connect(t testing.TB, driver, source string, connections int) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, source)
	must(t, err)
	db.SetMaxOpenConns(connections)
	t.Cleanup(func() { db.Close() })
	return db
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// migrated is a migrated database in which a rollout has begun, and the store on it.
func (d database) migrated(t testing.TB) (*sql.DB, experiment.Store) {
	t.Helper()
	db := d.connect(t)
	must(t, sqlstore.Migrate(t.Context(), db, d.dialect))
	s := sqlstore.New(db)
	_, err := s.Begin(t.Context(), name, state(1))
	must(t, err)
	return db, s
}

func TestStore(t *testing.T) {
	for kind, newDatabase := range databases {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			storetest.Run(t, func(t testing.TB) storetest.Open {
				d := newDatabase(t)
				must(t, sqlstore.Migrate(t.Context(), d.connect(t), d.dialect))
				return func(t testing.TB) experiment.Store { return sqlstore.New(d.connect(t)) }
			})
		})
	}
}
