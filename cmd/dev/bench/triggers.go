package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const triggerLogins = 1_500

// triggers compares a sign-in that has two functions called with the same sign-in without them and two round trips by a
// client of net/http, one before and one behind it. A round trip is what a caller does who has an event and wants the
// answer: encoding/json writes the one and reads the other. The bare server is the function of both.
func triggers(ctx context.Context, o Options) ([]Figure, error) {
	peer, err := startPeer(ctx, o)
	if err != nil {
		return nil, err
	}
	defer peer.stop()
	ready, err := dial(peer.address)
	if err != nil {
		return nil, err
	}
	defer ready.close()
	function := "http://" + peer.address + functionPath
	p, err := startProgram(ctx, o, "--lambda-url", "*="+function)
	if err != nil {
		return nil, err
	}
	defer p.stop()
	c, err := dial(p.address)
	if err != nil {
		return nil, err
	}
	defer c.close()
	with, event, err := watchedScene(c)
	if err != nil {
		return nil, err
	}
	without, err := newScene(c)
	if err != nil {
		return nil, err
	}
	if err := without.addUser(0); err != nil {
		return nil, err
	}
	login := func(s *scene) func() error {
		text, err := request(s.passwordLogin(0))
		return func() error {
			if err != nil {
				return err
			}
			_, err := c.send(text)
			return err
		}
	}
	trip, plain := func() error { return roundTrip(ctx, function, event) }, login(without)
	sides := []struct {
		do   []func() error
		took []time.Duration
	}{{do: []func() error{trip, plain, trip}}, {do: []func() error{login(with)}}}
	for range triggerLogins {
		for i := range sides {
			begin := time.Now()
			for _, do := range sides[i].do {
				if err := do(); err != nil {
					return nil, err
				}
			}
			sides[i].took = append(sides[i].took, time.Since(begin))
		}
	}
	apart, together := median(sides[0].took), median(sides[1].took)
	return []Figure{{
		What: "login with two functions called over HTTP, against the same login and two round trips to the function by `net/http` and `encoding/json`", Goal: "≤ 1 ×",
		Measured: fmt.Sprintf("%.2f × (%s against %s)", float64(together)/float64(apart), milliseconds(together), milliseconds(apart)),
	}}, nil
}

// watchedScene has a user, and functions before and behind a sign-in. It returns what one of them was told.
func watchedScene(c *connection) (s *scene, event map[string]any, err error) {
	if s, err = newScene(c); err != nil {
		return nil, nil, err
	}
	const arn = "arn:aws:lambda:us-east-1:000000000000:function:any"
	err = c.call("UpdateUserPool", object{"UserPoolId": s.pool, "LambdaConfig": object{"PreAuthentication": arn, "PostAuthentication": arn}}, nil)
	if err != nil {
		return nil, nil, err
	}
	if err := s.addUser(0); err != nil {
		return nil, nil, err
	}
	if _, err := s.token(0); err != nil {
		return nil, nil, err
	}
	text, err := c.get("/_inspect/triggers")
	if err != nil {
		return nil, nil, err
	}
	var made struct {
		Invocations []struct{ Event map[string]any }
	}
	if err := json.Unmarshal(text, &made); err != nil {
		return nil, nil, err
	}
	if len(made.Invocations) != 2 {
		return nil, nil, fmt.Errorf("two functions were to be called: %s", text)
	}
	return s, made.Invocations[0].Event, nil
}

// roundTrip calls a function that answers what it is sent.
func roundTrip(ctx context.Context, url string, event map[string]any) error {
	text, err := json.Marshal(event)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	answer, err := io.ReadAll(res.Body)
	var answered map[string]any
	if err := errors.Join(err, res.Body.Close(), json.Unmarshal(answer, &answered)); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || len(answered) != len(event) {
		return fmt.Errorf("the function answers %s: %s", res.Status, answer)
	}
	return nil
}
