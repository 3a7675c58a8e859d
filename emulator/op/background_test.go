package op_test

import (
	"context"
	"testing"

	"cognito-emulator/emulator/op"
)

func TestBackground(t *testing.T) {
	t.Parallel()
	b := op.NewBackground()
	ended := make(chan struct{})
	b.Go(func(ctx context.Context) {
		<-ctx.Done()
		close(ended)
	})
	done := 0
	b.Go(func(context.Context) { done++ })
	b.Close()
	select {
	case <-ended:
	default:
		t.Error("Close did not wait")
	}
	if done != 1 {
		t.Errorf("short work was done %d times", done)
	}
	b.Go(func(context.Context) { t.Error("work began after Close") })
	b.Wait()
	b.Close()
}
