// Package newest declares what the service's API has and the pinned SDK lacks,
// under the names and in the style the SDK will give it: whole operations,
// members of older types (by embedding the SDK's struct), and enum values. A
// test tells what the SDK has caught up with, so that it can go from here.
//
// A type that is here is the one to use, also where the SDK has one of the same
// name; all others are the SDK's.
package newest
