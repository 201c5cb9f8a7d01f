package postgrestest

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver
)

var databases atomic.Int64

// New makes an empty database and returns its URL. Without a server the test is skipped.
func New(t testing.TB) string {
	t.Helper()
	s, err := theServer()
	if errors.Is(err, errNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("trivium_test_%d_%d", os.Getpid(), databases.Add(1))
	Exec(t, s.url.String(), "CREATE DATABASE "+name)
	if s.lifeline == nil { // A throw-away server takes its databases with it.
		t.Cleanup(func() { Exec(t, s.url.String(), "DROP DATABASE "+name+" WITH (FORCE)") })
	}
	own := *s.url
	own.Path = "/" + name
	return own.String()
}

// Exec runs a statement from outside, on a connection of its own.
func Exec(t testing.TB, url, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
