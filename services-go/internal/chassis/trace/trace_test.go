package trace_test

import (
	"context"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/trivium/trivium/services-go/internal/chassis/grpctest"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	id     = "0af7651916cd43dd8448eb211c80319c"
)

func TestATraceGoesFromTheIncomingCallToTheOutgoing(t *testing.T) {
	for name, call := range map[string]func(context.Context, *grpc.ClientConn) error{
		"unary": grpctest.Unary, "stream": grpctest.Stream,
	} {
		t.Run(name, func(t *testing.T) {
			arrived := make(chan []string, 1)
			last := grpctest.Serve(t, grpc.NewServer(), func(ctx context.Context) error {
				arrived <- metadata.ValueFromIncomingContext(ctx, "traceparent")
				return nil
			}, grpc.WithUnaryInterceptor(trace.UnaryClient))
			traced := grpc.NewServer(grpc.UnaryInterceptor(trace.UnaryServer), grpc.StreamInterceptor(trace.StreamServer))
			first := grpctest.Serve(t, traced, func(ctx context.Context) error {
				if trace.ID(ctx) != id {
					t.Errorf("the trace is %q", trace.ID(ctx))
				}
				return grpctest.Unary(ctx, last)
			})
			_ = call(metadata.AppendToOutgoingContext(t.Context(), "traceparent", parent), first)
			if have := <-arrived; len(have) != 1 || have[0] != parent {
				t.Errorf("%q arrived", have)
			}
		})
	}
}

func TestACallWithoutATraceHandsNoneOn(t *testing.T) {
	server := grpc.NewServer(grpc.UnaryInterceptor(trace.UnaryServer))
	connection := grpctest.Serve(t, server, func(ctx context.Context) error {
		if trace.Parent(ctx) != "" || len(metadata.ValueFromIncomingContext(ctx, "traceparent")) > 0 {
			t.Errorf("the trace is %q", trace.Parent(ctx))
		}
		return nil
	}, grpc.WithUnaryInterceptor(trace.UnaryClient))
	if err := grpctest.Unary(t.Context(), connection); err != nil {
		t.Error(err)
	}
}

func TestNonsenseIsNoTrace(t *testing.T) {
	for _, nonsense := range []string{
		"", "nonsense", parent + "-more", parent + "\n", "x" + parent,
		"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
		"00-00000000000000000000000000000000-b7ad6b7169203331-01",
		"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
		"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
	} {
		if ctx := trace.With(t.Context(), nonsense); trace.Parent(ctx) != "" || trace.ID(ctx) != "" {
			t.Errorf("%q is taken for a trace", nonsense)
		}
	}
	if have := trace.ID(trace.With(t.Context(), parent)); have != id {
		t.Errorf("got %q, want %q", have, id)
	}
}
