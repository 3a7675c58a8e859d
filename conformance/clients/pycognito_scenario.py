"""pycognito has a client half of SRP and a check of tokens of its own."""

import time

import pyotp
from pycognito import Cognito
from pycognito.exceptions import ForceChangePasswordException, SMSMFAChallengeException, SoftwareTokenMFAChallengeException

from scene import PASSWORD, URL, client, cognito, message, passed, pool, refused, user


def member(pool_id, client_id, name, **settings):
    return Cognito(pool_id, client_id, username=name, boto3_client_kwargs={"endpoint_url": URL}, **settings)


def srp():
    pool_id = pool(UsernameAttributes=["email"])
    client_id = client(pool_id, "USER_SRP_AUTH")
    user(pool_id, "fay@example.com", email="fay@example.com", email_verified="true")
    fay = member(pool_id, client_id, "fay@example.com")
    with refused("NotAuthorizedException", "Incorrect username or password."):
        fay.authenticate("not the password")
    fay.authenticate(PASSWORD)
    assert fay.id_claims["email"] == "fay@example.com" and fay.access_claims["client_id"] == client_id
    passed("SRP, and tokens that the published keys and the issuer vouch for")

    before = fay.access_token
    fay.renew_access_token()
    fay.verify_tokens()
    assert fay.access_token != before
    fay.logout()
    passed("renewal and sign-out")


def client_with_secret():
    pool_id = pool()
    made = cognito.create_user_pool_client(
        UserPoolId=pool_id, ClientName="secret", GenerateSecret=True, ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]
    user(pool_id, "gus")
    gus = member(pool_id, made["ClientId"], "gus", client_secret=made["ClientSecret"])
    gus.authenticate(PASSWORD)
    gus.renew_access_token()
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {made['ClientId']}"):
        member(pool_id, made["ClientId"], "gus", client_secret="another").authenticate(PASSWORD)
    passed("SRP at a client with a secret")


def new_password():
    pool_id = pool()
    client_id = client(pool_id, "USER_SRP_AUTH")
    cognito.admin_create_user(
        UserPoolId=pool_id, Username="hal", TemporaryPassword="Temporary-1",
        UserAttributes=[{"Name": "email", "Value": "hal@example.com"}], DesiredDeliveryMediums=["EMAIL"])
    assert "Temporary-1" in message(pool_id, "hal", "CustomMessage_AdminCreateUser")["body"]
    hal = member(pool_id, client_id, "hal")
    try:
        hal.authenticate("Temporary-1")
    except ForceChangePasswordException:
        pass
    else:
        raise AssertionError("a temporary password is taken for good")
    hal.new_password_challenge("Temporary-1", PASSWORD)
    hal.verify_tokens()
    passed("a new password in place of the temporary one")


def second_factors():
    pool_id = pool(SmsConfiguration={"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "scenario"})
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True},
        SmsMfaConfiguration={"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "scenario"}})
    client_id = client(pool_id, "USER_SRP_AUTH")
    user(pool_id, "ida", phone_number="+15550100003", phone_number_verified="true")
    ida = member(pool_id, client_id, "ida")
    ida.authenticate(PASSWORD)

    app = pyotp.TOTP(ida.associate_software_token())
    assert ida.verify_software_token(app.now(), "tablet")
    cognito.admin_set_user_mfa_preference(
        UserPoolId=pool_id, Username="ida", SMSMfaSettings={"Enabled": True}, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    try:
        ida.authenticate(PASSWORD)
    except SoftwareTokenMFAChallengeException as challenge:
        ida.respond_to_software_token_mfa_challenge(app.at(time.time() + 30), challenge.get_tokens())
    else:
        raise AssertionError("no second factor")
    passed("SRP, then the authenticator app")

    cognito.admin_set_user_mfa_preference(
        UserPoolId=pool_id, Username="ida", SMSMfaSettings={"Enabled": True, "PreferredMfa": True},
        SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": False})
    try:
        ida.authenticate(PASSWORD)
    except SMSMFAChallengeException as challenge:
        ida.respond_to_sms_mfa_challenge(message(pool_id, "ida", "CustomMessage_Authentication")["code"], challenge.get_tokens())
    else:
        raise AssertionError("no second factor")
    ida.verify_tokens()
    passed("SRP, then a code by SMS")


for scenario in (srp, client_with_secret, new_password, second_factors):
    scenario()
