// Package sqldb opens the database of a service, a file of SQLite or Postgres, and says
// in plain words why it cannot be used.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	// How long a writer waits for another process's lock.
	sqliteBusyTimeout = 2 * time.Second
	// PRAGMA synchronous = FULL: what was committed survives a loss of power.
	sqliteFullSync = 2
)

// Prepare makes a database fit for use, by migrations.
type Prepare func(context.Context, *sql.DB) error

// OpenSQLite opens, and if need be makes, a database file in a directory, and prepares it.
// It refuses a file that is locked, cannot be written or is on a full disk.
func OpenSQLite(ctx context.Context, directory, name string, prepare Prepare) (*sql.DB, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("the data directory cannot be used: %w", err)
	}
	file := filepath.Join(directory, name)
	db, err := sql.Open("sqlite", sqliteSource(file))
	if err != nil {
		return nil, err
	}
	// SQLite has one writer; a single connection turns lock contention into a queue.
	db.SetMaxOpenConns(1)
	err = checkSQLite(ctx, db)
	if err == nil {
		err = prepare(ctx, db)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("the database %s cannot be used: %w", file, plainSQLite(err))
	}
	return db, nil
}

// escapeURI escapes what has a meaning in SQLite's URIs.
var escapeURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

func sqliteSource(file string) string {
	return fmt.Sprintf("file:%s?_pragma=journal_mode(WAL)&_pragma=synchronous(%d)&_pragma=busy_timeout(%d)&_txlock=immediate",
		escapeURI.Replace(file), sqliteFullSync, sqliteBusyTimeout.Milliseconds())
}

func checkSQLite(ctx context.Context, db *sql.DB) error {
	// The driver passes over settings that it does not know.
	for _, setting := range []struct{ pragma, want string }{
		{"journal_mode", "wal"},
		{"synchronous", strconv.Itoa(sqliteFullSync)},
		{"busy_timeout", strconv.FormatInt(sqliteBusyTimeout.Milliseconds(), 10)},
	} {
		var have string
		if err := db.QueryRowContext(ctx, "PRAGMA "+setting.pragma).Scan(&have); err != nil {
			return err
		}
		if have != setting.want {
			return fmt.Errorf("its %s is %s and cannot be set to %s", setting.pragma, have, setting.want)
		}
	}
	// A write shows whether the file can be written at all.
	_, err := db.ExecContext(ctx, "PRAGMA user_version = 1")
	return err
}

// plainSQLite says what SQLite's errors mean to the person who runs the service.
func plainSQLite(err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return err
	}
	const primary = 0xff // The rest of a code are details.
	switch fault.Code() & primary {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return errors.New("another process has locked it")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return errors.New("the file or its directory cannot be written")
	case sqlite3.SQLITE_FULL:
		return errors.New("the disk is full")
	case sqlite3.SQLITE_IOERR:
		return errors.New("the disk is full or faulty")
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return errors.New("it is not an intact SQLite database")
	default:
		return err
	}
}
