#!/usr/bin/env bash
# The tour that the README shows: a pool, a user who signs up, a sign-in with a code by SMS as the second factor. It takes
# the AWS CLI, curl, and the usual variable that tells where the emulator is.
set -euo pipefail
export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER:-http://localhost:4588}
export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-test} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-test}
export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-${AWS_REGION:-us-east-1}} AWS_PAGER=

url=$AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER
sms='SnsCallerArn=arn:aws:iam::000000000000:role/sms,ExternalId=tour'

# idp shows a command as one would type it, runs it, and shows what it answers.
idp() {
  local line='$ aws cognito-idp' word
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./:,=+@-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '\n%s\n' "$line" >&2
  aws cognito-idp "$@" | tee /dev/stderr
}

# code reads the newest code that was sent to the user.
code() {
  local query="$url/_inspect/messages?userPoolId=$pool&username=ana&wait=5s"
  printf '\n$ curl -s %s\n' "'$query'" >&2
  curl --silent --show-error --fail "$query" | tee /dev/stderr | grep -o '"code": *"[0-9]*"' | tail -1 | grep -o '[0-9]\+'
}

pool=$(idp create-user-pool --pool-name tour --auto-verified-attributes phone_number --sms-configuration "$sms" \
  --query UserPool.Id --output text)
idp set-user-pool-mfa-config --user-pool-id "$pool" --mfa-configuration ON --sms-mfa-configuration "SmsConfiguration={$sms}" \
  >/dev/null
client=$(idp create-user-pool-client --user-pool-id "$pool" --client-name tour --explicit-auth-flows ALLOW_USER_PASSWORD_AUTH \
  ALLOW_REFRESH_TOKEN_AUTH --query UserPoolClient.ClientId --output text)

idp sign-up --client-id "$client" --username ana --password Correct-horse-1 \
  --user-attributes Name=phone_number,Value=+15550100001 >/dev/null
idp confirm-sign-up --client-id "$client" --username ana --confirmation-code "$(code)"

session=$(idp initiate-auth --client-id "$client" --auth-flow USER_PASSWORD_AUTH \
  --auth-parameters USERNAME=ana,PASSWORD=Correct-horse-1 --query Session --output text)
token=$(idp respond-to-auth-challenge --client-id "$client" --challenge-name SMS_MFA --session "$session" \
  --challenge-responses "USERNAME=ana,SMS_MFA_CODE=$(code)" --query AuthenticationResult.AccessToken --output text)
idp get-user --access-token "$token" >/dev/null

if idp initiate-auth --client-id "$client" --auth-flow USER_PASSWORD_AUTH \
  --auth-parameters USERNAME=ana,PASSWORD=wrong >/dev/null; then
  echo 'a wrong password signed in' >&2
  exit 1
fi
echo 'ok the tour'
