package store_test

import (
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
