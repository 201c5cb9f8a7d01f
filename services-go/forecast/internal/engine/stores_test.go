package engine

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// intercepted is a store whose methods ask first whether they may go on.
type intercepted struct {
	store.Store
	ask func(ctx context.Context, method string) error
}

func (s intercepted) Claim(ctx context.Context, id string, lease time.Duration) (*store.Run, error) {
	if err := s.ask(ctx, "Claim"); err != nil {
		return nil, err
	}
	return s.Store.Claim(ctx, id, lease)
}

func (s intercepted) Save(
	ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint, lease time.Duration,
) error {
	if err := s.ask(ctx, "Save"); err != nil {
		return err
	}
	return s.Store.Save(ctx, id, attempt, checkpoint, lease)
}

func (s intercepted) Succeed(ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint) error {
	if err := s.ask(ctx, "Succeed"); err != nil {
		return err
	}
	return s.Store.Succeed(ctx, id, attempt, checkpoint)
}

func (s intercepted) Fail(ctx context.Context, id string, attempt uint32, failure store.Failure) error {
	if err := s.ask(ctx, "Fail"); err != nil {
		return err
	}
	return s.Store.Fail(ctx, id, attempt, failure)
}

func (s intercepted) Ended(ctx context.Context, ids []string) ([]string, error) {
	if err := s.ask(ctx, "Ended"); err != nil {
		return nil, err
	}
	return s.Store.Ended(ctx, ids)
}

func (s intercepted) Rescue(ctx context.Context) (int, error) {
	if err := s.ask(ctx, "Rescue"); err != nil {
		return 0, err
	}
	return s.Store.Rescue(ctx)
}

// recorder remembers the checkpoints that were saved.
type recorder struct {
	mu    sync.Mutex
	saves []save
}

type save struct {
	at         time.Time
	checkpoint *storagev1.Checkpoint
	size       int
}

func (r *recorder) wrap(runs store.Store) store.Store { return recording{runs, r} }

type recording struct {
	store.Store
	recorder *recorder
}

func (s recording) Save(
	ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint, lease time.Duration,
) error {
	s.recorder.mu.Lock()
	defer s.recorder.mu.Unlock()
	s.recorder.saves = append(s.recorder.saves, save{time.Now(), checkpoint, proto.Size(checkpoint)})
	return s.Store.Save(ctx, id, attempt, checkpoint, lease)
}

var errOutage = errors.New("the database cannot be reached")

// outage makes a store fail while it lasts: at once, or by not answering.
type outage struct {
	on    atomic.Bool
	hangs bool
	// The only method that fails; all when empty.
	only string
}

func (o *outage) wrap(runs store.Store) store.Store { return intercepted{runs, o.ask} }

func (o *outage) ask(ctx context.Context, method string) error {
	if !o.on.Load() || o.only != "" && o.only != method {
		return nil
	}
	if o.hangs {
		<-ctx.Done()
	}
	return errOutage
}
