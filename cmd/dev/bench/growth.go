package bench

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"
)

const (
	smallPool    = 1_000
	growthRounds = 30
	growthBatch  = 20 // calls in a round
)

// operation is one whose cost must not grow with the pool.
type operation struct {
	name string
	// request makes one about a user, who is signed in with token.
	request func(s *scene, user int, token string) (string, object)
}

func operations() []operation {
	return []operation{
		{"`GetUser`", func(_ *scene, _ int, token string) (string, object) {
			return "GetUser", object{"AccessToken": token}
		}},
		{"`AdminGetUser`", func(s *scene, user int, _ string) (string, object) {
			return "AdminGetUser", object{"UserPoolId": s.pool, "Username": userName(user)}
		}},
		{"`ListUsers` with a filter", func(s *scene, user int, _ string) (string, object) {
			return "ListUsers", object{"UserPoolId": s.pool, "Filter": `email = "` + userEmail(user) + `"`}
		}},
		{"login", func(s *scene, user int, _ string) (string, object) { return s.passwordLogin(user) }},
	}
}

// growth compares the cost of calls at a small and at a large pool. Both programs run, and take turns.
func growth(ctx context.Context, o Options) ([]Figure, error) {
	small, err := populate(ctx, o, smallPool)
	if err != nil {
		return nil, err
	}
	defer small.close()
	large, err := populate(ctx, o, o.Users)
	if err != nil {
		return nil, err
	}
	defer large.close()
	var figures []Figure
	for _, op := range operations() {
		for range growthRounds {
			for _, p := range []*population{small, large} {
				if err := p.play(op); err != nil {
					return nil, fmt.Errorf("%s: %w", op.name, err)
				}
			}
		}
		a, b := median(small.took[op.name]), median(large.took[op.name])
		figures = append(figures, growthFigure(op.name, "users", a, b, o.Users))
	}
	return figures, nil
}

// growthFigure is how the cost of something grows from a small pool to a large one.
func growthFigure(of, users string, small, large time.Duration, n int) Figure {
	return Figure{
		What: fmt.Sprintf("growth of %s from %d to %d %s, as exponent", of, smallPool, n, users), Goal: "< 0.1",
		Measured: fmt.Sprintf("%.2f (%s, %s)", exponent(small, large, smallPool, n), milliseconds(small), milliseconds(large)),
	}
}

// exponent is the power of the number of users by which the cost grows: 0 is flat, 1 is a scan.
func exponent(a, b time.Duration, from, to int) float64 {
	return math.Log(float64(b)/float64(a)) / math.Log(float64(to)/float64(from))
}

// population is a running program with a pool of some size.
type population struct {
	process *process
	conn    *connection
	scene   *scene
	users   int
	tokens  map[int]string // of some users
	signed  []int          // these users
	took    map[string][]time.Duration
	turn    int
}

// another picks users all over the pool, in the same way at every pool.
func (p *population) another(of int) int {
	const stride = 7_919 // a prime: every user has a turn
	p.turn++
	return p.turn * stride % of
}

func populate(ctx context.Context, o Options, users int) (*population, error) {
	p := &population{users: users, tokens: map[int]string{}, took: map[string][]time.Duration{}}
	var err error
	if p.process, err = startProgram(ctx, o); err != nil {
		return nil, err
	}
	if p.conn, err = dial(p.process.address); err == nil {
		if p.scene, err = newScene(p.conn); err == nil {
			if err = p.fill(); err == nil {
				err = p.signIn()
			}
		}
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// fill adds the users over some connections at once.
func (p *population) fill() error {
	const workers = 4
	errs := make(chan error, workers)
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			c, err := dial(p.process.address)
			if err != nil {
				errs <- err
				return
			}
			defer c.close()
			s := &scene{c, p.scene.pool, p.scene.client}
			for n := w; n < p.users; n += workers {
				if err := s.addUser(n); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	done.Wait()
	close(errs)
	return <-errs
}

// signIn gets tokens for some users, spread over the pool.
func (p *population) signIn() error {
	for range 50 {
		n := p.another(p.users)
		token, err := p.scene.token(n)
		if err != nil {
			return err
		}
		p.tokens[n] = token
		p.signed = append(p.signed, n)
	}
	return nil
}

// play calls an operation some times, about users anywhere in the pool.
func (p *population) play(op operation) error {
	requests := make([][]byte, growthBatch)
	for i := range requests {
		user := p.signed[p.another(len(p.signed))]
		token := p.tokens[user]
		if op.name != "`GetUser`" {
			user = p.another(p.users)
		}
		text, err := request(op.request(p.scene, user, token))
		if err != nil {
			return err
		}
		requests[i] = text
	}
	for _, r := range requests {
		begin := time.Now()
		if _, err := p.conn.send(r); err != nil {
			return err
		}
		p.took[op.name] = append(p.took[op.name], time.Since(begin))
	}
	return nil
}

func (p *population) close() {
	if p.conn != nil {
		p.conn.close()
	}
	p.process.stop()
}
