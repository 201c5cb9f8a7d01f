package build

import "google.golang.org/grpc/metadata"

// Headers by which every Rust service says who answers.
const (
	idHeader       = "x-build-id"
	contractHeader = "x-contract-hash"
)

// FromHeader is who gave an answer: the id of the build, and the hash of the contract that
// the build was generated from; empty where the header does not say.
func FromHeader(header metadata.MD) (id, contractHash string) {
	return first(header, idHeader), first(header, contractHeader)
}

func first(header metadata.MD, name string) string {
	if values := header.Get(name); len(values) > 0 {
		return values[0]
	}
	return ""
}
