package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"strings"
	"sync"
	"time"

	"cognito-emulator/conformance"
	"cognito-emulator/emulator"
)

// more measures users who have signed in, and have a group, a device and a passkey: what each of them takes, and what
// reading all that costs at a small and at a large pool. Both emulators run in our own process, so that filling the large
// one once is enough; what is measured goes over the network all the same.
func more(_ context.Context, o Options) ([]Figure, error) {
	small, err := furnish(smallPool)
	if err != nil {
		return nil, err
	}
	before := alive()
	large, err := furnish(o.Users)
	if err != nil {
		return nil, err
	}
	each := float64(alive()-before) / float64(o.Users)
	figures := []Figure{{
		What: fmt.Sprintf("memory for each of %d users who besides have a group, a device and a passkey, and have signed in once under threat protection", o.Users),
		Goal: "none", Measured: fmt.Sprintf("%.1f kB", each/1000),
	}}
	if err := errors.Join(small.connect(), large.connect()); err != nil {
		return nil, err
	}
	for _, d := range deeds() {
		for range growthRounds {
			for _, c := range []*crowd{small, large} {
				if err := c.play(d); err != nil {
					return nil, fmt.Errorf("%s: %w", d.name, err)
				}
			}
		}
		figures = append(figures, growthFigure(d.name, "such users", median(small.took[d.name]), median(large.took[d.name]), o.Users))
	}
	return figures, errors.Join(small.close(), large.close())
}

// owner is a user whose things are at hand.
type owner struct {
	name    string
	token   string // an access token
	key     string // of the device
	group   string
	device  *conformance.Device
	passkey *conformance.Authenticator
}

// crowd is an emulator with a pool of users who have things.
type crowd struct {
	emulator *emulator.Emulator
	scene    *scene
	conn     *connection
	owners   []*owner // some of the users
	took     map[string][]time.Duration
	turn     int
}

// furnish makes a pool of so many users.
func furnish(users int) (*crowd, error) {
	e, err := emulator.New(emulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		return nil, err
	}
	c := &crowd{emulator: e, took: map[string][]time.Duration{}}
	if c.scene, err = newFurnishedScene(inside{&http.Client{Transport: e.Transport()}}); err == nil {
		err = c.fill(users)
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return c, nil
}

// connect makes what follows go over the network. A connection that says nothing for seconds is closed.
func (c *crowd) connect() error {
	conn, err := dial(strings.TrimPrefix(c.emulator.URL(), "http://"))
	c.conn, c.scene.api = conn, conn
	return err
}

func (c *crowd) close() error {
	c.conn.close()
	return c.emulator.Close()
}

// known is how many users' things are at hand.
const known = 50

// fill adds the users, in as many groups as there are users in each of them.
func (c *crowd) fill(users int) error {
	const workers = 2
	groups := int(math.Sqrt(float64(users)))
	for n := range groups {
		if err := c.scene.api.call("CreateGroup", object{"UserPoolId": c.scene.pool, "GroupName": groupName(n)}, nil); err != nil {
			return err
		}
	}
	// Making the right one takes longer than all else; a device that never has to prove itself does with any.
	verifier := conformance.NewDevice("any", "any").Verifier()
	errs := make(chan error, workers)
	every := max(1, users/known)
	c.owners = make([]*owner, min(users, known))
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			for n := w; n < users; n += workers {
				one := n%every == 0 && n/every < known
				who, err := c.scene.addOwner(n, groupName(n%groups), verifier, one)
				if err != nil {
					errs <- fmt.Errorf("user %d: %w", n, err)
					return
				}
				if one {
					c.owners[n/every] = who
				}
			}
		})
	}
	done.Wait()
	close(errs)
	return <-errs
}

func groupName(n int) string { return fmt.Sprintf("group%05d", n) }

