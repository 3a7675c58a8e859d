package wire_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/google/go-cmp/cmp"

	"cognito-emulator/emulator/newest"
)

// filler makes random values of the SDK's types: nil and empty ones, all
// Unicode, times to the millisecond.
type filler struct{ *rand.Rand }

func newFiller(seed uint64) filler { return filler{rand.New(rand.NewPCG(seed, 1))} }

// value is a pointer to a random value of type t.
func (r filler) value(t reflect.Type) any {
	p := reflect.New(t)
	r.fill(p.Elem())
	return p.Interface()
}

func (r filler) fill(v reflect.Value) {
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.UnixMilli(r.Int64N(4e12)).UTC()))
		return
	case reflect.TypeFor[document.Interface]():
		if r.IntN(3) > 0 {
			text, _ := json.Marshal(r.document(3))
			if string(text) == "null" {
				return // which is no document
			}
			v.Set(reflect.ValueOf(newest.RawDocument(text)))
		}
		return
	case reflect.TypeFor[[]byte]():
		if r.IntN(3) > 0 {
			v.SetBytes([]byte(r.text()))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if r.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			r.fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "ResultMetadata" {
				r.fill(v.Field(i))
			}
		}
	case reflect.Slice:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				r.fill(v.Index(i))
			}
		}
	case reflect.Map:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n - 1 {
				element := reflect.New(v.Type().Elem()).Elem()
				r.fill(element)
				v.SetMapIndex(reflect.ValueOf(r.text()).Convert(v.Type().Key()), element)
			}
		}
	case reflect.String:
		s := r.text()
		if v.Type() != reflect.TypeFor[string]() && s == "" {
			s = "X" // an enum that is "" is not there
		}
		v.SetString(s)
	case reflect.Int32:
		v.SetInt(int64(int32(r.Uint32())))
	case reflect.Int64:
		v.SetInt(int64(r.Uint64()))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	default:
		panic("no random value for " + v.Type().String())
	}
}

func (r filler) text() string {
	var b strings.Builder
	for range r.IntN(12) {
		switch r.IntN(6) {
		case 0:
			b.WriteRune(rune(r.IntN(0x80)))
		case 1:
			b.WriteRune([]rune("\"\\/\b\f\n\r\t\u2028\u2029<>&\u0000\u001f\u007f\ufffd😀é")[r.IntN(19)])
		case 2:
			b.WriteRune(rune(0x10000 + r.IntN(0x100000)))
		default:
			b.WriteByte("abcXYZ019 _-"[r.IntN(12)])
		}
	}
	return b.String()
}

func (r filler) document(depth int) any {
	switch kind := r.IntN(7); {
	case kind == 0:
		return nil
	case kind == 1:
		return r.IntN(2) == 0
	case kind == 2:
		return r.IntN(1e6)
	case kind == 3 || depth == 0:
		return r.text()
	case kind == 4:
		return r.Float64()
	case kind == 5:
		list := []any{}
		for range r.IntN(3) {
			list = append(list, r.document(depth-1))
		}
		return list
	default:
		object := map[string]any{}
		for range r.IntN(3) {
			object[r.text()] = r.document(depth - 1)
		}
		return object
	}
}

// same are the options that compare values of the SDK's types: documents by the
// JSON they stand for.
func same() cmp.Options {
	return cmp.Options{
		cmp.FilterPath(func(p cmp.Path) bool {
			f, ok := p.Last().(cmp.StructField)
			return ok && (f.Name() == "noSmithyDocumentSerde" || f.Name() == "ResultMetadata")
		}, cmp.Ignore()),
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmp.Comparer(func(a, b document.Interface) bool {
			return cmp.Equal(documentValue(a), documentValue(b))
		}),
	}
}

func documentValue(d document.Interface) (v any) {
	if d == nil {
		return "absent"
	}
	text, err := d.MarshalSmithyDocument()
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		return err.Error()
	}
	return v
}
