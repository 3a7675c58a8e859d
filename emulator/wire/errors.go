package wire

import (
	"strconv"
	"strings"
)

// SerializationError is a body that is not JSON, or holds a value of a wrong
// JSON type. It is answered as SerializationException.
type SerializationError struct {
	Message string // "" where the service gives no reason
}

func (e *SerializationError) Error() string {
	if e.Message == "" {
		return "SerializationException"
	}
	return "SerializationException: " + e.Message
}

func serializationError(message string) error { return &SerializationError{message} }

// malformed is a body that is not JSON. Seen: without a reason, aws-amplify/amplify-js#6014.
func malformed() error { return &SerializationError{} }

// ValidationError is a request that breaks constraints of the model. It is
// answered as InvalidParameterException, with the text of Error as its message.
type ValidationError struct {
	Faults []string // one for each broken constraint, in the service's order; of very many the first
	Count  int      // of all of them
}

func (e *ValidationError) Error() string {
	head := "1 validation error detected: "
	if e.Count != 1 {
		head = strconv.Itoa(e.Count) + " validation errors detected: "
	}
	return head + strings.Join(e.Faults, "; ")
}

// AppendError appends the body of an error that is part of the service model.
// Seen: the members, their order and spelling, aws/aws-sdk-cpp#1789. Assumed: the
// reasonCode that InvalidParameterException declares is not used (A007).
func AppendError(dst []byte, code, message string) []byte {
	dst = appendMember(dst, '{', "__type", code)
	if message != "" {
		dst = appendMember(dst, ',', "message", message)
	}
	return append(dst, '}')
}

func appendMember(dst []byte, before byte, name, value string) []byte {
	dst = append(append(append(dst, before, '"'), name...), '"', ':')
	return appendString(dst, value)
}
