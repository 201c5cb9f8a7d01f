// Package build tells builds apart: equal ids mean equal code.
package build

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"runtime"
	"strings"
)

const idBytes = 8

// IDOf identifies what a package computes: by the compiler, and a hash of the package's
// sources, without its tests. They are in the file system's own folder, as //go:embed *.go
// puts them there.
func IDOf(sources fs.FS) string {
	hash := sha256.New()
	// The pattern is legal, and names are sorted.
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		// What is embedded can be read.
		text, _ := fs.ReadFile(sources, name)
		hash.Write([]byte(name))
		hash.Write(text)
	}
	return runtime.Version() + "-" + hex.EncodeToString(hash.Sum(nil)[:idBytes])
}
