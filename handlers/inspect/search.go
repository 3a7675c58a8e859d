package inspect

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cognito-emulator/state"
)

// search is what a filter does, whatever it filters.
type search[T any] interface {
	Find(state.View) []T
	remove(*state.Store) (int, error)
}

// maxWait bounds how long a request may wait.
const maxWait = 10 * time.Minute

// await returns what a search finds as soon as there is something, or the error of ctx.
func await[T any](ctx context.Context, store *state.Store, f search[T]) (found []T, err error) {
	err = store.Wait(ctx, func(v state.View) bool {
		found = f.Find(v)
		return len(found) > 0
	})
	return found, err
}

// list shows what the search of a request finds, under that name. With wait it blocks until there is
// something; when nothing comes in that time the list is empty.
func list[T any, F search[T]](s *Service, name string, known []string, read func(map[string]string) (F, error)) action {
	return func(w http.ResponseWriter, r *http.Request) error {
		given, err := parameters(r, slices.Concat(known, []string{"wait"})...)
		if err != nil {
			return err
		}
		f, err := read(given)
		if err != nil {
			return err
		}
		wait, err := readWait(given["wait"])
		if err != nil {
			return err
		}
		found := f.Find(s.Store.View())
		if len(found) == 0 && wait > 0 {
			ctx, cancel := context.WithTimeout(r.Context(), wait)
			defer cancel()
			// The only error is that the time is over.
			found, _ = await[T](ctx, s.Store, f)
		}
		return answer(w, map[string][]T{name: found})
	}
}

// forget removes what the search of a request finds.
func forget[T any, F search[T]](s *Service, known []string, read func(map[string]string) (F, error)) action {
	return func(w http.ResponseWriter, r *http.Request) error {
		given, err := parameters(r, known...)
		if err != nil {
			return err
		}
		f, err := read(given)
		if err != nil {
			return err
		}
		deleted, err := f.remove(s.Store)
		if err != nil {
			return err
		}
		return answer(w, map[string]int{"deleted": deleted})
	}
}

// isNamed tells whether a record of a pool that was made for username is about the user that an
// administrator would call name; is compares it with the user there is now, who may be gone, or
// signed up under a name that is written differently.
func isNamed(v state.View, id state.PoolID, username, name string, is func(*state.User) bool) bool {
	if username == name {
		return true
	}
	pool := v.Pool(id)
	if pool == nil {
		return false
	}
	if !pool.CaseSensitive() && strings.EqualFold(username, name) {
		return true
	}
	user := v.UserCalled(pool, name)
	return user != nil && is(user)
}

// readAfter reads the id that a list begins behind; of says what has ids there.
func readAfter(text, of string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	after, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, bad("after must be the id of %s, a whole number: %q", of, text)
	}
	return after, nil
}

func readWait(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, bad("wait must be a duration like 5s or 1m30s: %q", text)
	case d < 0 || d > maxWait:
		return 0, bad("wait must be between 0s and %s: %q", maxWait, text)
	}
	return d, nil
}
