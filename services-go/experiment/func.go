package experiment

import (
	"context"

	"google.golang.org/protobuf/proto"
)

// Func is one implementation of a call. Whatever it runs on, it is a function: a gRPC client's
// method, Go in this process, C or Rust over cgo, WebAssembly in a runtime. It returns soon
// after its context ends. Where the other side may get the same request, each has a copy of its
// own: a side that changes its request changes nothing for the other.
//
// An error with a gRPC status tells by its code whether it is an answer, a failure or a refusal:
// see [Classify].
type Func[Q, S proto.Message] func(ctx context.Context, request Q) (S, error)

// Build says who gave an answer.
type Build struct {
	// ID identifies the build: equal ids mean equal code.
	ID string
	// ContractHash identifies the contract that the build was generated from.
	ContractHash string
	// Implementation is for people, such as "go" or "rust".
	Implementation string
}
