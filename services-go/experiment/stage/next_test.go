package stage_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	off      = rolloutv1.Stage_STAGE_OFF
	shadow   = rolloutv1.Stage_STAGE_SHADOW
	canary   = rolloutv1.Stage_STAGE_CANARY
	reversed = rolloutv1.Stage_STAGE_REVERSED
	retired  = rolloutv1.Stage_STAGE_RETIRED

	ours = "our contract"
)

var (
	long = time.Unix(1000, 0)
	now  = time.Unix(2000, 0)

	known   = &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-1", ContractHash: ours}
	rust2   = &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-2", ContractHash: ours}
	go2     = &rolloutv1.Identity{ControlBuild: "go-2", CandidateBuild: "rust-1", ContractHash: ours}
	foreign = &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-1", ContractHash: "theirs"}
)

func state(at rolloutv1.Stage, basisPoints uint32, identity *rolloutv1.Identity) *rolloutv1.State {
	return &rolloutv1.State{
		Version: 5, Stage: at, BasisPoints: basisPoints, Identity: identity, ChangeTime: timestamppb.New(long),
	}
}

func verdicts(of ...rolloutv1.Verdict) (budgets []*rolloutv1.Budget) {
	for i, verdict := range of {
		budgets = append(budgets, &rolloutv1.Budget{
			Kind: rolloutv1.Budget_Kind(i + 1), Verdict: verdict, Observed: proto.Float64(3), Samples: 5, SamplesNeeded: 100,
		})
	}
	return budgets
}

var (
	pass   = verdicts(rolloutv1.Verdict_VERDICT_PASS, rolloutv1.Verdict_VERDICT_PASS, rolloutv1.Verdict_VERDICT_PASS)
	hold   = verdicts(rolloutv1.Verdict_VERDICT_PASS, rolloutv1.Verdict_VERDICT_INCONCLUSIVE, rolloutv1.Verdict_VERDICT_PASS)
	breach = verdicts(rolloutv1.Verdict_VERDICT_PASS, rolloutv1.Verdict_VERDICT_INCONCLUSIVE, rolloutv1.Verdict_VERDICT_BREACH)
)

func set(to rolloutv1.Stage, budgets []*rolloutv1.Budget) stage.Set {
	return stage.Set{Stage: to, Reason: "a reason", Budgets: budgets, ContractHash: ours}
}

func setShare(to rolloutv1.Stage, share uint32, budgets []*rolloutv1.Budget) stage.Set {
	s := set(to, budgets)
	s.BasisPoints = &share
	return s
}

func without(s stage.Set) stage.Set {
	s.NoControl = true
	return s
}

func met(identity *rolloutv1.Identity) stage.Met {
	return stage.Met{Identity: identity, ContractHash: ours}
}

// transition is what an event makes of a state at a stage with a share of 25 %.
type transition struct {
	name     string
	from     rolloutv1.Stage
	identity *rolloutv1.Identity
	event    stage.Event
	// What it leads to; UNSPECIFIED when nothing changes.
	to       rolloutv1.Stage
	share    uint32
	about    *rolloutv1.Identity
	reason   string
	refusal  string
	keepTime bool
}