// newFurnishedScene is a pool where users can have things, and that watches what they do.
func newFurnishedScene(api caller) (*scene, error) {
	var pool struct{ UserPool struct{ Id string } }
	err := api.call("CreateUserPool", object{
		"PoolName": "bench", "UserPoolTier": "PLUS", "UserPoolAddOns": object{"AdvancedSecurityMode": "AUDIT"},
		"DeviceConfiguration": object{"ChallengeRequiredOnNewDevice": true},
		"Policies":            object{"SignInPolicy": object{"AllowedFirstAuthFactors": []string{"PASSWORD", "WEB_AUTHN"}}},
	}, &pool)
	if err != nil {
		return nil, err
	}
	err = api.call("SetUserPoolMfaConfig", object{
		"UserPoolId": pool.UserPool.Id, "MfaConfiguration": "OFF", "WebAuthnConfiguration": object{"RelyingPartyId": "example.com"},
	}, nil)
	if err != nil {
		return nil, err
	}
	return newClient(api, pool.UserPool.Id)
}

// signedIn is the answer to a sign-in.
type signedIn struct {
	Session              string
	ChallengeName        string
	ChallengeParameters  map[string]string
	AuthenticationResult *struct {
		AccessToken       string
		NewDeviceMetadata struct{ DeviceKey, DeviceGroupKey string }
	}
}

// addOwner makes a user who has everything. Only one whose things are at hand can use the device.
func (s *scene) addOwner(n int, group string, verifier map[string]string, known bool) (*owner, error) {
	who := &owner{name: userName(n), group: group, passkey: conformance.NewAuthenticator(userName(n))}
	if err := s.addUser(n); err != nil {
		return nil, err
	}
	if err := s.api.call("AdminAddUserToGroup", object{"UserPoolId": s.pool, "Username": who.name, "GroupName": group}, nil); err != nil {
		return nil, err
	}
	var in signedIn
	operation, request := s.passwordLogin(n)
	if err := s.api.call(operation, request, &in); err != nil {
		return nil, err
	}
	who.token, who.key = in.AuthenticationResult.AccessToken, in.AuthenticationResult.NewDeviceMetadata.DeviceKey
	who.device = conformance.NewDevice(who.key, in.AuthenticationResult.NewDeviceMetadata.DeviceGroupKey)
	if known {
		verifier = who.device.Verifier()
	}
	err := s.api.call("ConfirmDevice", object{"AccessToken": who.token, "DeviceKey": who.key, "DeviceName": "telephone", "DeviceSecretVerifierConfig": verifier}, nil)
	if err != nil {
		return nil, err
	}
	var started struct{ CredentialCreationOptions json.RawMessage }
	if err := s.api.call("StartWebAuthnRegistration", object{"AccessToken": who.token}, &started); err != nil {
		return nil, err
	}
	credential, err := who.passkey.Create(started.CredentialCreationOptions)
	if err != nil {
		return nil, err
	}
	return who, s.api.call("CompleteWebAuthnRegistration", object{"AccessToken": who.token, "Credential": credential}, nil)
}

// deed is something that users do whose cost must not grow with the pool.
type deed struct {
	name  string
	times int // in a round
	// do does it and says how long the emulator took for it.
	do func(s *scene, who *owner) (time.Duration, error)
}

