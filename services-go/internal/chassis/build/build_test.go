package build_test

import (
	"testing"
	"testing/fstest"

	"google.golang.org/grpc/metadata"

	"github.com/trivium/trivium/services-go/internal/chassis/build"
)

func TestAnIDIsThatOfTheSources(t *testing.T) {
	sources := fstest.MapFS{"a.go": {Data: []byte("package a")}, "a_test.go": {Data: []byte("package a")}}
	before := build.IDOf(sources)
	sources["a_test.go"].Data = []byte("package a // changed")
	if after := build.IDOf(sources); after != before {
		t.Errorf("another test makes another build: %s after %s", after, before)
	}
	sources["a.go"].Data = []byte("package a // changed")
	if after := build.IDOf(sources); after == before {
		t.Errorf("another source makes no other build: %s", after)
	}
}

func TestWhoAnswersStandsInTheHeader(t *testing.T) {
	id, contract := build.FromHeader(metadata.Pairs("x-build-id", "b1", "x-contract-hash", "c1"))
	if id != "b1" || contract != "c1" {
		t.Errorf("build %q of contract %q answered", id, contract)
	}
	if id, contract := build.FromHeader(nil); id != "" || contract != "" {
		t.Errorf("without a header, build %q of contract %q answered", id, contract)
	}
}
