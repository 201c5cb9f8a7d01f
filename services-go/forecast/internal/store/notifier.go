package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
)

// insertTopic is what River's workers listen to.
const insertTopic = "river_insert"

// notifier tells this process's workers of new jobs, for a database that cannot. Other
// processes on the same database find them when they poll.
type notifier struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

func newNotifier() *notifier { return &notifier{listeners: map[*listener]struct{}{}} }

// notify wakes the workers. Call it when the job is committed: before, they find nothing.
func (n *notifier) notify() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.listeners {
		select {
		case l.woken <- struct{}{}:
		default: // It wakes already, and will look for jobs after this one came.
		}
	}
}

// notifiedDriver makes a driver that can only be polled one that notifies.
type notifiedDriver struct {
	riverdriver.Driver[*sql.Tx]
	notifier *notifier
}

func (notifiedDriver) SupportsListener() bool { return true }

func (d notifiedDriver) GetListener(*riverdriver.GetListenenerParams) riverdriver.Listener {
	return &listener{notifier: d.notifier, woken: make(chan struct{}, 1)}
}

// listener is one worker's ear.
type listener struct {
	notifier *notifier
	woken    chan struct{}
}

func (l *listener) Connect(context.Context) error {
	l.notifier.mu.Lock()
	defer l.notifier.mu.Unlock()
	l.notifier.listeners[l] = struct{}{}
	return nil
}

func (l *listener) Close(context.Context) error {
	l.notifier.mu.Lock()
	defer l.notifier.mu.Unlock()
	delete(l.notifier.listeners, l)
	return nil
}

func (l *listener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	select {
	case <-l.woken:
		return &riverdriver.Notification{Topic: insertTopic, Payload: fmt.Sprintf(`{"queue": %q}`, river.QueueDefault)}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Insertion is the only topic, and nothing can be disconnected.
func (*listener) Listen(context.Context, string) error   { return nil }
func (*listener) Unlisten(context.Context, string) error { return nil }
func (*listener) Ping(context.Context) error             { return nil }
func (*listener) Schema() string                         { return "" }
func (*listener) SetAfterConnectExec(string)             {}
