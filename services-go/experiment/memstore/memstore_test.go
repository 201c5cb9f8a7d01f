package memstore

import (
	"testing"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/storetest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(testing.TB) storetest.Open {
		s := New()
		return func(testing.TB) experiment.Store { return s }
	})
}
