package server

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	reflectionv1 "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/internal/chassis/grpctest"
)

const echoed = "test.v1.EchoService"

// echo is a service with one method, which answers what it is told.
func echo(services grpc.ServiceRegistrar) {
	answer := func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		text := &wrapperspb.StringValue{}
		return text, decode(text)
	}
	services.RegisterService(&grpc.ServiceDesc{
		ServiceName: echoed, HandlerType: (*any)(nil), Methods: []grpc.MethodDesc{{MethodName: "Echo", Handler: answer}},
	}, nil)
}

func TestLargeRequestsAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connection := grpctest.InMemory(t, NewGRPC(t.Context(), echo))
		for length, want := range map[int]codes.Code{MaxRequestBytes / 2: codes.OK, MaxRequestBytes: codes.ResourceExhausted} {
			request := wrapperspb.String(strings.Repeat("x", length))
			err := connection.Invoke(t.Context(), "/"+echoed+"/Echo", request, &wrapperspb.StringValue{})
			if status.Code(err) != want {
				t.Errorf("%d bytes: %v", length, err)
			}
		}
	})
}

// A connection whose other end has vanished holds streams and memory.
func TestDeadConnectionsAreClosed(t *testing.T) {
	const preface, emptySettings = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	for name, c := range map[string]struct {
		says   string
		within time.Duration
	}{
		"that never spoke":      {"", handshakeTimeout},
		"that speaks no more":   {preface + emptySettings, pingInterval + pingTimeout},
		"that speaks otherwise": {"GET / HTTP/1.1\r\nHost: echo\r\n\r\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server, listener := NewGRPC(t.Context(), echo), bufconn.Listen(1<<16)
				go server.Serve(listener)
				defer server.Stop()
				connection, err := listener.DialContext(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer connection.Close()
				start := time.Now()
				if _, err := io.WriteString(connection, c.says); err != nil {
					t.Fatal(err)
				}
				// Ends when the server closes the connection.
				if _, err := io.Copy(io.Discard, connection); err != nil {
					t.Fatal(err)
				}
				if open := time.Since(start); open > c.within {
					t.Errorf("closed after %v, want %v", open, c.within)
				}
			})
		})
	}
}

func TestHealthAnswersUntilTheServiceDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		draining, drain := context.WithCancel(t.Context())
		client := healthv1.NewHealthClient(grpctest.InMemory(t, NewGRPC(draining, echo)))
		for _, name := range []string{"", echoed} {
			response, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: name})
			if err != nil || response.GetStatus() != healthv1.HealthCheckResponse_SERVING {
				t.Errorf("%q is %v, error %v", name, response, err)
			}
		}
		drain()
		synctest.Wait()
		response, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: echoed})
		if err != nil || response.GetStatus() != healthv1.HealthCheckResponse_NOT_SERVING {
			t.Errorf("draining: %v, error %v", response, err)
		}
	})
}

func TestReflectionNamesTheServices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connection := grpctest.InMemory(t, NewGRPC(t.Context(), echo))
		stream, err := reflectionv1.NewServerReflectionClient(connection).ServerReflectionInfo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := stream.Send(&reflectionv1.ServerReflectionRequest{
			MessageRequest: &reflectionv1.ServerReflectionRequest_ListServices{},
		}); err != nil {
			t.Fatal(err)
		}
		response, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, service := range response.GetListServicesResponse().GetService() {
			names = append(names, service.GetName())
		}
		for _, want := range []string{echoed, "grpc.health.v1.Health"} {
			if !slices.Contains(names, want) {
				t.Errorf("services are %v, without %s", names, want)
			}
		}
	})
}
