package state

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Session is a step of a sign-in that waits for its answer: what the Session text of a challenge
// (or the SECRET_BLOCK of an SRP challenge) stands for.
type Session struct {
	Pool   PoolID
	ID     string
	Client ClientID
	// Sub is the user; empty in the simulated challenge of a user that does not exist.
	Sub Sub
	// Challenge is what the caller has to answer.
	Challenge types.ChallengeNameType
	// Admin tells that an administrator's operation began the sign-in.
	Admin bool
	// Hosted tells that a browser began it, on the pages.
	Hosted  bool
	Created time.Time
	Expires time.Time
	// Used is set once the step succeeded: the session is dead then, and says so.
	Used bool
	// First tells that the challenge asks for a first factor.
	First bool
	// Event is the ID of the event that records the sign-in; empty: none does.
	Event string
	// Target is the level of authentication that the sign-in is for, 1 to 4; 0: none was asked for.
	Target int
	// Factors are the factors that succeeded so far, in their order; MFA tells that a second one is
	// among them.
	Factors []string
	MFA     bool
	// Device is the key of the device that the sign-in came from when it began, or that is to prove
	// itself; empty: none that is known.
	Device string
	// Choices are what may be answered to SELECT_MFA_TYPE or set up by MFA_SETUP.
	Choices []string
	// Code is what was sent for SMS_MFA or EMAIL_OTP, and where it went.
	Code *SentCode
	// Secret is the authenticator secret handed out within this session; Verified tells that a
	// code of it was given, at step Step, for an authenticator called Name.
	Secret   []byte
	Verified bool
	Step     int64
	Name     string
	// Nonce is what a passkey has to sign.
	Nonce []byte
	// SRP is the server's half of a password proof.
	SRP *SRP
	// Custom is what functions decided so far; nil unless the sign-in is a custom one.
	Custom *CustomAuth
	aged
}

// SentCode is a code that went out during a sign-in.
type SentCode struct {
	Value     string
	Attribute string // email or phone_number
	// Address is where it went. It is the user's new attribute when that had none.
	Address string
}

// SRP is what the server keeps between the two halves of a password proof.
type SRP struct {
	Username  string // USER_ID_FOR_SRP; of nobody when the session has no Sub
	Challenge []byte // in the stored form of package srp
}

// CustomAuth is what a custom sign-in keeps between two of its steps.
type CustomAuth struct {
	// Name is what somebody typed, for a sign-in of nobody.
	Name string
	// History are the steps that were taken, in their order.
	History []CustomStep
	// Private are the parameters of the challenge that waits for an answer, which the caller does not get
	// to see; Metadata is what its step will be remembered with.
	Private  map[string]string
	Metadata *string
	// SRPA is the caller's half of a password proof, given when the sign-in began.
	SRPA string
	// Forced tells that a function itself asked for the code that is waited for.
	Forced bool
}

// CustomStep is a step of a custom sign-in.
type CustomStep struct {
	Name     string
	Result   bool
	Metadata *string
}

// maxSessions bounds the memory of sign-ins that nobody finishes; the oldest go first.
const maxSessions = 50_000

func sessionKey(s *Session) []byte     { return key(s.ID) }
func sessionPoolKey(s *Session) []byte { return key(string(s.Pool), s.ID) }

// Session returns the session, or nil. Sessions are found by their id alone: some operations name
// neither pool nor client beside it.
func (v View) Session(id string) *Session {
	return get[Session](v, tableSession, indexID, key(id))
}

// AddSession stores a session; ErrGone without the pool.
func (tx *Tx) AddSession(s *Session) error {
	if tx.Pool(s.Pool) == nil {
		return ErrGone
	}
	if old := addBounded(tx, tableSession, s, maxSessions); old != nil {
		tx.remove(tableSession, old)
	}
	return nil
}

// UseSession marks the session as used, so that its step succeeds once: ErrStale when it was used
// meanwhile, ErrGone when it is not there.
func (tx *Tx) UseSession(id string) error {
	return tx.ChangeSession(id, func(s *Session) error {
		s.Used = true
		return nil
	})
}

// ChangeSession lets change work on a copy of a session that is not used yet and stores that.
func (tx *Tx) ChangeSession(id string, change func(*Session) error) error {
	s := tx.Session(id)
	switch {
	case s == nil:
		return ErrGone
	case s.Used:
		return ErrStale
	}
	next := *s
	next.Factors, next.Choices = slices.Clone(s.Factors), slices.Clone(s.Choices)
	if err := change(&next); err != nil {
		return err
	}
	tx.insert(tableSession, &next)
	return nil
}
