package engine

import (
	"sync"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

// Hub tells watchers what happens to runs on this replica. It keeps the latest state
// only: a slow watcher misses states in between and never holds up a run.
type Hub struct {
	mu     sync.Mutex
	topics map[string]*topic
}

type topic struct {
	watchers int
	running  bool
	latest   *forecastv1.Forecast
	// Closed and replaced with every change.
	changed chan struct{}
}

// NewHub has nothing to tell yet.
func NewHub() *Hub { return &Hub{topics: map[string]*topic{}} }

// Subscription is one watcher's view of one run.
type Subscription struct {
	hub *Hub
	id  string
}

// Subscribe watches a run, whether it is on this replica yet or not, until Close.
func (h *Hub) Subscribe(id string) *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.topic(id).watchers++
	return &Subscription{h, id}
}

// Latest is the run's latest state here, nil when it is not on this replica, and a
// channel that is closed at the next change.
func (s *Subscription) Latest() (*forecastv1.Forecast, <-chan struct{}) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	t := s.hub.topics[s.id]
	return t.latest, t.changed
}

// Close ends the subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.hub.topics[s.id].watchers--
	s.hub.sweep(s.id)
}

// Latest is a run's latest state, nil when it is not running on this replica.
func (h *Hub) Latest(id string) *forecastv1.Forecast {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t := h.topics[id]; t != nil {
		return t.latest
	}
	return nil
}

// publish tells watchers a run's state, which must not be changed any more.
func (h *Hub) publish(forecast *forecastv1.Forecast) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.topic(forecast.GetId())
	t.running = true
	t.latest = forecast
	t.wake()
}

// Left says that a run is no longer on this replica: from now on the store knows best.
func (h *Hub) Left(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t := h.topics[id]; t != nil {
		t.running, t.latest = false, nil
		t.wake()
		h.sweep(id)
	}
}

func (h *Hub) topic(id string) *topic {
	t := h.topics[id]
	if t == nil {
		t = &topic{changed: make(chan struct{})}
		h.topics[id] = t
	}
	return t
}

func (h *Hub) sweep(id string) {
	if t := h.topics[id]; t.watchers == 0 && !t.running {
		delete(h.topics, id)
	}
}

func (t *topic) wake() {
	close(t.changed)
	t.changed = make(chan struct{})
}