// deeds are everything that reads what users have.
func deeds() []deed {
	about := func(operation string, in func(who *owner) object) deed {
		return deed{"`" + operation + "`", growthBatch, func(s *scene, who *owner) (time.Duration, error) { return s.timed(operation, in(who), nil) }}
	}
	own := func(operation string, more object) deed {
		return about(operation, func(who *owner) object { return with(object{"AccessToken": who.token}, more) })
	}
	admin := func(operation string, more object) deed {
		return deed{"`" + operation + "`", growthBatch, func(s *scene, who *owner) (time.Duration, error) {
			return s.timed(operation, with(object{"UserPoolId": s.pool, "Username": who.name}, more), nil)
		}}
	}
	return []deed{
		own("ListDevices", nil),
		admin("AdminListDevices", nil),
		about("GetDevice", func(who *owner) object { return object{"AccessToken": who.token, "DeviceKey": who.key} }),
		own("ListWebAuthnCredentials", nil),
		own("GetUserAuthFactors", nil),
		admin("AdminListGroupsForUser", nil),
		{"`ListUsersInGroup`", growthBatch, func(s *scene, who *owner) (time.Duration, error) {
			return s.timed("ListUsersInGroup", object{"UserPoolId": s.pool, "GroupName": who.group, "Limit": 10}, nil)
		}},
		{"`ListGroups`", growthBatch, func(s *scene, _ *owner) (time.Duration, error) {
			return s.timed("ListGroups", object{"UserPoolId": s.pool, "Limit": 10}, nil)
		}},
		admin("AdminListUserAuthEvents", object{"MaxResults": 1}),
		{"a sign-in by passkey", 5, (*scene).passkeyLogin},
		{"a sign-in on a device, with its proof", 1, (*scene).deviceLogin},
	}
}

// with is an object with more members.
func with(o, more object) object {
	maps.Copy(o, more)
	return o
}

// play does a deed some times, for the users whose things are at hand.
func (c *crowd) play(d deed) error {
	for range d.times {
		c.turn++
		took, err := d.do(c.scene, c.owners[c.turn%len(c.owners)])
		if err != nil {
			return err
		}
		c.took[d.name] = append(c.took[d.name], took)
	}
	return nil
}

// timed calls an operation and says how long that took.
func (s *scene) timed(operation string, in object, out any) (time.Duration, error) {
	begin := time.Now()
	err := s.api.call(operation, in, out)
	return time.Since(begin), err
}

// passkeyLogin signs a user in by passkey.
func (s *scene) passkeyLogin(who *owner) (time.Duration, error) {
	var asked signedIn
	begun, err := s.timed("InitiateAuth", object{
		"ClientId": s.client, "AuthFlow": "USER_AUTH", "AuthParameters": object{"USERNAME": who.name, "PREFERRED_CHALLENGE": "WEB_AUTHN"},
	}, &asked)
	if err != nil {
		return 0, err
	}
	credential, err := who.passkey.Get([]byte(asked.ChallengeParameters["CREDENTIAL_REQUEST_OPTIONS"]))
	if err != nil {
		return 0, err
	}
	ended, err := s.answer(&asked, map[string]string{"USERNAME": who.name, "CREDENTIAL": credential})
	return begun + ended, err
}

// deviceLogin signs a user in with the password, on the user's device.
func (s *scene) deviceLogin(who *owner) (time.Duration, error) {
	var asked signedIn
	sum, err := s.timed("InitiateAuth", object{
		"ClientId": s.client, "AuthFlow": "USER_PASSWORD_AUTH",
		"AuthParameters": object{"USERNAME": who.name, "PASSWORD": password, "DEVICE_KEY": who.key},
	}, &asked)
	if err != nil {
		return 0, err
	}
	took, err := s.answer(&asked, who.device.Parameters(who.name))
	if err != nil {
		return 0, err
	}
	sum += took
	responses, err := who.device.Responses(asked.ChallengeParameters, time.Now())
	if err != nil {
		return 0, err
	}
	took, err = s.answer(&asked, responses)
	if err == nil && asked.AuthenticationResult == nil {
		err = fmt.Errorf("the device is asked for %s", asked.ChallengeName)
	}
	return sum + took, err
}

// answer answers a challenge and says how long that took. What is asked next replaces it.
func (s *scene) answer(asked *signedIn, responses map[string]string) (time.Duration, error) {
	in := object{"ClientId": s.client, "ChallengeName": asked.ChallengeName, "ChallengeResponses": responses}
	if asked.Session != "" {
		in["Session"] = asked.Session
	}
	*asked = signedIn{}
	return s.timed("RespondToAuthChallenge", in, asked)
}
