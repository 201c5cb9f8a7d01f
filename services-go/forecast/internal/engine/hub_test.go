package engine

import (
	"testing"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

func state(revision uint64) *forecastv1.Forecast {
	return &forecastv1.Forecast{Id: "run", Revision: revision}
}

func closed(changed <-chan struct{}) bool {
	select {
	case <-changed:
		return true
	default:
		return false
	}
}

func TestWatchersSeeTheLatestState(t *testing.T) {
	hub := NewHub()
	early := hub.Subscribe("run")
	defer early.Close()
	latest, changed := early.Latest()
	if latest != nil || closed(changed) {
		t.Fatalf("a run that is not here has the state %v", latest)
	}
	publication := hub.open("run")
	publication.publish(state(1))
	publication.publish(state(2))
	if !closed(changed) {
		t.Error("a watcher is not told")
	}
	latest, changed = early.Latest()
	if latest.GetRevision() != 2 || closed(changed) {
		t.Errorf("latest is %v", latest)
	}
	late := hub.Subscribe("run")
	defer late.Close()
	if latest, _ := late.Latest(); latest.GetRevision() != 2 || hub.Latest("run").GetRevision() != 2 {
		t.Errorf("latest is %v", latest)
	}
	if hub.Latest("another") != nil {
		t.Error("another run has a state")
	}
	publication.close()
	if latest, _ := early.Latest(); latest != nil || !closed(changed) || hub.Latest("run") != nil {
		t.Errorf("after the run left, latest is %v", latest)
	}
}

func TestOnlyTheLatestAttemptHasTheWord(t *testing.T) {
	hub := NewHub()
	watcher := hub.Subscribe("run")
	defer watcher.Close()
	first := hub.open("run")
	first.publish(state(1))
	second := hub.open("run")
	second.publish(state(3))
	first.publish(state(2))
	first.close()
	if latest, _ := watcher.Latest(); latest.GetRevision() != 3 {
		t.Errorf("latest is %v", latest)
	}
	second.close()
	first.publish(state(4))
	second.publish(state(5))
	if latest, _ := watcher.Latest(); latest != nil {
		t.Errorf("a closed publication tells of %v", latest)
	}
}

func TestTheHubForgetsWhatNobodyNeeds(t *testing.T) {
	hub := NewHub()
	for _, order := range []string{"watcher first", "run first"} {
		watchers := []*Subscription{hub.Subscribe("run"), hub.Subscribe("run")}
		publication := hub.open("run")
		publication.publish(state(1))
		if order == "run first" {
			publication.close()
		}
		for _, watcher := range watchers {
			watcher.Close()
		}
		publication.close()
		if len(hub.topics) != 0 {
			t.Errorf("%s: %d topics are left", order, len(hub.topics))
		}
	}
}
