package entropy

import (
	"regexp"
	"sync"
	"testing"
)

func TestFormats(t *testing.T) {
	s := New()
	for name, c := range map[string]struct {
		make func() string
		want string
	}{
		"PoolID":        {func() string { return s.PoolID("eu-west-1") }, `^eu-west-1_[0-9a-zA-Z]{9}$`},
		"ClientID":      {s.ClientID, `^[0-9a-v]{25,26}$`},
		"ClientSecret":  {s.ClientSecret, `^[0-9a-v]{51,52}$`},
		"Sub":           {s.Sub, `^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$`},
		"UUID":          {s.UUID, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`},
		"Code":          {func() string { return s.Code(6) }, `^[0-9]{6}$`},
		"ID":            {s.ID, `^[0-9A-V]{26}$`},
		"DeviceKey":     {func() string { return s.DeviceKey("us-east-1") }, `^us-east-1_[0-9a-f-]{36}$`},
		"UserSessionID": {func() string { return s.UserSessionID("tkn") }, `^tkn[a-z0-9]{25}$`},
		"ImportJobID":   {s.ImportJobID, `^import-[0-9a-zA-Z]{10}$`},
		"Distribution":  {s.Distribution, `^d[0-9a-z]{13}\.cloudfront\.net$`},
	} {
		want := regexp.MustCompile(c.want)
		seen := map[string]bool{}
		for range 200 {
			got := c.make()
			if !want.MatchString(got) {
				t.Errorf("%s: %q does not match %s", name, got, want)
			}
			seen[got] = true
		}
		if len(seen) < 190 {
			t.Errorf("%s: only %d different values of 200", name, len(seen))
		}
	}
}

func TestEveryDigitTurnsUp(t *testing.T) {
	var count [10]int
	s := Seeded(1)
	for range 2000 {
		for _, d := range s.Code(6) {
			count[d-'0']++
		}
	}
	for d, n := range count { // 1,200 expected; five standard deviations are 165
		if n < 1035 || n > 1365 {
			t.Errorf("digit %d came %d times of 12,000", d, n)
		}
	}
}

func TestSeedDecidesEverything(t *testing.T) {
	sequence := func(seed uint64) []string {
		s := Seeded(seed)
		return []string{s.PoolID("us-east-1"), s.ClientID(), s.Sub(), s.Code(6), s.ID()}
	}
	a, b, c := sequence(7), sequence(7), sequence(8)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("value %d differs for one seed: %s and %s", i, a[i], b[i])
		}
		if a[i] == c[i] {
			t.Errorf("value %d is %s for two seeds", i, a[i])
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s := Seeded(1)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[string]bool{}
	for range 50 {
		wg.Go(func() {
			for range 20 {
				id := s.ID()
				mu.Lock()
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 1000 {
		t.Errorf("%d different ids of 1000", len(seen))
	}
}
