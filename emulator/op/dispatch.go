package op

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/aws/smithy-go"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/wire"
)

const (
	targetHeader = "X-Amz-Target"
	targetPrefix = "AWSCognitoIdentityProviderService."
	contentType  = "application/x-amz-json-1.1"
	// maxBody bounds a request. The largest that the service takes is a branding with its assets.
	// Doc: CreateManagedLoginBranding, "2 MB".
	maxBody = 2 << 20
)

// Dispatcher serves the API: it finds the operation that a request names and takes it through the
// pipeline.
type Dispatcher struct {
	env     *Env
	runners map[string]*runner
}

// NewDispatcher builds the registry. Every operation of the model must be registered exactly once.
func NewDispatcher(env *Env, operations []Operation) (*Dispatcher, error) {
	d := &Dispatcher{env: env, runners: make(map[string]*runner, len(operations))}
	for _, o := range operations {
		m, ok := model.Lookup(o.Name)
		switch {
		case !ok:
			return nil, fmt.Errorf("%s is not an operation of the API", o.Name)
		case d.runners[o.Name] != nil:
			return nil, fmt.Errorf("%s is registered twice", o.Name)
		}
		d.runners[o.Name] = &runner{Operation: o, env: env, model: m}
	}
	return d, nil
}

// Operations lists what is registered, by name.
func (d *Dispatcher) Operations() []Operation {
	list := make([]Operation, 0, len(d.runners))
	for _, r := range d.runners {
		list = append(list, r.Operation)
	}
	slices.SortFunc(list, func(a, b Operation) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Accepts tells whether a request is one for the API: it names a target.
func Accepts(r *http.Request) bool {
	return r.Method == http.MethodPost && r.Header.Get(targetHeader) != ""
}

// ServeHTTP takes one request through the pipeline.
func (d *Dispatcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	elapsed := d.env.Clock.Stopwatch()
	c := &Call{
		ctx:       r.Context(),
		RequestID: d.env.Entropy.UUID(),
		Now:       d.env.Clock.Now(),
		Base:      BaseURL(r),
		IP:        remoteIP(r),
		UserAgent: r.UserAgent(),
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("X-Amzn-Requestid", c.RequestID)
	body, err := d.run(c, r)
	status, code := http.StatusOK, ""
	if err != nil {
		status, code, body = d.refuse(c, h, err)
	}
	w.WriteHeader(status)
	// A caller that has gone away is not our concern.
	_, _ = w.Write(body)
	d.env.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("operation", c.Operation), slog.Int("status", status), slog.String("error", code),
		slog.Duration("took", elapsed()), slog.String("request", c.RequestID))
}

// run is the pipeline up to the encoded answer.
func (d *Dispatcher) run(c *Call, r *http.Request) (body []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	name, isOurs := strings.CutPrefix(r.Header.Get(targetHeader), targetPrefix)
	if !jsonContent(r.Header.Get("Content-Type")) {
		return nil, errOtherProtocol
	}
	if !isOurs || d.runners[name] == nil {
		return nil, fault.UnknownOperation()
	}
	o := d.runners[name]
	c.Operation, c.runner = name, o
	sig := readSignature(r)
	c.Region, c.Account, c.Signed = sig.region, sig.account, sig.present
	if c.addressed = sig.region; !sig.present {
		c.addressed = regionOf(r)
	}
	if o.signed && !sig.present {
		return nil, fault.MissingAuthenticationToken()
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, fault.Serialization("")
	case len(raw) > maxBody:
		return nil, fault.RequestTooLarge()
	}
	o.prepare()
	in := reflect.New(o.in).Interface()
	if err := o.plans.in.Decode(raw, in); err != nil {
		return nil, err
	}
	if err := o.plans.in.Check(in); err != nil {
		return nil, err
	}
	c.View = d.env.Store.View()
	out, err := o.run(o, c, in)
	if err != nil {
		return nil, o.withoutUser(err)
	}
	if o.model.Mute() {
		return nil, nil
	}
	return o.plans.out.Append(nil, out), nil
}

// jsonContent tells whether a content type is one that the service reads as this protocol.
// Assumed: application/json is read like application/x-amz-json-1.1, as browsers send it (A060).
func jsonContent(value string) bool {
	kind, _, _ := strings.Cut(value, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == contentType || kind == "application/json"
}

// errOtherProtocol is a request in a protocol that the service does not speak.
var errOtherProtocol = errors.New("not a request in JSON 1.1")

// refuse turns an error into an answer.
func (d *Dispatcher) refuse(c *Call, h http.Header, err error) (status int, code string, body []byte) {
	if errors.Is(err, errOtherProtocol) {
		// Assumed: as a sister service does (A060).
		h.Set("Content-Type", "application/xml")
		return http.StatusNotFound, "UnknownOperationException", []byte("<UnknownOperationException/>\n")
	}
	var invalid *wire.ValidationError
	var garbled *wire.SerializationError
	switch {
	case errors.As(err, &invalid):
		err = fault.Constraint(invalid.Error())
	case errors.As(err, &garbled):
		err = fault.Serialization(garbled.Message)
	}
	var frame *fault.Frame
	if errors.As(err, &frame) {
		return frame.Status(), frame.Code, frameBody(h, frame)
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		d.env.Log.Error("an operation failed", "operation", c.Operation, "request", c.RequestID, "error", err)
		err = d.failure(c.Operation)
		errors.As(err, &api)
	}
	d.checkDeclared(c, api.ErrorCode())
	setErrorHeaders(h, api.ErrorCode(), api.ErrorMessage())
	return fault.Status(err), api.ErrorCode(), wire.AppendError(nil, api.ErrorCode(), api.ErrorMessage())
}

// failure is the answer to a mistake of ours: the operations on client secrets declare another type
// than all the rest. Doc: API_AddUserPoolClientSecret.
func (d *Dispatcher) failure(operation string) error {
	const server = "InternalServerException"
	if o := d.runners[operation]; o != nil && slices.Contains(o.model.Errors, server) {
		return fault.InternalServer()
	}
	return fault.Internal()
}

// frameBody writes the body of an error from before any operation, and its headers.
func frameBody(h http.Header, f *fault.Frame) []byte {
	setErrorHeaders(h, f.Code, f.Message)
	body := map[string]string{"__type": f.Code}
	if f.Message != "" {
		body[f.MessageKey()] = f.Message
	}
	text, _ := json.Marshal(body) // two strings always marshal; "__type" sorts first
	return text
}

// setErrorHeaders names the error in the headers that clients read before the body.
// Seen: aws/aws-sdk-cpp#1789, the type with a colon behind it.
func setErrorHeaders(h http.Header, code, message string) {
	h.Set("X-Amzn-Errortype", code+":")
	if message != "" {
		h.Set("X-Amzn-Errormessage", headerText(message))
	}
}

// maxHeaderText bounds a message in a header. Messages show values of a request, which may be long,
// and clients give up on long headers, Node.js on 16 kB of them. Assumed: the service does it too (A302).
const maxHeaderText = 2048

// headerText keeps a message within what a header may hold.
func headerText(s string) string {
	if len(s) > maxHeaderText {
		s = s[:maxHeaderText]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return ' '
		}
		return r
	}, s)
}

// checkDeclared reports an error that the service does not declare for the operation.
func (d *Dispatcher) checkDeclared(c *Call, code string) {
	o := d.runners[c.Operation]
	if o == nil || !o.Built || slices.Contains(o.model.Errors, code) || seenUndeclared(c.Operation, code) {
		return
	}
	d.env.Undeclared(c.Operation, code)
}

// seenUndeclared tells of errors that an operation answers with although the model does not say so.
// A password that InitiateAuth takes at once leads to the same dead end as one that is proved by
// RespondToAuthChallenge, which declares it. Seen: aws-amplify/amplify-js#14013. Assumed: that the
// type is the same (A227).
func seenUndeclared(operation, code string) bool {
	return operation == "InitiateAuth" && code == "MFAMethodNotFoundException"
}

var _ http.Handler = (*Dispatcher)(nil)
