package wire

import (
	"slices"
	"unicode/utf16"
)

// The service is written in Java, and what it lists comes out in the order of
// Java's hash tables.

// stringHash is Java's String.hashCode.
func stringHash(s string) uint32 {
	var h uint32
	for _, unit := range utf16.Encode([]rune(s)) {
		h = 31*h + uint32(unit)
	}
	return h
}

// enumOrder is the order in which the service lists the values of an enum: by
// the low five bits of their hash, of those that share them the later declared
// first. Seen: all lists quoted for this service, for one
// rosberglinhares/CloudFormationCognitoCustomResources#1 and
// awslabs/media-insights-on-aws#199, and fifteen of other services. Assumed: two
// in one bucket, of which there is a single sample (A008).
func enumOrder(values []string) []string {
	list := slices.Clone(values)
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b string) int { return int(stringHash(a)&31) - int(stringHash(b)&31) })
	return list
}

// hashMapOrder is the order in which a java.util.HashMap with the given keys
// walks through them, as their indices. A map grows to twice its size when it is
// more than three quarters full. It explains the order of members in one message
// wherever one was seen, which neither the alphabet nor the model does, for one
// aws/aws-sdk-java-v2#5528; other services of the framework agree. Assumed: it
// is the reason (A015).
func hashMapOrder(keys []string) []int {
	size := 16
	for len(keys) > size*3/4 {
		size *= 2
	}
	bucket := func(i int) int {
		h := stringHash(keys[i])
		return int(h^h>>16) & (size - 1)
	}
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return bucket(a) - bucket(b) })
	return order
}