var transitions = []transition{
	{name: "off to shadow asks for no evidence", from: off, event: set(shadow, hold), to: shadow, share: 100, reason: "a reason"},
	{name: "shadow to canary with evidence", from: shadow, event: set(canary, pass), to: canary, share: 100},
	{name: "canary to reversed with evidence", from: canary, event: set(reversed, pass), to: reversed, share: 100},
	{name: "reversed to retired with evidence", from: reversed, event: set(retired, pass), to: retired},
	{name: "a share of one's own", from: shadow, event: setShare(canary, 5000, pass), to: canary, share: 5000},
	{name: "a share of none", from: shadow, event: setShare(canary, 0, pass), to: canary},

	{name: "shadow to canary too early", from: shadow, event: set(canary, hold), refusal: "5 calls of the 100"},
	{name: "canary to reversed too early", from: canary, event: set(reversed, hold), refusal: "the evidence is not enough"},
	{name: "reversed to retired too early", from: reversed, event: set(retired, hold), refusal: "the evidence is not enough"},
	{name: "forward against the evidence", from: shadow, event: set(canary, breach), refusal: "the evidence is not enough"},
	{name: "forward without any evidence", from: shadow, event: set(canary, nil), refusal: "there is no evidence"},
	{name: "off to canary", from: off, event: set(canary, pass), refusal: "from off the next stage is shadow, not canary"},
	{name: "off to reversed", from: off, event: set(reversed, pass), refusal: "not reversed"},
	{name: "off to retired", from: off, event: set(retired, pass), refusal: "not retired"},
	{name: "shadow to reversed", from: shadow, event: set(reversed, pass), refusal: "the next stage is canary"},
	{name: "shadow to retired", from: shadow, event: set(retired, pass), refusal: "the next stage is canary"},
	{name: "canary to retired", from: canary, event: set(retired, pass), refusal: "the next stage is reversed"},
	{name: "forward with another contract", from: shadow, identity: foreign, event: set(canary, pass), refusal: `the contract "theirs", the control "our contract"`},

	{name: "a greater share asks for nothing", from: canary, event: setShare(canary, 9000, hold), to: canary, share: 9000},
	{name: "a smaller share", from: reversed, event: setShare(reversed, 1, hold), to: reversed, share: 1},
	{name: "the share that it has", from: canary, event: setShare(canary, 2500, hold)},
	{name: "the stage that it has", from: canary, event: set(canary, hold)},
	{name: "off again", from: off, event: set(off, nil)},
	{name: "retired again", from: retired, event: set(retired, nil)},

	{name: "shadow back to off", from: shadow, event: set(off, breach), to: off},
	{name: "canary back to shadow", from: canary, event: set(shadow, breach), to: shadow, share: 100},
	{name: "canary back to off", from: canary, event: set(off, breach), to: off},
	{name: "reversed back to canary", from: reversed, event: setShare(canary, 50, breach), to: canary, share: 50},
	{name: "reversed back to shadow", from: reversed, event: set(shadow, hold), to: shadow, share: 100},
	{name: "reversed back to off", from: reversed, event: set(off, hold), to: off},
	{name: "retired back to reversed", from: retired, event: set(reversed, nil), to: reversed, share: 100},
	{name: "retired back to canary", from: retired, event: set(canary, nil), to: canary, share: 100},
	{name: "retired back to shadow", from: retired, event: set(shadow, nil), to: shadow, share: 100},
	{name: "retired back to off", from: retired, event: set(off, nil), to: off},
	{name: "retired back without a control", from: retired, event: without(set(reversed, nil)), refusal: "the control is gone"},

	{name: "no stage", from: off, event: set(0, nil), refusal: "there is no stage 0"},
	{name: "an unknown stage", from: off, event: set(6, nil), refusal: "there is no stage 6"},
	{name: "a share above all", from: canary, event: setShare(canary, 10001, nil), refusal: "10001 basis points is out of the range"},
	{name: "a share of off", from: canary, event: setShare(off, 1, nil), refusal: "the stage off has no share"},
	{name: "a share of retired", from: reversed, event: setShare(retired, 1, pass), refusal: "the stage retired has no share"},

	{name: "killed when off", from: off, event: stage.Kill{Reason: "why"}},
	{name: "killed at shadow", from: shadow, event: stage.Kill{Reason: "why"}, to: off, reason: "why"},
	{name: "killed at canary", from: canary, event: stage.Kill{Reason: "why"}, to: off},
	{name: "killed at reversed", from: reversed, event: stage.Kill{Reason: "why"}, to: off},
	{name: "killed when retired", from: retired, event: stage.Kill{Reason: "why"}, to: off},
	{name: "killed without a control", from: retired, event: stage.Kill{Reason: "why", NoControl: true}, refusal: "the control is gone"},

	{name: "a breach when off", from: off, event: stage.Judged{Budgets: breach}},
	{name: "a breach at shadow", from: shadow, event: stage.Judged{Budgets: breach}, to: off, reason: "99th percentile"},
	{name: "a breach at canary", from: canary, event: stage.Judged{Budgets: breach}, to: off},
	{name: "a breach at reversed", from: reversed, event: stage.Judged{Budgets: breach}, to: off},
	{name: "a breach when retired", from: retired, event: stage.Judged{Budgets: breach}, to: off},
	{name: "too little evidence", from: canary, event: stage.Judged{Budgets: hold}},
	{name: "good evidence at shadow", from: shadow, event: stage.Judged{Budgets: pass}},
	{name: "good evidence at canary", from: canary, event: stage.Judged{Budgets: pass}},
	{name: "good evidence at reversed", from: reversed, event: stage.Judged{Budgets: pass}},

	{name: "the same builds", from: reversed, event: met(known)},
	{name: "another candidate when off", from: off, event: met(rust2)},
	{name: "another candidate at shadow", from: shadow, event: met(rust2), to: shadow, share: 2500, about: rust2, keepTime: true},
	{name: "another candidate at canary", from: canary, event: met(rust2), to: shadow, share: 2500, about: rust2, reason: `"rust-2" after "rust-1"`},
	{name: "another candidate at reversed", from: reversed, event: met(rust2), to: shadow, share: 2500, about: rust2},
	{name: "another candidate when retired", from: retired, event: met(rust2), to: retired, about: rust2, keepTime: true},
	{name: "another control at canary", from: canary, event: met(go2), to: shadow, share: 2500, about: go2, reason: `"go-2" after "go-1"`},
	{name: "another control at reversed", from: reversed, event: met(go2), to: shadow, share: 2500, about: go2},
	{name: "another contract at shadow", from: shadow, event: met(foreign), to: shadow, share: 2500, about: foreign, keepTime: true},
	{name: "another contract at canary", from: canary, event: met(foreign), to: shadow, share: 2500, about: foreign, reason: `the contract "theirs", the control "our contract"`},
	{name: "another contract at reversed", from: reversed, event: met(foreign), to: shadow, share: 2500, about: foreign},
	{name: "first builds at shadow", from: shadow, identity: &rolloutv1.Identity{}, event: met(known), to: shadow, share: 2500, about: known, keepTime: true, reason: "first answers"},
	{name: "first builds at reversed", from: reversed, identity: &rolloutv1.Identity{}, event: met(known), to: reversed, share: 2500, about: known, keepTime: true},
	{name: "first builds of another contract", from: reversed, identity: &rolloutv1.Identity{}, event: met(foreign), to: shadow, share: 2500, about: foreign},
}

