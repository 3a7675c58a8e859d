package wire_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/wire"
)

// official is the SDK's own implementation of the protocol.
var official = awsjson.New11(&smithy.ServiceSchema{Schema: schemaOf("AWSCognitoIdentityProviderService", smithy.ShapeTypeService)})

func schemaOf(name string, kind smithy.ShapeType) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "com.amazonaws.cognitoidentityprovider", Name: name}, kind, 0)
}

func operationSchema(name string) *smithy.OperationSchema {
	op, end := schemaOf(name, smithy.ShapeTypeOperation), schemaOf(name+"End", smithy.ShapeTypeStructure)
	return smithy.NewOperationSchema(op, end, end)
}

// officialRequest is the body that the SDK sends.
func officialRequest(t *testing.T, operation string, in smithy.Serializable) []byte {
	t.Helper()
	req := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := official.SerializeRequest(context.Background(), operationSchema(operation), in, req); err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(req.GetStream())
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// officialResponse reads a body as the SDK does.
func officialResponse(operation string, body []byte, out smithy.Deserializable) error {
	resp := &smithyhttp.Response{Response: &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewReader(body))}}
	return official.DeserializeResponse(context.Background(), operationSchema(operation), cip.TypeRegistry, resp, out)
}

// sdkTime forgives the SDK that it cuts off, in binary, where it should round,
// and that it cannot count the nanoseconds of years far away.
var sdkTime = cmp.Comparer(func(a, b time.Time) bool {
	far := func(t time.Time) bool { return t.Year() < 1678 || t.Year() > 2261 }
	return a.Sub(b).Abs() <= time.Millisecond || far(a) || far(b)
})

const rounds = 20

// TestInputsAgainstSDK sends random values of every input type through the SDK's
// serializer and reads them back.
func TestInputsAgainstSDK(t *testing.T) {
	for _, o := range model.Operations() {
		types, ok := modeltest.SDK(o.Name)
		if !ok {
			continue
		}
		t.Run(o.Name, func(t *testing.T) {
			t.Parallel()
			plan := compile(t, modeltest.Lookup(o.Name).In, o.Input)
			for seed := range uint64(rounds) {
				want := newFiller(seed).value(types.In)
				body := officialRequest(t, o.Name, want.(smithy.Serializable))
				got := reflect.New(modeltest.Lookup(o.Name).In)
				if err := plan.Decode(body, got.Interface()); err != nil {
					t.Fatalf("seed %d: %v\n%s", seed, err, body)
				}
				if diff := cmp.Diff(want, sdkPart(got, types.In), same()); diff != "" {
					t.Fatalf("seed %d: what was sent (-) and what was read (+)\n%s\n%s", seed, diff, body)
				}
			}
		})
	}
}

// TestOutputsAgainstSDK writes random values of every output type and reads them
// with the SDK's deserializer.
func TestOutputsAgainstSDK(t *testing.T) {
	for _, o := range model.Operations() {
		types, ok := modeltest.SDK(o.Name)
		if !ok {
			continue
		}
		t.Run(o.Name, func(t *testing.T) {
			t.Parallel()
			plan := compile(t, modeltest.Lookup(o.Name).Out, o.Output)
			for seed := range uint64(rounds) {
				want := newFiller(seed).value(modeltest.Lookup(o.Name).Out)
				body := plan.Append(nil, want)
				got := reflect.New(types.Out).Interface()
				if err := officialResponse(o.Name, body, got.(smithy.Deserializable)); err != nil {
					t.Fatalf("seed %d: %v\n%s", seed, err, body)
				}
				if types.Out != modeltest.Lookup(o.Name).Out {
					continue // the SDK does not know all of it; TestRoundTrip does
				}
				if diff := cmp.Diff(got, want, same(), sdkTime); diff != "" {
					t.Fatalf("seed %d: what the SDK read (-) and what was written (+)\n%s\n%s", seed, diff, body)
				}
			}
		})
	}
}

// TestRoundTrip writes random values of every type, ours included, and compares
// the JSON with that of an independent writer, and the values read back with
// those written.
func TestRoundTrip(t *testing.T) {
	for _, o := range model.Operations() {
		types := modeltest.Lookup(o.Name)
		for _, end := range []struct {
			typ   reflect.Type
			shape *wire.Shape
		}{{types.In, o.Input}, {types.Out, o.Output}} {
			t.Run(end.typ.Name(), func(t *testing.T) {
				t.Parallel()
				plan := compile(t, end.typ, end.shape)
				for seed := range uint64(rounds) {
					want := newFiller(seed).value(end.typ)
					body := plan.Append(nil, want)
					var gotJSON any
					if err := json.Unmarshal(body, &gotJSON); err != nil {
						t.Fatalf("seed %d: %v\n%s", seed, err, body)
					}
					if diff := cmp.Diff(reference(reflect.ValueOf(want)), gotJSON); diff != "" {
						t.Fatalf("seed %d: what should be written (-) and what was (+)\n%s", seed, diff)
					}
					got := reflect.New(end.typ).Interface()
					if err := plan.Decode(body, got); err != nil {
						t.Fatalf("seed %d: %v\n%s", seed, err, body)
					}
					if diff := cmp.Diff(want, got, same()); diff != "" {
						t.Fatalf("seed %d: what was written (-) and what was read (+)\n%s\n%s", seed, diff, body)
					}
				}
			})
		}
	}
}

// reference says what the JSON form of a value is, in the terms of encoding/json.
func reference(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case interface{ UnixMilli() int64 }:
		if v.Kind() == reflect.Struct {
			return float64(x.UnixMilli()) / 1000
		}
	case interface{ MarshalSmithyDocument() ([]byte, error) }:
		text, _ := x.MarshalSmithyDocument()
		var value any
		_ = json.Unmarshal(text, &value)
		return value
	}
	switch v.Kind() {
	case reflect.Pointer:
		return reference(v.Elem())
	case reflect.Struct:
		object := make(map[string]any)
		for _, f := range reflect.VisibleFields(v.Type()) {
			fv := v.FieldByIndex(f.Index)
			if !f.IsExported() || f.Anonymous || f.Name == "ResultMetadata" {
				continue
			}
			switch fv.Kind() {
			case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
				if fv.IsNil() {
					continue
				}
			}
			name := f.Name
			if v.Type().Name() == "HttpHeader" {
				name = strings.ToLower(name[:1]) + name[1:]
			}
			object[name] = reference(fv)
		}
		return object
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			text, _ := json.Marshal(v.Bytes())
			var value any
			_ = json.Unmarshal(text, &value)
			return value
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = reference(v.Index(i))
		}
		return list
	case reflect.Map:
		object := make(map[string]any)
		for _, key := range v.MapKeys() {
			object[key.String()] = reference(v.MapIndex(key))
		}
		return object
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	default:
		return float64(v.Int())
	}
}

// sdkPart is the SDK's struct in one of ours that embeds it.
func sdkPart(v reflect.Value, sdk reflect.Type) any {
	if v.Type().Elem() == sdk {
		return v.Interface()
	}
	return v.Elem().FieldByName(sdk.Name()).Addr().Interface()
}

func compile(t testing.TB, typ reflect.Type, shape *wire.Shape) *wire.Plan {
	t.Helper()
	plan, err := wire.Compile(typ, shape)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
