package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

func TestTheFilesDoNotGrowWithTheNumberOfCheckpoints(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	s, err := store.OpenSQLite(t.Context(), directory)
	must(t, err)
	defer s.Close()
	run := claimed(t, s)
	const saves, checkpointBytes, limitBytes = 200, 100_000, 8 << 20 // 20 MB are written.
	checkpoint := &storagev1.Checkpoint{Years: []*storagev1.MergedHistogram{{Counts: make([]uint64, checkpointBytes)}}}
	for range saves {
		must(t, s.Save(t.Context(), run.ID, run.Attempt, checkpoint, lease))
	}
	sum := int64(0)
	for _, file := range []string{"forecast.db", "forecast.db-wal"} {
		info, err := os.Stat(filepath.Join(directory, file))
		must(t, err)
		sum += info.Size()
	}
	if sum > limitBytes {
		t.Errorf("the files take %d bytes", sum)
	}
}
