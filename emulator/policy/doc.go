// Package policy owns the rules of user pools that need nothing but their
// arguments: passwords, the attribute schema, names, what a client may read and
// write, what a pool or client configuration may contain and looks like, secret
// hashes, the ListUsers filter, account recovery and the texts of messages.
//
// Nothing here keeps state, reads a clock or changes what it is given. Refusals
// come from package fault, in the order in which the service finds them. The
// model's constraints (lengths, patterns, enums) have been checked before.
package policy
