package rolloutserver_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	_ "modernc.org/sqlite" // database/sql driver

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/rolloutserver"
	"github.com/trivium/trivium/services-go/experiment/sqlstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/grpctest"
)

const name = "solve"

// service serves one rollout that is steered by nobody but the test.
type service struct {
	rolloutv1.RolloutServiceClient
	rollout *rollout
	store   experiment.Store
	server  *grpc.Server
	// drain begins to stop the server, as a signal does.
	drain context.CancelFunc
	// breakStore makes every call to the store fail.
	breakStore func()
}

// bubble runs a test of a service with a clock of its own.
func bubble(t *testing.T, test func(t *testing.T, s *service)) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.db")
	synctest.Test(t, func(t *testing.T) { test(t, start(t, file)) })
}

func start(t *testing.T, file string) *service {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	must(t, sqlstore.Migrate(t.Context(), db, sqlstore.SQLite))
	store, rollout := sqlstore.New(db), newRollout()
	_, err = store.Begin(t.Context(), name, rollout.view.GetState())
	must(t, err)
	draining, drain := context.WithCancel(context.Background())
	t.Cleanup(drain)
	server := grpc.NewServer(grpc.UnaryInterceptor(errors.UnaryServer), grpc.StreamInterceptor(errors.StreamServer))
	rolloutv1.RegisterRolloutServiceServer(server, rolloutserver.New(draining, store, rollout))
	client := rolloutv1.NewRolloutServiceClient(grpctest.InMemory(t, server))
	return &service{client, rollout, store, server, drain, func() { db.Close() }}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func expectEqual(t testing.TB, have, want proto.Message) {
	t.Helper()
	if !proto.Equal(have, want) {
		t.Errorf("got %v, want %v", have, want)
	}
}

func expectFault(t testing.TB, err error, code codes.Code, reason string) {
	t.Helper()
	if status.Code(err) != code {
		t.Errorf("error is %v, want %v", err, code)
	}
	if info := detail[*errdetails.ErrorInfo](err); info.GetReason() != reason || info.GetDomain() != "trivium" {
		t.Errorf("reason is %v, want %s", info, reason)
	}
}

func expectFaultyFields(t testing.TB, err error, want ...string) {
	t.Helper()
	expectFault(t, err, codes.InvalidArgument, "INVALID_FIELDS")
	var have []string
	for _, violation := range detail[*errdetails.BadRequest](err).GetFieldViolations() {
		have = append(have, violation.GetField())
	}
	if !slices.Equal(have, want) {
		t.Errorf("faulty fields are %q, want %q", have, want)
	}
}

// detail is the first detail of a kind that an error has.
func detail[D any](err error) (none D) {
	for _, one := range status.Convert(err).Details() {
		if found, ok := one.(D); ok {
			return found
		}
	}
	return none
}

// calls are all that a service can be asked, about a rollout.
func (s *service) calls(name string) map[string]func(context.Context) error {
	const id = "01993a2e-0000-7000-8000-000000000000"
	return map[string]func(context.Context) error{
		"GetRollout": func(ctx context.Context) error {
			_, err := s.GetRollout(ctx, &rolloutv1.GetRolloutRequest{Name: name})
			return err
		},
		"WatchRollout": func(ctx context.Context) error {
			stream, err := s.WatchRollout(ctx, &rolloutv1.WatchRolloutRequest{Name: name})
			if err == nil {
				_, err = stream.Recv()
			}
			return err
		},
		"SetStage": func(ctx context.Context) error {
			_, err := s.SetStage(ctx, setStage(func(r *rolloutv1.SetStageRequest) { r.Name = name }))
			return err
		},
		"Kill": func(ctx context.Context) error {
			_, err := s.Kill(ctx, &rolloutv1.KillRequest{Name: name, Reason: "wrong", Actor: "anna"})
			return err
		},
		"ListMismatches": func(ctx context.Context) error {
			_, err := s.ListMismatches(ctx, &rolloutv1.ListMismatchesRequest{Name: name})
			return err
		},
		"GetMismatch": func(ctx context.Context) error {
			_, err := s.GetMismatch(ctx, &rolloutv1.GetMismatchRequest{Name: name, Id: id})
			return err
		},
		"ReplayMismatch": func(ctx context.Context) error {
			_, err := s.ReplayMismatch(ctx, &rolloutv1.ReplayMismatchRequest{Name: name, Id: id})
			return err
		},
		"ListAudit": func(ctx context.Context) error {
			_, err := s.ListAudit(ctx, &rolloutv1.ListAuditRequest{Name: name})
			return err
		},
	}
}

// setStage is a legal request, altered.
func setStage(alter func(*rolloutv1.SetStageRequest)) *rolloutv1.SetStageRequest {
	request := &rolloutv1.SetStageRequest{
		Name: name, Version: 7, Stage: rolloutv1.Stage_STAGE_CANARY, BasisPoints: proto.Uint32(1000), Reason: "it passed", Actor: "anna",
	}
	alter(request)
	return request
}
