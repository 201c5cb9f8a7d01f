// Package trace carries one trace from browser to hot path: W3C Trace Context in gRPC
// metadata (https://www.w3.org/TR/trace-context/).
package trace

import (
	"context"
	"regexp"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

const header = "traceparent"

var (
	form = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$`)
	// Of the right form, yet ruled out: version ff, a trace or a parent of zeros.
	void = regexp.MustCompile(`^ff-|-0{32}-|-0{16}-`)
)

type key struct{}

// With puts a traceparent into a context; nonsense is left out.
func With(ctx context.Context, traceparent string) context.Context {
	if !form.MatchString(traceparent) || void.MatchString(traceparent) {
		return ctx
	}
	return context.WithValue(ctx, key{}, traceparent)
}

// Parent is the context's traceparent, or empty.
func Parent(ctx context.Context) string {
	parent, _ := ctx.Value(key{}).(string)
	return parent
}

// ID is the context's trace: 32 hexadecimal digits, or empty.
func ID(ctx context.Context) string {
	if match := form.FindStringSubmatch(Parent(ctx)); match != nil {
		return match[1]
	}
	return ""
}

func fromMetadata(ctx context.Context) context.Context {
	if values := metadata.ValueFromIncomingContext(ctx, header); len(values) > 0 {
		return With(ctx, values[0])
	}
	return ctx
}

// UnaryServer takes the trace of incoming calls from their metadata.
func UnaryServer(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	return handler(fromMetadata(ctx), request)
}

// StreamServer takes the trace of incoming streams from their metadata.
func StreamServer(server any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	return handler(server, tracedStream{stream, fromMetadata(stream.Context())})
}

type tracedStream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s tracedStream) Context() context.Context { return s.ctx }

// UnaryClient hands the trace on to the called service.
func UnaryClient(
	ctx context.Context, method string, request, reply any,
	connection *grpc.ClientConn, invoker grpc.UnaryInvoker, options ...grpc.CallOption,
) error {
	if parent := Parent(ctx); parent != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, header, parent)
	}
	return invoker(ctx, method, request, reply, connection, options...)
}
