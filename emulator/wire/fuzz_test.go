package wire_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/model"
	"cognito-emulator/emulator/model/modeltest"
	"cognito-emulator/emulator/wire"
)

// end is the input or the output of an operation, picked by a number.
func end(pick uint16) (operation string, typ reflect.Type, shape *wire.Shape) {
	all := model.Operations()
	o := all[int(pick/2)%len(all)]
	if types := modeltest.Lookup(o.Name); pick%2 == 0 {
		return o.Name, types.In, o.Input
	} else {
		return o.Name, types.Out, o.Output
	}
}

// FuzzDecode reads any bytes: it must not panic, fail only with errors of its
// own, and what it has read must be the same after being written and read again.
func FuzzDecode(f *testing.F) {
	for pick := range uint16(2 * 141) {
		_, typ, shape := end(pick)
		f.Add(pick, compile(f, typ, shape).Append(nil, newFiller(uint64(pick)).value(typ)))
	}
	for _, body := range []string{``, `[]`, `{"Unknown":[{"a":null}]}`, `{"UserAttributes":[null]}`, `{"AuthFlow":""}`, `{"MaxResults":1e400}`, `{"Username":"\ud800\u0041"}`} {
		f.Add(uint16(0), []byte(body))
	}
	f.Fuzz(func(t *testing.T, pick uint16, body []byte) {
		_, typ, shape := end(pick)
		plan := compile(t, typ, shape)
		first := reflect.New(typ).Interface()
		err := plan.Decode(body, first)
		_ = plan.Check(first)
		if err != nil {
			var garbled *wire.SerializationError
			var invalid *wire.ValidationError
			if !errors.As(err, &garbled) && !errors.As(err, &invalid) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		text := plan.Append(nil, first)
		second := reflect.New(typ).Interface()
		if err := plan.Decode(text, second); err != nil {
			t.Fatalf("%v\n%s\n%s", err, body, text)
		}
		if diff := cmp.Diff(first, second, same()); diff != "" {
			t.Fatalf("read (-) and read again (+)\n%s\n%s\n%s", diff, body, text)
		}
		if again := plan.Append(nil, second); string(again) != string(text) {
			t.Fatalf("written\n%s\nand written again\n%s", text, again)
		}
	})
}

// FuzzAgainstSDK reads any bytes as the SDK does: what both accept means the
// same to both.
func FuzzAgainstSDK(f *testing.F) {
	for pick := range uint16(2 * 141) {
		_, typ, shape := end(pick | 1)
		f.Add(pick|1, compile(f, typ, shape).Append(nil, newFiller(uint64(pick)).value(typ)))
	}
	f.Fuzz(func(t *testing.T, pick uint16, body []byte) {
		operation, typ, shape := end(pick | 1)
		sdk, ok := modeltest.SDK(operation)
		if !ok || typ != sdk.Out || len(shape.Members) == 0 { // on the last the SDK panics, if there is a member
			return
		}
		ours, theirs := reflect.New(typ).Interface(), reflect.New(typ).Interface()
		if err := compile(t, typ, shape).Decode(body, ours); err != nil {
			return
		}
		if err := officialResponse(operation, body, theirs.(smithy.Deserializable)); err != nil {
			return // the SDK is the stricter one about some numbers
		}
		if diff := cmp.Diff(theirs, ours, same(), sdkTime); diff != "" {
			t.Fatalf("the SDK reads (-) and we read (+)\n%s\n%s", diff, body)
		}
	})
}
