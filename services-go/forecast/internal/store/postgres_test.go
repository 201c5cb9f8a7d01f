package store_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
)

func TestReplicasThatStartTogetherMigrateOnce(t *testing.T) {
	t.Parallel()
	at := postgrestest.New(t)
	var starts sync.WaitGroup
	for range 12 {
		starts.Go(func() {
			s, err := store.OpenPostgres(t.Context(), at)
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	starts.Wait()
}

func TestPostgresIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	there, err := url.Parse(postgrestest.New(t))
	must(t, err)
	there.Path = "/nowhere"
	for at, cause := range map[string]string{
		"postgres://user:secret@127.0.0.1:1/forecast":        "no Postgres answers at 127.0.0.1:1",
		"postgres://user:secret@127.0.0.1:port/forecast":     "not a Postgres URL",
		"postgres://user:secret@127.0.0.1/f?sslmode=perhaps": "not a Postgres URL",
		there.String(): `database "nowhere" does not exist`,
	} {
		_, err := store.OpenPostgres(t.Context(), at)
		if err == nil || !strings.HasSuffix(err.Error(), cause) {
			t.Errorf("%s: got %v", at, err)
		}
	}
}
