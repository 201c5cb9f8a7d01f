package experiment_test

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// slugify is the implementation that there was.
func slugify(_ context.Context, title *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	words := strings.Fields(strings.ToLower(title.GetValue()))
	return wrapperspb.String(strings.Join(words, "-")), nil
}

// slugifyFast is to take over. It forgot about several spaces in a row.
func slugifyFast(_ context.Context, title *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	return wrapperspb.String(strings.ReplaceAll(strings.ToLower(title.GetValue()), " ", "-")), nil
}

// A service puts its hot path behind an experiment, and calls Do where it called the path.
func Example() {
	slugs, err := experiment.New(experiment.Options[*wrapperspb.StringValue, *wrapperspb.StringValue]{
		Name:      "slugs",
		Control:   slugify,
		Candidate: slugifyFast,
		Key:       func(title *wrapperspb.StringValue) uint64 { return experiment.StringKey(title.GetValue()) },
		Store:     memstore.New(),
		// To compute a slug changes nothing.
		NoSideEffects: true,
	})
	if err != nil {
		panic(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	if err := slugs.Load(ctx); err != nil {
		panic(err)
	}
	go slugs.Run(ctx)

	// A person begins to compare every call.
	all := uint32(10000)
	if err := slugs.SetStage(ctx, experiment.Change{
		Version: 1, Stage: rolloutv1.Stage_STAGE_SHADOW, BasisPoints: &all, Reason: "the twin is written", Actor: "alice",
	}); err != nil {
		panic(err)
	}
	back := slugs.Changed()

	slug, _ := slugs.Do(ctx, wrapperspb.String("Hello  World"))
	fmt.Println("the caller gets", slug.GetValue())

	<-back
	view, _ := slugs.View(ctx)
	fmt.Println("the rollout is at", view.GetState().GetStage())
	// Output:
	// the caller gets hello-world
	// the rollout is at STAGE_OFF
}

// Whatever is behind a side, it is a function: here one that picks a server for each call, as
// a client that balances by itself does.
func ExampleExperiment_Seam() {
	slugs, err := experiment.New(experiment.Options[*wrapperspb.StringValue, *wrapperspb.StringValue]{
		Name:      "slugs",
		Control:   slugify,
		Candidate: slugifyFast,
		Key:       func(title *wrapperspb.StringValue) uint64 { return experiment.StringKey(title.GetValue()) },
		Store:     memstore.New(),
		// To compute a slug changes nothing.
		NoSideEffects: true,
		Initial:       rolloutv1.Stage_STAGE_REVERSED,
	})
	if err != nil {
		panic(err)
	}
	// The stored stage is known before the first call.
	if err := slugs.Load(context.Background()); err != nil {
		panic(err)
	}
	for _, name := range []string{"one", "two"} {
		server := slugs.Seam(func(ctx context.Context, title *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
			fmt.Println("server", name, "is called")
			return slugifyFast(ctx, title)
		})
		if slug, err := server(context.Background(), wrapperspb.String("Hello World")); err == nil {
			fmt.Println(slug.GetValue())
		}
	}
	// Output:
	// server one is called
	// hello-world
	// server two is called
	// hello-world
}
