package wire

import "unicode/utf8"

// plain tells how many bytes at the start of s stand for themselves in a JSON
// string and are ASCII. It looks at eight of them at a time: tokens, most of
// what there is by size, consist of nothing else.
func plain[T string | []byte](s T) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		if anySpecial(w) {
			break
		}
	}
	for i < len(s) && ' ' <= s[i] && s[i] < utf8.RuneSelf && s[i] != '"' && s[i] != '\\' {
		i++
	}
	return i
}

// anySpecial tells whether one of eight bytes is a control character, a quote, a
// backslash or not ASCII, by the well-known trick that a byte that is smaller
// than n, and only such a one, borrows when n is subtracted from it.
func anySpecial(w uint64) bool {
	const (
		ones = 0x0101010101010101
		high = 0x8080808080808080
	)
	quote, backslash := w^ones*'"', w^ones*'\\'
	return (w|(w-ones*' ')&^w|(quote-ones)&^quote|(backslash-ones)&^backslash)&high != 0
}
