package main

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // database/sql driver

	"github.com/trivium/trivium/services-go/internal/chassis/processtest"
)

// refuses expects that a service did not start, and gave its reason in one line.
func refuses(t *testing.T, p *processtest.Process, reason string) {
	t.Helper()
	if code := p.Exit(t); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if lines := strings.Split(strings.TrimSpace(p.Output()), "\n"); len(lines) != 1 || !strings.Contains(lines[0], reason) {
		t.Errorf("it does not say %q, but\n%s", reason, p.Output())
	}
}

func TestRefusesALockedDatabase(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	file := filepath.Join(directory, "forecast.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE locked (a)"); err != nil {
		t.Fatal(err)
	}
	refuses(t, start(t, nil, "DATA_DIR="+directory),
		"the database "+file+" cannot be used: another process has locked it")
}

func TestRefusesADirectoryThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	directory := processtest.PublicFolder(t)
	if err := os.Chmod(directory, 0o555); err != nil {
		t.Fatal(err)
	}
	refuses(t, start(t, asNobody(t), "DATA_DIR="+directory),
		"the database "+filepath.Join(directory, "forecast.db")+" cannot be used: the file or its directory cannot be written")
	refuses(t, start(t, asNobody(t), "DATA_DIR="+filepath.Join(directory, "data")),
		"the data directory cannot be used: mkdir "+filepath.Join(directory, "data")+": permission denied")
}

func TestRefusesAFileThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	directory := processtest.PublicFolder(t)
	file := filepath.Join(directory, "forecast.db")
	db, err := sql.Open("sqlite", file)
	if err == nil {
		_, err = db.Exec("PRAGMA journal_mode = WAL; CREATE TABLE ours (a)")
		db.Close()
	}
	if err == nil {
		err = os.Chmod(file, 0o444)
	}
	if err != nil {
		t.Fatal(err)
	}
	refuses(t, start(t, asNobody(t), "DATA_DIR="+directory),
		"the database "+file+" cannot be used: the file or its directory cannot be written")
}

func TestRefusesAFullDisk(t *testing.T) {
	t.Parallel()
	directory := processtest.PublicFolder(t)
	refuses(t, start(t, onDiskOf(t, "64k", directory), "DATA_DIR="+directory),
		"the database "+filepath.Join(directory, "forecast.db")+" cannot be used: the disk is full")
}

func TestRefusesAFileThatIsNoDatabase(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	file := filepath.Join(directory, "forecast.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, start(t, nil, "DATA_DIR="+directory),
		"the database "+file+" cannot be used: it is not an intact SQLite database")
}

func TestRefusesAPostgresThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	refuses(t, start(t, nil, "DATABASE_URL=postgres://user:secret@127.0.0.1:1/forecast"),
		"the database cannot be used: no Postgres answers at 127.0.0.1:1")
}

// asNobody makes file modes count: they stop everybody but root.
func asNobody(t *testing.T) []string {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	return launcher(t, "runuser", "-u", "nobody", "--")
}

// onDiskOf runs a command with a small disk of its own in a directory.
func onDiskOf(t *testing.T, size, directory string) []string {
	t.Helper()
	return launcher(t, "unshare", "--mount", "--map-root-user", "sh", "-c",
		`mount -t tmpfs -o size="$0" tmpfs "$1" && shift && exec "$@"`, size, directory)
}

// launcher skips the test where a command that runs another is not to be had.
func launcher(t *testing.T, words ...string) []string {
	t.Helper()
	if output, err := exec.Command(words[0], append(words[1:], "true")...).CombinedOutput(); err != nil {
		t.Skipf("%s: %v: %s", strings.Join(words, " "), err, output)
	}
	return words
}

func TestHealthcheckTellsWhetherTheServiceIsReady(t *testing.T) {
	t.Parallel()
	service := start(t, nil, "DATA_DIR="+t.TempDir())
	service.ExpectHealthcheck(t, service.Log(t, "forecast ready"))
}
