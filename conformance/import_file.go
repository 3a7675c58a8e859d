package conformance

import (
	"strings"

	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// What the log says of a line. Doc: developer guide, viewing the results.
const (
	lineGood       = "[SUCCEEDED] Line Number 2 - The import succeeded."
	lineFailed     = "[FAILED] Line Number 2 - "
	lineUnverified = lineFailed + "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
)

// headerCases are about the columns of a file. Doc: API_GetCSVHeader.
func headerCases() []Case {
	standard := []string{"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
		"email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at"}
	has := func(w *World, columns ...string) {
		w.t.Helper()
		Answers(w, w.API.GetCSVHeader, &cip.GetCSVHeaderInput{UserPoolId: &w.pool.ID}, &cip.GetCSVHeaderOutput{UserPoolId: &w.pool.ID, CSVHeader: append(standard, columns...)})
	}
	return []Case{
		{
			Operations: ops("GetCSVHeader"), Says: "the standard attributes without sub, the factor and the name", Given: inPool(),
			Steps: steps(func(w *World) { has(w, "cognito:mfa_enabled", "cognito:username") }),
		},
		{
			Operations: ops("GetCSVHeader"), Says: "attributes of the pool's own behind the others", Assumes: "A269", Given: inPool(Custom("team", true)),
			Steps: steps(func(w *World) { has(w, "custom:team", "cognito:mfa_enabled", "cognito:username") }),
		},
		{
			// Doc: the samples show attributes only, and the operation is asked for a pool, while a job says that there are hashes.
			Operations: ops("GetCSVHeader", "CreateUserImportJob"), Says: "no column of hashes, though a job takes them", Assumes: "A269", Given: importing(),
			Steps: steps(
				func(w *World) { w.importJob("BCRYPT") },
				func(w *World) { has(w, "cognito:mfa_enabled", "cognito:username") },
			),
		},
	}
}

// importFileCases are about what becomes of the lines of a file. Doc: developer guide, formatting the CSV file.
func importFileCases() []Case {
	about := ops("StartUserImportJob", "DescribeUserImportJob")
	unreadable := func(says string, change func(file string) string, algorithm types.PasswordHashingAlgorithmType) Case {
		return Case{
			Operations: about, Says: "a file fails as a whole: " + says, Assumes: "A270", Given: importing(),
			Steps: steps(
				func(w *World) {
					job := w.imports(change(w.csv(mailColumns, mails("ann")...)), algorithm)
					w.Equal([]any{job.Status, counts(job)}, []any{types.UserImportJobStatusTypeFailed, [3]int64{}})
					w.Equal(job.CompletionMessage, new(AnyText))
				},
				func(w *World) {
					Refuses(w, w.API.AdminGetUser, &cip.AdminGetUserInput{UserPoolId: &w.pool.ID, Username: new("ann")}, "UserNotFoundException", "User does not exist.")
				},
			),
		}
	}
	gender := func(by string) func(string) string { // what stands in the place of that column
		return func(file string) string { return strings.Replace(file, ",gender", by, 1) }
	}
	return []Case{
		{
			Operations: about, Says: "names that are taken are skipped, whether from before or from the file", Needs: needs(Inspect),
			Given: func(w *World) { importing()(w); w.User(Named("bob")) },
			Steps: steps(
				func(w *World) {
					job := w.imports(w.csv(mailColumns, mails("ann", "bob", "ann", "cy")...), "")
					w.Equal([]any{job.Status, *job.CompletionMessage, counts(job)}, []any{types.UserImportJobStatusTypeSucceeded, importDone, [3]int64{2, 2, 0}})
				},
				func(w *World) {
					w.Equal(w.importLog(), []string{lineGood, "[SKIPPED] Line Number 3 - The user already exists.",
						"[SKIPPED] Line Number 4 - The user already exists.", "[SUCCEEDED] Line Number 5 - The import succeeded."})
					w.Status(w.user, types.UserStatusTypeConfirmed) // bob is as he was
				},
			),
		},
		{
			Operations: about, Says: "where addresses are usernames a taken one is skipped as well", Needs: needs(Inspect), Given: importing(SignInWith("email")),
			Steps: steps(func(w *World) {
				job := w.imports(w.csv(mailColumns, "ann@example.com,,true", "ann@example.com,,true", "bob@example.com,,true"), "")
				w.Equal(counts(job), [3]int64{2, 1, 0})
				w.imported(annMail, "")
				w.Equal([]string{w.user.Username, w.Value(w.user, "email")}, []string{w.user.Sub, annMail})
			}),
		},
		{
			Operations: about, Says: "an alias of somebody else fails", Needs: needs(Inspect), Given: importing(Alias("email")),
			Steps: steps(func(w *World) {
				job := w.imports(w.csv(mailColumns, "ann,ann@example.com,true", "bob,ann@example.com,true"), "")
				w.Equal(counts(job), [3]int64{1, 0, 1})
				w.Equal(w.importLog()[1], "[FAILED] Line Number 3 - An account with the given email already exists.")
			}),
		},
		{
			Operations: about, Says: "more users who were not imported than users who were are too many", Assumes: "A268", Given: importing(),
			Steps: steps(
				func(w *World) {
					job := w.imports(w.csv(mailColumns, append(mails("ann"), "bob,bob,true", "cy,cy,true")...), "")
					w.Equal([]any{job.Status, *job.CompletionMessage, counts(job)}, []any{types.UserImportJobStatusTypeFailed, importTooMany, [3]int64{1, 0, 2}})
				},
				func(w *World) { w.imported("ann", "") }, // and stays
			),
		},
		{
			Operations: about, Says: "escaped commas, blanks around values, quotation marks, empty lines and both ends of lines", Assumes: "A270", Needs: needs(Inspect), Given: importing(Custom("team", true)),
			Steps: steps(
				func(w *World) {
					file := w.csv(mailColumns+",address,name,custom:team,birthdate", `ann, ann@example.com ,TRUE,1 Main Street\, Anytown,"Ann",a\b,02/01/1985`, "bob,bob@example.com,true,,,,")
					file = strings.ReplaceAll(file, "\nbob", "\n  \nbob")
					job := w.imports(strings.TrimSuffix(strings.ReplaceAll(file, "\n", "\r\n"), "\r\n"), "")
					w.Equal(counts(job), [3]int64{2, 0, 0})
					w.Equal(w.importLog(), []string{lineGood, "[SUCCEEDED] Line Number 4 - The import succeeded."})
				},
				func(w *World) {
					w.imported("ann", "")
					w.Equal(w.Look(w.user).UserAttributes, attributes("sub", AnyUUID, "email", annMail, "email_verified", "true",
						"address", "1 Main Street, Anytown", "name", `"Ann"`, "custom:team", `a\b`, "birthdate", "02/01/1985"))
				},
			),
		},
		{
			Operations: about, Says: "a file without users", Given: importing(),
			Steps: steps(func(w *World) {
				job := w.imports(w.csv(mailColumns), "")
				w.Equal([]any{job.Status, counts(job)}, []any{types.UserImportJobStatusTypeSucceeded, [3]int64{}})
			}),
		},
		unreadable("a column less", gender(""), ""),
		unreadable("a column twice", gender(",gender,gender"), ""),
		unreadable("a column that is none of the pool's", gender(",gender,custom:team"), ""),
		unreadable("a column that clients do not set", gender(",gender,sub"), ""),
		unreadable("another encoding", func(f string) string { return f + "\xff" }, ""),
		unreadable("a mark of the byte order", func(f string) string { return "\ufeff" + f }, ""),
		unreadable("nothing", func(string) string { return "" }, ""),
		unreadable("no hashes, though they were announced", func(f string) string { return f }, types.PasswordHashingAlgorithmTypeBcrypt),
	}
}

// importLineCases are about single lines.
func importLineCases() []Case {
	const mail = "ann,ann@example.com,true"
	more := func(columns string) string { return mailColumns + "," + columns }
	required, both := Require("gender"), []PoolOption{AutoVerify("email", "phone_number")}
	const phone = "cognito:username,phone_number,phone_number_verified"
	lines := []struct {
		says, assumes string
		pool          []PoolOption
		columns, row  string
		want          string // as the log says, "" for a line that only fails
	}{
		{"an address that is verified", "", nil, mailColumns, mail, lineGood},
		{"an address that is not", "", nil, mailColumns, "ann,ann@example.com,false", lineUnverified},
		{"an address of which nothing is said", "", nil, mailColumns, "ann,ann@example.com,", lineUnverified},
		{"only an address that the pool does not verify", "", []PoolOption{SendsSMS()}, phone, "ann,+15550100001,true", lineUnverified},
		{"one of two addresses", "", both, phone, "ann,+15550100001,true", lineGood},
		{"a mark without an address", "A270", nil, mailColumns, "ann,,true", ""},
		{"no name", "A270", nil, mailColumns, ",ann@example.com,true", ""},
		{"a name with a blank", "A270", nil, mailColumns, "ann lee,ann@example.com,true", ""},
		{"a name of another alphabet", "", nil, mailColumns, "änn,ann@example.com,true", lineGood},
		{"a name that is too long", "A270", nil, mailColumns, strings.Repeat("a", 129) + ",ann@example.com,true", ""},
		{"a line that is too long", "A270", nil, more("name"), mail + "," + strings.Repeat("x", 16_000), ""},
		{"a value too many", "A270", nil, mailColumns, mail + ",", ""},
		{"an address that is none", "A270", nil, mailColumns, "ann,ann,true", ""},
		{"a phone number that is none", "A270", nil, more("phone_number"), mail + ",5550100", ""},
		{"a mark that is none", "A270", nil, mailColumns, "ann,ann@example.com,yes", ""},
		{"a date in another form", "A270", nil, more("birthdate"), mail + ",1985-02-01", ""},
		{"a date", "", nil, more("birthdate"), mail + ",02/01/1985", lineGood},
		{"a time that is no number", "A270", nil, more("updated_at"), mail + ",yesterday", ""},
		{"no value for a required attribute", "A270", []PoolOption{required}, mailColumns, mail, ""},
		{"a value that an attribute of the pool's own does not take", "A270", []PoolOption{Custom("team", true)}, more("custom:team"), mail + ",x", ""},
		{"no second factor where there is none", "", nil, more("cognito:mfa_enabled"), mail + ",FALSE", lineGood},
		{"a second factor where there is none", "A270", nil, more("cognito:mfa_enabled"), mail + ",true", ""},
		{"a second factor that is neither true nor false", "A270", nil, more("cognito:mfa_enabled"), mail + ",on", ""},
		{"no second factor where everybody has one", "A270", []PoolOption{MFA("ON", SMS)}, more("cognito:mfa_enabled"), mail + ",false", ""},
		{"a second factor where everybody has one", "", []PoolOption{MFA("ON", SMS)}, more("cognito:mfa_enabled"), mail + ",true", lineGood},
		{"a name that is no address, where addresses are usernames", "A270", []PoolOption{SignInWith("email")}, mailColumns, mail, ""},
	}
	cases := make([]Case, len(lines))
	for i, l := range lines {
		cases[i] = Case{
			Operations: ops("StartUserImportJob"), Says: "a line with " + l.says, Assumes: l.assumes, Needs: needs(Inspect), Given: importing(l.pool...),
			Steps: steps(
				func(w *World) { w.Keep("job", *w.imports(w.csv(l.columns, l.row), "").JobId) },
				func(w *World) {
					log, want, status := w.importLog(), [3]int64{0, 0, 1}, types.UserImportJobStatusTypeFailed
					if l.want == lineGood {
						want, status = [3]int64{1, 0, 0}, types.UserImportJobStatusTypeSucceeded
					}
					job := w.jobIs(w.Kept("job"))
					w.Equal([]any{counts(job), job.Status}, []any{want, status})
					if l.want == "" && len(log) == 1 && strings.HasPrefix(log[0], lineFailed) {
						return
					}
					w.Equal(log, []string{l.want})
				},
			),
		}
	}
	return cases
}
