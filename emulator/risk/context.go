package risk

import (
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/emulator/fault"
	"cognito-emulator/emulator/op"
	"cognito-emulator/state"
)

// Context takes over what a user's request tells of the user's device. The address is taken from
// servers only that keep the client's secret and whose client is set up for that. Nothing is read
// where nobody watches. Doc: "Adding user device and session data to API requests". Assumed: an
// address that is not to be taken is passed over (A267).
func (g *Guard) Context(c *op.Call, client *state.Client, data *types.UserContextDataType) error {
	if data == nil || Watching(c.Pool) != nil {
		return nil
	}
	if ip := aws.ToString(data.IpAddress); ip != "" && len(client.Secrets) > 0 && aws.ToBool(client.Config.EnablePropagateAdditionalUserContextData) {
		if err := setIP(c, ip); err != nil {
			return err
		}
	}
	fingerprint(c, aws.ToString(data.EncodedData))
	return nil
}

// AdminContext is Context of an administrator's request.
// Doc: AdminInitiateAuth, ContextData.
func (g *Guard) AdminContext(c *op.Call, data *types.ContextDataType) error {
	if data == nil || Watching(c.Pool) != nil {
		return nil
	}
	if err := setIP(c, aws.ToString(data.IpAddress)); err != nil {
		return err
	}
	c.Device = op.Device{Told: true}
	for _, h := range data.HttpHeaders {
		if strings.EqualFold(aws.ToString(h.HeaderName), "User-Agent") {
			c.Device.UserAgent = aws.ToString(h.HeaderValue)
		}
	}
	fingerprint(c, aws.ToString(data.EncodedData))
	return nil
}

func setIP(c *op.Call, text string) error {
	if _, err := netip.ParseAddr(text); err != nil {
		return fault.InvalidContextIP()
	}
	c.IP = text
	return nil
}

// fingerprint reads what the service's own script collects of a browser, as far as it is needed. Text
// that cannot be read tells nothing. Seen: amazon-cognito-advanced-security-data, the script.
func fingerprint(c *op.Call, encoded string) {
	if encoded == "" {
		return
	}
	c.Device.Told = true
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return
	}
	var outer struct {
		Payload string `json:"payload"`
	}
	var inner struct {
		Data struct {
			UserAgent string `json:"UserAgent"`
			Timezone  string `json:"ClientTimezone"`
		} `json:"contextData"`
	}
	if json.Unmarshal(raw, &outer) != nil || json.Unmarshal([]byte(outer.Payload), &inner) != nil {
		return
	}
	if inner.Data.UserAgent != "" {
		c.Device.UserAgent = inner.Data.UserAgent
	}
	c.Device.Timezone = inner.Data.Timezone
}

// contextOf is where a call comes from. A request that tells nothing of the device is known by its
// address only. Doc: adaptive authentication; the samples of AdminListUserAuthEvents.
func contextOf(c *op.Call) state.EventContext {
	x := state.EventContext{IP: c.IP, Given: c.Device.Told}
	if c.Device.Told {
		x.Device, x.Timezone = deviceName(c.Device.UserAgent), c.Device.Timezone
	}
	return x
}

// View is an event as AdminListUserAuthEvents shows it. Assumed: city and country that are not known
// are the text null, as one sample shows a city (A263).
func View(e *state.AuthEvent) types.AuthEventType {
	return types.AuthEventType{
		EventId:       aws.String(e.ID),
		EventType:     e.Type,
		CreationDate:  aws.Time(e.Created),
		EventResponse: e.Response,
		EventRisk: &types.EventRiskType{
			RiskDecision: e.Decision, RiskLevel: e.Level, CompromisedCredentialsDetected: aws.Bool(e.Compromised),
		},
		ChallengeResponses: append([]types.ChallengeResponseType{}, e.Challenges...),
		EventContextData: &types.EventContextDataType{
			IpAddress: aws.String(e.Context.IP), DeviceName: some(e.Context.Device), Timezone: some(e.Context.Timezone),
			City: aws.String(orNull(e.Context.City)), Country: aws.String(orNull(e.Context.Country)),
		},
		EventFeedback: e.Feedback,
	}
}

func some(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func orNull(text string) string {
	if text == "" {
		return "null"
	}
	return text
}
