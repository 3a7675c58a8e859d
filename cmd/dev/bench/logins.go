package bench

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	connections = 8
	rounds      = 5
	roundTime   = 2 * time.Second
)

// logins compares sign-ins a second with what a bare server reaches that makes the same two signatures by crypto/rsa.
// Both take turns, so that whatever else the machine does strikes both.
func logins(ctx context.Context, o Options) ([]Figure, error) {
	ours, err := startProgram(ctx, o)
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	peer, err := startPeer(ctx, o)
	if err != nil {
		return nil, err
	}
	defer peer.stop()

	first, err := dial(ours.address)
	if err != nil {
		return nil, err
	}
	defer first.close()
	s, err := newScene(first)
	if err != nil {
		return nil, err
	}
	if err := s.addUsers(connections); err != nil {
		return nil, err
	}
	requests := make([][]byte, connections)
	for i := range requests {
		if requests[i], err = request(s.passwordLogin(i)); err != nil {
			return nil, err
		}
	}
	var mine, bare []float64
	for range rounds {
		for _, side := range []struct {
			address string
			rates   *[]float64
		}{{ours.address, &mine}, {peer.address, &bare}} {
			rate, err := load(side.address, requests, roundTime)
			if err != nil {
				return nil, err
			}
			*side.rates = append(*side.rates, rate)
		}
	}
	return []Figure{{
		What:     fmt.Sprintf("`USER_PASSWORD_AUTH` logins, %d connections, against a bare `net/http` server with the same two RSA-2048 signatures by `crypto/rsa`", connections),
		Goal:     "≥ 2 ×",
		Measured: fmt.Sprintf("%.2f × (%.0f/s against %.0f/s)", median(mine)/median(bare), median(mine), median(bare)),
	}}, nil
}

// load sends each request over a connection of its own, again and again, and gives the answers a second.
func load(address string, requests [][]byte, long time.Duration) (float64, error) {
	counts, errs := make([]int, len(requests)), make([]error, len(requests))
	var done sync.WaitGroup
	begin := time.Now()
	for i := range requests {
		done.Go(func() {
			c, err := dial(address)
			if err != nil {
				errs[i] = err
				return
			}
			defer c.close()
			for { // once at least, however busy the machine is
				if _, errs[i] = c.send(requests[i]); errs[i] != nil {
					return
				}
				if counts[i]++; time.Since(begin) >= long {
					return
				}
			}
		})
	}
	done.Wait()
	took := time.Since(begin)
	sum := 0
	for i, n := range counts {
		if errs[i] != nil {
			return 0, errs[i]
		}
		sum += n
	}
	return float64(sum) / took.Seconds(), nil
}

func median[T ~int64 | ~float64](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
