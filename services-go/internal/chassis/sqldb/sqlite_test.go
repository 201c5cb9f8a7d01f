package sqldb_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

func prepared(context.Context, *sql.DB) error { return nil }

func TestAPathMayHoldWhatMeansSomethingInAURI(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "100 % a?b=c#d")
	db, err := sqldb.OpenSQLite(t.Context(), directory, "test.db", prepared)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := os.Stat(filepath.Join(directory, "test.db")); err != nil {
		t.Error(err)
	}
}

func TestTheDirectoryIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "data")
	db, err := sqldb.OpenSQLite(t.Context(), directory, "test.db", prepared)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	info, err := os.Stat(directory)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o700 {
		t.Errorf("its mode is %o", mode)
	}
}

func TestSQLiteIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	if err := os.WriteFile(filepath.Join(directory, "test.db"), []byte(strings.Repeat("no database", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqldb.OpenSQLite(t.Context(), directory, "test.db", prepared)
	if err == nil || !strings.HasSuffix(err.Error(), "it is not an intact SQLite database") {
		t.Errorf("got %v", err)
	}
}
