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
	// The publication whose word counts; nil when the run is not on this replica.
	speaker *publication
	latest  *forecastv1.Forecast
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

// publication is an attempt's right to tell of its run.
type publication struct {
	hub *Hub
	id  string
}

// open takes the word from whoever had it before.
func (h *Hub) open(id string) *publication {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := &publication{h, id}
	h.topic(id).speaker = p
	return p
}

// publish tells watchers the run's state, which must not be changed any more.
func (p *publication) publish(forecast *forecastv1.Forecast) {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	if t := p.hub.topics[p.id]; t != nil && t.speaker == p {
		t.latest = forecast
		t.wake()
	}
}

// close says that the run is no longer on this replica: now the store knows best.
func (p *publication) close() {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	if t := p.hub.topics[p.id]; t != nil && t.speaker == p {
		t.speaker, t.latest = nil, nil
		t.wake()
		p.hub.sweep(p.id)
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
	if t := h.topics[id]; t.watchers == 0 && t.speaker == nil {
		delete(h.topics, id)
	}
}

func (t *topic) wake() {
	close(t.changed)
	t.changed = make(chan struct{})
}
