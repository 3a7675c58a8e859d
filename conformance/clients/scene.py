"""What the Python scenarios share: a way to read what was sent, pools, and expected refusals."""

import contextlib
import json
import os
import urllib.parse
import urllib.request

import boto3

URL = os.environ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]
PASSWORD = "Correct-horse-1"

# Nothing says where the emulator is: the client finds that in its usual variable.
cognito = boto3.client("cognito-idp")


def passed(step):
    print("ok", step, flush=True)


def message(pool, username, purpose):
    """The newest message of a kind that was sent to a user."""
    query = urllib.parse.urlencode({"userPoolId": pool, "username": username, "purpose": purpose, "wait": "5s"})
    with urllib.request.urlopen(f"{URL}/_inspect/messages?{query}") as answer:
        return json.load(answer)["messages"][-1]


def wrong(code):
    """Another code of the same form."""
    return str((int(code) + 1) % 10 ** len(code)).zfill(len(code))


@contextlib.contextmanager
def refused(kind, text):
    """The block must be refused with an error of the client's own type, and with this text."""
    try:
        yield
    except getattr(cognito.exceptions, kind) as refusal:
        got = refusal.response["Error"]["Message"]
        assert got == text, f"{kind} says {got!r}, not {text!r}"
        assert refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    else:
        raise AssertionError(f"not refused with {kind}")


def pool(**settings):
    return cognito.create_user_pool(PoolName="scenario", **settings)["UserPool"]["Id"]


def client(pool_id, *flows, **settings):
    return cognito.create_user_pool_client(
        UserPoolId=pool_id, ClientName="scenario",
        ExplicitAuthFlows=[f"ALLOW_{flow}" for flow in (*flows, "REFRESH_TOKEN_AUTH")], **settings,
    )["UserPoolClient"]["ClientId"]


def user(pool_id, name, **attributes):
    """A confirmed user who has chosen the password."""
    cognito.admin_create_user(
        UserPoolId=pool_id, Username=name, MessageAction="SUPPRESS",
        UserAttributes=[{"Name": k, "Value": v} for k, v in attributes.items()],
    )
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=name, Password=PASSWORD, Permanent=True)


def sign_in(client_id, name, password=PASSWORD):
    return cognito.initiate_auth(
        ClientId=client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password})


def answer(client_id, challenge, name, **responses):
    return cognito.respond_to_auth_challenge(
        ClientId=client_id, ChallengeName=challenge["ChallengeName"], Session=challenge["Session"],
        ChallengeResponses={"USERNAME": name, **responses})
