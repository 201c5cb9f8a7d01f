package postgrestest

import (
	"net/url"
	"path"
	"testing"
)

// Outage takes a database away from everybody until the returned function is called.
func Outage(t testing.TB, database string) (end func()) {
	t.Helper()
	at, err := server()
	if err != nil {
		t.Fatal(err)
	}
	own, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	name := path.Base(own.Path)
	Exec(t, at.String(), "ALTER DATABASE "+name+" ALLOW_CONNECTIONS false")
	Exec(t, at.String(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+name+"'")
	return func() { Exec(t, at.String(), "ALTER DATABASE "+name+" ALLOW_CONNECTIONS true") }
}
