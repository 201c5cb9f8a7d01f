package engine

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

// Watchers hear of an attempt at most this often.
const publishInterval = 100 * time.Millisecond

// progress tells watchers how an attempt goes. It belongs to the attempt's goroutine.
type progress struct {
	attempt *attempt
	rate    rate
	told    news
}

// news is what watchers want to hear of.
type news struct {
	done       uint64
	waitingFor string
}

func newProgress(a *attempt) *progress {
	return &progress{attempt: a, rate: newRate(time.Now(), a.tally.finished.count())}
}

func (p *progress) news() news {
	return news{p.attempt.tally.finished.count(), p.attempt.fleet.WaitingFor()}
}

// publishNews publishes when there is something new.
func (p *progress) publishNews() {
	p.rate.measure(time.Now(), p.attempt.tally.finished.count())
	if p.news() != p.told {
		p.publish()
	}
}

func (p *progress) publish() {
	p.told = p.news()
	a := p.attempt
	a.tally.changes++
	a.tally.waitingFor = p.told.waitingFor
	a.publication.publish(&forecastv1.Forecast{
		Id:         a.run.ID,
		Plan:       a.run.Plan,
		CreateTime: timestamppb.New(a.run.Created),
		Revision:   revisionRunning(a.run.Attempt, a.tally.changes),
		State: &forecastv1.Forecast_Running{
			Running: runningView(a.run, a.tally, time.Now(), p.rate.perSecond),
		},
	})
}
