package importjob

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"cognito-emulator/state"
)

// The limits of a file. Doc: "Formatting the CSV file".
const (
	MaxFile = 100 << 20
	maxRow  = 16_000 // characters
	maxRows = 500_000
)

// The columns that are no attributes.
const (
	usernameColumn = "cognito:username"
	mfaColumn      = "cognito:mfa_enabled"
	hashColumn     = "password_hash"
)

// columnsOf are the columns that a file for a pool must have.
// Doc: API_GetCSVHeader, sample. Assumed: custom attributes stand behind the others, and hashes, which a job announces,
// are not named (A269).
func columnsOf(pool *state.Pool) []string {
	var columns []string
	for _, a := range pool.Config.SchemaAttributes {
		if name := aws.ToString(a.Name); name != "sub" && name != "identities" {
			columns = append(columns, name)
		}
	}
	return append(columns, mfaColumn, usernameColumn)
}

// cutLine cuts the line that begins at a place, without what ends it, and returns where the next one
// begins.
func cutLine(data []byte, at int) (line []byte, next int) {
	rest := data[at:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		return bytes.TrimSuffix(rest[:i], []byte("\r")), at + i + 1
	}
	return bytes.TrimSuffix(rest, []byte("\r")), len(data)
}

// fields splits a line at its commas. A backslash before a comma makes it a part of the value, and is
// a part of the value itself everywhere else, as quotation marks are.
func fields(line string) []string {
	var values []string
	var value strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == ',':
			value.WriteByte(',')
			i++
		case line[i] == ',':
			values = append(values, strings.TrimSpace(value.String()))
			value.Reset()
		default:
			value.WriteByte(line[i])
		}
	}
	return append(values, strings.TrimSpace(value.String()))
}

// table is the shape of a file.
type table struct {
	columns []string
	// body is where the rows begin.
	body int
}

// readTable reads the header of a file and looks at what is wrong with the file as a whole.
// Assumed: a file whose hashes nobody announced may have the column all the same, as the template of
// the AWS console does (A269).
func readTable(data []byte, pool *state.Pool, algorithm types.PasswordHashingAlgorithmType) (table, error) {
	if !utf8.Valid(data) {
		return table{}, errors.New("it is not UTF-8")
	}
	line, body := cutLine(data, 0)
	t := table{columns: fields(string(line)), body: body}
	known := append(columnsOf(pool), hashColumn)
	for i, name := range t.columns {
		if !slices.Contains(known, name) {
			return t, fmt.Errorf("the header has an unknown column in position %d", i+1)
		}
		if slices.Contains(t.columns[:i], name) {
			return t, fmt.Errorf("the header has the column %s twice", name)
		}
	}
	for _, name := range known {
		if !slices.Contains(t.columns, name) && (name != hashColumn || algorithm != "") {
			return t, fmt.Errorf("the header lacks the column %s", name)
		}
	}
	rows := 0
	for at := body; at < len(data); {
		line, at = cutLine(data, at)
		if len(bytes.TrimSpace(line)) > 0 {
			rows++
		}
	}
	if rows > maxRows {
		return t, fmt.Errorf("it has more than %d users", maxRows)
	}
	return t, nil
}

// row is a line of a file, by column.
type row map[string]string

// readRow reads a line; false when it has another number of values than there are columns.
func (t table) readRow(line string) (row, bool) {
	values := fields(line)
	if len(values) != len(t.columns) {
		return nil, false
	}
	r := make(row, len(values))
	for i, name := range t.columns {
		r[name] = values[i]
	}
	return r, true
}
