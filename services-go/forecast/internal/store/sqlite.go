package store

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

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/trivium/trivium/services-go/experiment/sqlstore"
)

const (
	sqliteFile = "forecast.db"
	// How long a writer waits for another process's lock.
	sqliteBusyTimeout = 2 * time.Second
	// PRAGMA synchronous = FULL: what was committed survives a loss of power.
	sqliteFullSync = 2
)

// OpenSQLite opens, and if need be makes, a database file in a directory. It refuses a
// file that is locked, cannot be written or is on a full disk.
func OpenSQLite(ctx context.Context, directory string) (Store, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("the data directory cannot be used: %w", err)
	}
	file := filepath.Join(directory, sqliteFile)
	db, err := sql.Open("sqlite", sqliteSource(file))
	if err != nil {
		return nil, err
	}
	// SQLite has one writer; a single connection turns lock contention into a queue.
	db.SetMaxOpenConns(1)
	if err := prepareSQLite(ctx, db); err != nil {
		db.Close()
		return nil, fmt.Errorf("the database %s cannot be used: %w", file, plainSQLite(err))
	}
	notifier := newNotifier()
	store := newDatabase(db, notifiedDriver{riversqlite.New(db), notifier})
	store.notifier = notifier
	return store, nil
}

// escapeURI escapes what has a meaning in SQLite's URIs.
var escapeURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

func sqliteSource(file string) string {
	return fmt.Sprintf("file:%s?_pragma=journal_mode(WAL)&_pragma=synchronous(%d)&_pragma=busy_timeout(%d)&_txlock=immediate",
		escapeURI.Replace(file), sqliteFullSync, sqliteBusyTimeout.Milliseconds())
}

func prepareSQLite(ctx context.Context, db *sql.DB) error {
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
	if _, err := db.ExecContext(ctx, "PRAGMA user_version = 1"); err != nil {
		return err
	}
	if err := migrate(ctx, db, goose.DialectSQLite3, "migrations/sqlite", riversqlite.New(db)); err != nil {
		return err
	}
	return sqlstore.Migrate(ctx, db, sqlstore.SQLite)
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
