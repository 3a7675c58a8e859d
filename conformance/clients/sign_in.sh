#!/usr/bin/env bash
# The sign-in that the README shows: a pool with a domain, an app, somebody who signs up on the pages, and the code that the
# app gets, exchanged for tokens. A person would do with a browser what curl does here. It takes the AWS CLI, curl, and the
# usual variable that tells where the emulator is.
set -euo pipefail
export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER:-http://localhost:4588}
export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-test} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-test}
export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-${AWS_REGION:-us-east-1}} AWS_PAGER=

url=$AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER
port=${url##*:}
app=http://localhost:3000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'echo "line $LINENO: not as expected" >&2' ERR

# browse asks for a page as a browser does: with the cookies that it has. Redirects are followed but for the one to the app.
browse() {
  local at=$1 to
  shift
  while to=$(curl --silent --show-error --cookie "$folder/cookies" --cookie-jar "$folder/cookies" --output "$folder/page" \
    --resolve "*:$port:127.0.0.1" --write-out '%{redirect_url}' "$@" "$at") && [[ -n $to && $to != "$app"* ]]; do
    at=$to
    set --
  done
  echo "${to:-$at}"
}

# field is what a hidden field of the page says.
field() { grep -o "name=\"$1\"[^>]* value=\"[^\"]*\"" "$folder/page" | head -1 | sed 's/.* value="//; s/"$//'; }

pool=$(aws cognito-idp create-user-pool --pool-name web --username-attributes email --auto-verified-attributes email \
  --query UserPool.Id --output text)
aws cognito-idp create-user-pool-domain --user-pool-id "$pool" --domain my-app >/dev/null
client=$(aws cognito-idp create-user-pool-client --user-pool-id "$pool" --client-name web --supported-identity-providers COGNITO \
  --allowed-o-auth-flows-user-pool-client --allowed-o-auth-flows code --allowed-o-auth-scopes openid email \
  --callback-urls "[\"$app/callback\"]" --logout-urls "[\"$app/\"]" --query UserPoolClient.ClientId --output text)

page=$(browse "http://my-app.auth.localhost:$port/signup?client_id=$client&response_type=code&redirect_uri=$app/callback")
page=$(browse "$page" --data-urlencode "_csrf=$(field _csrf)" -d username=ana@example.com -d password=Correct-horse-1)
code=$(curl --silent --fail "$url/_inspect/messages?userPoolId=$pool&destination=ana@example.com&wait=5s" |
  grep -o '"code": *"[0-9]*"' | grep -o '[0-9]\+')
back=$(browse "$page" --data-urlencode "_csrf=$(field _csrf)" -d username=ana@example.com -d "code=$code")
[[ $back == "$app/callback?code="* ]]
# Who is signed in is not asked again.
[[ $(browse "http://my-app.auth.localhost:$port/login?client_id=$client&response_type=code&redirect_uri=$app/callback") == "$app/callback?code="* ]]

tokens=$(curl --silent --fail "$url/oauth2/token" -d grant_type=authorization_code -d "client_id=$client" -d "code=${back#*code=}" \
  -d "redirect_uri=$app/callback")
token=$(grep -o '"access_token":"[^"]*"' <<<"$tokens" | cut -d'"' -f4)
curl --silent --fail "$url/oauth2/userInfo" -H "Authorization: Bearer $token" | grep -q '"email":"ana@example.com"'

[[ $(browse "http://my-app.auth.localhost:$port/logout?client_id=$client&logout_uri=$app/") == "$app/" ]]
echo 'ok a sign-up on the pages, the code of an app, its tokens, what they are good for, and the sign-out'
