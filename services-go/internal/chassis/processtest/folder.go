package processtest

import (
	"os"
	"path/filepath"
	"testing"
)

// forEverybody copies a file to where every user can run it.
func forEverybody(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(PublicFolder(t), "service")
	if err := os.WriteFile(public, content, 0o755); err != nil {
		t.Fatal(err)
	}
	return public
}

// PublicFolder is an empty folder that every user can read, until the end of the test.
func PublicFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "service-test")
	if err == nil {
		err = os.Chmod(folder, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}