func TestTransitions(t *testing.T) {
	for _, c := range transitions {
		t.Run(c.name, func(t *testing.T) {
			before := state(c.from, 0, known)
			if stage.HasShare(c.from) {
				before.BasisPoints = 2500
			}
			if c.identity != nil {
				before.Identity = c.identity
			}
			untouched := proto.CloneOf(before)
			decision, err := stage.Next(before, c.event, now)
			if !proto.Equal(before, untouched) {
				t.Fatal("the state was changed in place")
			}
			c.check(t, before, decision, err)
		})
	}
}

func (c transition) check(t *testing.T, before *rolloutv1.State, decision *stage.Decision, err error) {
	t.Helper()
	if c.refusal != "" {
		var refused *stage.RefusedError
		if !errors.As(err, &refused) || !strings.Contains(refused.Error(), c.refusal) {
			t.Fatalf("refused with %v, not %q", err, c.refusal)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if c.to == 0 {
		if decision != nil {
			t.Fatalf("it changes to %v", decision.Next)
		}
		return
	}
	want := &rolloutv1.State{
		Version: 6, Stage: c.to, BasisPoints: c.share, Identity: before.GetIdentity(), ChangeTime: timestamppb.New(now),
	}
	if c.about != nil {
		want.Identity = c.about
	}
	if c.keepTime {
		want.ChangeTime = timestamppb.New(long)
	}
	if decision == nil || !proto.Equal(decision.Next, want) {
		t.Fatalf("it leads to %v, not to %v", decision, want)
	}
	if decision.Reason == "" || !strings.Contains(decision.Reason, c.reason) {
		t.Errorf("the reason is %q", decision.Reason)
	}
}

// Every stage, and every pair of stages that a person may ask for, stands in the table.
func TestTableIsWhole(t *testing.T) {
	steps := map[[2]rolloutv1.Stage]bool{}
	for _, c := range transitions {
		if set, ok := c.event.(stage.Set); ok {
			steps[[2]rolloutv1.Stage{c.from, set.Stage}] = true
		}
	}
	for from := off; from <= retired; from++ {
		for to := off; to <= retired; to++ {
			if steps[[2]rolloutv1.Stage{from, to}] || from == to {
				continue
			}
			t.Errorf("no row from %s to %s", stage.Name(from), stage.Name(to))
		}
	}
}
