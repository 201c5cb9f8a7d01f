package postgrestest

import (
	"net/url"
	"path"
	"testing"
)

// Outage takes a database away from everybody until the returned function is called.
func Outage(t testing.TB, database string) (end func()) {
	t.Helper()
	s, err := theServer()
	if err != nil {
		t.Fatal(err)
	}
	own, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	name := path.Base(own.Path)
	Exec(t, s.url.String(), "ALTER DATABASE "+name+" ALLOW_CONNECTIONS false")
	Exec(t, s.url.String(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+name+"'")
	return func() { Exec(t, s.url.String(), "ALTER DATABASE "+name+" ALLOW_CONNECTIONS true") }
}
