// Package state owns everything the emulator remembers: the records, their tables and indexes, the
// questions asked of them and the transactions that change them.
//
// Records are constants. What a query returns is shared with every other reader and must never be
// written to; a change goes through a Tx, which works on a copy. Nothing here knows the wording of
// the service's errors: the few errors of this package are translated by the callers.
//
// No other package may import the database underneath.
package state
