package bench

import (
	"context"
	"fmt"
	"os"
	"time"
)

const starts = 15

// start measures how long it takes from the start of the process to an answer, and to a token for a user in a pool that
// is made on the way.
func start(ctx context.Context, o Options) ([]Figure, error) {
	var answers, tokens []time.Duration
	for range starts {
		answer, token, err := startOnce(ctx, o)
		if err != nil {
			return nil, err
		}
		answers, tokens = append(answers, answer), append(tokens, token)
	}
	idle, err := idle(ctx, o)
	if err != nil {
		return nil, err
	}
	return []Figure{
		{"first answer after the start of the process", "≤ 10 ms", milliseconds(median(answers))},
		{"first token after the start of the process, with pool, client and user made on the way", "≤ 50 ms", milliseconds(median(tokens))},
		{"resident memory, idle", "≤ 15 MB", megabytes(idle)},
	}, nil
}

func startOnce(ctx context.Context, o Options) (answer, token time.Duration, err error) {
	address, err := freeAddress()
	if err != nil {
		return 0, 0, err
	}
	begin := time.Now()
	p, err := startAt(ctx, address, o.Program, "--listen", address)
	if err != nil {
		return 0, 0, err
	}
	defer p.stop()
	c, err := dial(address)
	if err != nil {
		return 0, 0, err
	}
	defer c.close()
	if _, err := c.get("/health"); err != nil {
		return 0, 0, err
	}
	answer = time.Since(begin)
	s, err := newScene(c)
	if err != nil {
		return 0, 0, err
	}
	if err := s.addUser(0); err != nil {
		return 0, 0, err
	}
	_, err = s.token(0)
	return answer, time.Since(begin), err
}

// idle is the memory of a program that has answered once and has nothing more to do.
func idle(ctx context.Context, o Options) (int, error) {
	p, err := startProgram(ctx, o)
	if err != nil {
		return 0, err
	}
	defer p.stop()
	c, err := dial(p.address)
	if err != nil {
		return 0, err
	}
	defer c.close()
	if _, err := c.get("/health"); err != nil {
		return 0, err
	}
	time.Sleep(3 * time.Second) // what it prepares in the background is done by then
	return p.resident()
}

// size is that of the program; the image holds nothing else but the licence.
func size(_ context.Context, o Options) ([]Figure, error) {
	info, err := os.Stat(o.Program)
	if err != nil {
		return nil, err
	}
	return []Figure{{"the program, which is the image", "≤ 15 MB", megabytes(int(info.Size()))}}, nil
}

func megabytes(n int) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
