package wire

// What the tests of this folder look at from outside, because they need the
// tables of package model, which imports this one.
var (
	CompilePattern = compilePattern
	EnumOrder      = enumOrder
	HashMapOrder   = hashMapOrder
)
