package kernel

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// The contract forbids fused multiply-add; an unguarded product would be fused on these
// targets, and no test that runs on plain amd64 would see it.
func TestCompiledCodeHoldsNoFusedInstruction(t *testing.T) {
	fused := regexp.MustCompile(`\bV?FN?M(ADD|SUB)\w*\b`)
	for _, target := range [][]string{
		{"GOARCH=amd64", "GOAMD64=v3"},
		{"GOARCH=arm64"},
	} {
		listing := compile(t, target)
		if found := fused.Find(listing); found != nil {
			t.Errorf("%v: the compiled kernel holds %s", target, found)
		}
		if !regexp.MustCompile(`\b(VMULSD|MULSD|FMULD)\b`).Match(listing) {
			t.Errorf("%v: the listing shows no multiplication: it is not the kernel's", target)
		}
	}
}

func compile(t *testing.T, target []string) []byte {
	t.Helper()
	build := exec.Command("go", "build", "-gcflags=-S", ".")
	build.Env = append(append(os.Environ(), "GOOS=linux", "CGO_ENABLED=0"), target...)
	listing, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", target, err, listing)
	}
	return listing
}
