package experiment

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestDeadlinesEndLikeThoseOfContext(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	later := time.Now().Add(time.Hour)
	cases := []struct {
		name string
		make func() *deadline
		want error
	}{
		{"at its time", func() *deadline { return withDeadline(context.Background(), time.Now().Add(-1)) }, context.DeadlineExceeded},
		{"by its end", func() *deadline { d := withDeadline(context.Background(), later); d.end(); return d }, context.Canceled},
		{"with its parent", func() *deadline { d := withDeadline(parent, later); cancel(); return d }, context.Canceled},
	}
	for _, c := range cases {
		// Err is the same whether somebody waits or not.
		if d := c.make(); !errors.Is(d.Err(), c.want) {
			t.Errorf("%s: %v", c.name, d.Err())
		}
		d := c.make()
		<-d.Done()
		if !errors.Is(d.Err(), c.want) {
			t.Errorf("%s, with somebody who waits: %v", c.name, d.Err())
		}
	}
	if d := withDeadline(context.Background(), later); d.Err() != nil {
		t.Errorf("before its time: %v", d.Err())
	}
}

func TestEndsReachThoseWhoWait(t *testing.T) {
	d := withDeadline(context.Background(), time.Now().Add(time.Hour))
	child, cancel := context.WithCancel(d)
	defer cancel()
	d.end()
	<-child.Done()
	<-d.Done()
}

func TestTheSoonerDeadlineCounts(t *testing.T) {
	sooner, cancel := context.WithDeadline(context.Background(), time.Unix(1000, 0))
	defer cancel()
	for _, c := range []struct {
		parent context.Context
		want   time.Time
	}{{context.Background(), time.Unix(2000, 0)}, {sooner, time.Unix(1000, 0)}} {
		if at, ok := withDeadline(c.parent, time.Unix(2000, 0)).Deadline(); !ok || !at.Equal(c.want) {
			t.Errorf("%v, %v", at, ok)
		}
	}
}

func TestValuesAreTheParents(t *testing.T) {
	type key struct{}
	d := withDeadline(context.WithValue(context.Background(), key{}, 7), time.Now().Add(time.Hour))
	defer d.end()
	if d.Value(key{}) != 7 {
		t.Error("a value is lost")
	}
	d.Done()
	if d.Value(key{}) != 7 {
		t.Error("a value is lost when somebody waits")
	}
}
