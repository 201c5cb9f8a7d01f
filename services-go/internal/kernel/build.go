package kernel

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"runtime"
	"strings"
	"sync"
)

//go:embed *.go
var sources embed.FS

const buildIDBytes = 8

// BuildID identifies the code that decides an answer: the compiler, and a hash of this
// package's sources. Equal ids mean equal code.
var BuildID = sync.OnceValue(func() string {
	hash := sha256.New()
	// Names of embedded files that match a fixed pattern are always legal, and sorted.
	names, _ := fs.Glob(sources, "*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, _ := sources.ReadFile(name)
		hash.Write([]byte(name))
		hash.Write(text)
	}
	return runtime.Version() + "-" + hex.EncodeToString(hash.Sum(nil)[:buildIDBytes])
})
