package sqldb_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

func TestPostgresIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	there, err := url.Parse(postgrestest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	there.Path = "/nowhere"
	for at, cause := range map[string]string{
		"postgres://user:secret@127.0.0.1:1/orders":          "no Postgres answers at 127.0.0.1:1",
		"postgres://user:secret@127.0.0.1:port/orders":       "not a Postgres URL",
		"postgres://user:secret@127.0.0.1/f?sslmode=perhaps": "not a Postgres URL",
		there.String(): `database "nowhere" does not exist`,
	} {
		_, err := sqldb.OpenPostgres(t.Context(), at, prepared)
		if err == nil || !strings.HasSuffix(err.Error(), cause) {
			t.Errorf("%s: got %v", at, err)
		}
	}
}
