"""boto3, used as an application uses it. Every step prints a line; the first surprise ends the program."""

import time

import pyotp

from scene import PASSWORD, answer, client, cognito, message, passed, pool, refused, sign_in, user, wrong


def sign_up():
    pool_id = pool(AutoVerifiedAttributes=["email"])
    client_id = client(pool_id, "USER_PASSWORD_AUTH")
    who = {"ClientId": client_id, "Username": "ana"}

    with refused("InvalidPasswordException", "Password did not conform with policy: Password not long enough"):
        cognito.sign_up(**who, Password="Sh0rt-")
    made = cognito.sign_up(**who, Password=PASSWORD, UserAttributes=[{"Name": "email", "Value": "ana@example.com"}])
    assert made["UserConfirmed"] is False
    assert made["CodeDeliveryDetails"] == {"AttributeName": "email", "DeliveryMedium": "EMAIL", "Destination": "a***@e***"}, made
    with refused("UsernameExistsException", "User already exists"):
        cognito.sign_up(**who, Password=PASSWORD)
    passed("sign-up")

    with refused("UserNotConfirmedException", "User is not confirmed."):
        sign_in(client_id, "ana")
    code = message(pool_id, "ana", "CustomMessage_SignUp")["code"]
    with refused("CodeMismatchException", "Invalid verification code provided, please try again."):
        cognito.confirm_sign_up(**who, ConfirmationCode=wrong(code))
    cognito.confirm_sign_up(**who, ConfirmationCode=code)
    passed("confirmation with the code that was sent")

    with refused("NotAuthorizedException", "Incorrect username or password."):
        sign_in(client_id, "ana", "not the password")
    tokens = sign_in(client_id, "ana")["AuthenticationResult"]
    assert tokens["TokenType"] == "Bearer" and tokens["ExpiresIn"] == 3600
    me = cognito.get_user(AccessToken=tokens["AccessToken"])
    attributes = {a["Name"]: a["Value"] for a in me["UserAttributes"]}
    assert attributes == {"sub": made["UserSub"], "email": "ana@example.com", "email_verified": "true"}, attributes
    passed("sign-in with a password")

    cognito.forgot_password(**who)
    code = message(pool_id, "ana", "CustomMessage_ForgotPassword")["code"]
    cognito.confirm_forgot_password(**who, ConfirmationCode=code, Password="Another-horse-2")
    with refused("NotAuthorizedException", "Incorrect username or password."):
        sign_in(client_id, "ana")
    sign_in(client_id, "ana", "Another-horse-2")
    passed("forgotten password")


def sms_mfa():
    pool_id = pool(SmsConfiguration={"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "scenario"})
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id, MfaConfiguration="ON",
        SmsMfaConfiguration={"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "scenario"}})
    client_id = client(pool_id, "USER_PASSWORD_AUTH")
    user(pool_id, "ben", phone_number="+15550100002", phone_number_verified="true")

    challenge = sign_in(client_id, "ben")
    assert challenge["ChallengeName"] == "SMS_MFA" and "AuthenticationResult" not in challenge
    assert challenge["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "+*******0002", challenge
    code = message(pool_id, "ben", "CustomMessage_Authentication")["code"]
    with refused("CodeMismatchException", "Invalid code or auth state for the user."):
        answer(client_id, challenge, "ben", SMS_MFA_CODE=wrong(code))
    assert "AccessToken" in answer(client_id, challenge, "ben", SMS_MFA_CODE=code)["AuthenticationResult"]
    passed("SMS as the second factor")


def totp_mfa():
    pool_id = pool()
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id, MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True})
    client_id = client(pool_id, "USER_PASSWORD_AUTH")
    user(pool_id, "cy")

    challenge = sign_in(client_id, "cy")
    assert challenge["ChallengeName"] == "MFA_SETUP", challenge
    shown = cognito.associate_software_token(Session=challenge["Session"])
    app = pyotp.TOTP(shown["SecretCode"])
    with refused("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"):
        cognito.verify_software_token(Session=shown["Session"], UserCode=wrong(app.now()))
    verified = cognito.verify_software_token(Session=shown["Session"], UserCode=app.now(), FriendlyDeviceName="phone")
    assert verified["Status"] == "SUCCESS"
    done = answer(client_id, {"ChallengeName": "MFA_SETUP", "Session": verified["Session"]}, "cy")
    assert "AccessToken" in done["AuthenticationResult"]
    passed("an authenticator app set up at sign-in")

    challenge = sign_in(client_id, "cy")
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA", challenge
    with refused("CodeMismatchException", "Invalid code received for user"):
        answer(client_id, challenge, "cy", SOFTWARE_TOKEN_MFA_CODE=wrong(app.now()))
    # A code is good once, so this is the one that the app shows next, which the service takes as well.
    answered = answer(client_id, challenge, "cy", SOFTWARE_TOKEN_MFA_CODE=app.at(time.time() + 30))
    assert "AccessToken" in answered["AuthenticationResult"]
    passed("the authenticator app as the second factor")


def email_mfa():
    pool_id = pool(
        UserPoolTier="ESSENTIALS",
        EmailConfiguration={
            "EmailSendingAccount": "DEVELOPER", "SourceArn": "arn:aws:ses:us-east-1:123456789012:identity/example.com"},
        AccountRecoverySetting={"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]})
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id, MfaConfiguration="ON",
        EmailMfaConfiguration={"Message": "Your code is {####}", "Subject": "Sign-in"})
    client_id = client(pool_id, "USER_PASSWORD_AUTH")
    user(pool_id, "di", email="di@example.com", email_verified="true")

    challenge = sign_in(client_id, "di")
    assert challenge["ChallengeName"] == "EMAIL_OTP", challenge
    mail = message(pool_id, "di", "CustomMessage_Authentication")
    assert mail["subject"] == "Sign-in" and mail["body"] == f"Your code is {mail['code']}", mail
    with refused("CodeMismatchException", "Invalid code or auth state for the user."):
        answer(client_id, challenge, "di", EMAIL_OTP_CODE=wrong(mail["code"]))
    assert "AccessToken" in answer(client_id, challenge, "di", EMAIL_OTP_CODE=mail["code"])["AuthenticationResult"]
    passed("e-mail as the second factor")


def sessions():
    pool_id = pool()
    client_id = client(pool_id, "USER_PASSWORD_AUTH")
    user(pool_id, "ed", email="ed@example.com")
    tokens = sign_in(client_id, "ed")["AuthenticationResult"]

    def refresh():
        return cognito.initiate_auth(
            ClientId=client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]})

    again = refresh()["AuthenticationResult"]
    assert "RefreshToken" not in again and again["AccessToken"] != tokens["AccessToken"]
    cognito.get_user(AccessToken=again["AccessToken"])
    passed("refresh")

    cognito.change_password(AccessToken=again["AccessToken"], PreviousPassword=PASSWORD, ProposedPassword="Another-horse-2")
    with refused("NotAuthorizedException", "Incorrect username or password."):
        sign_in(client_id, "ed")
    passed("change of the password")

    cognito.global_sign_out(AccessToken=again["AccessToken"])
    with refused("NotAuthorizedException", "Access Token has been revoked"):
        cognito.get_user(AccessToken=tokens["AccessToken"])
    with refused("NotAuthorizedException", "Refresh Token has been revoked"):
        refresh()
    passed("sign-out everywhere")


def listing():
    pool_id = pool()
    for n in range(7):
        user(pool_id, f"user{n}", email=f"user{n}@example.com", given_name="even" if n % 2 == 0 else "odd")
    names = [
        u["Username"]
        for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": 3})
        for u in page["Users"]
    ]
    assert sorted(names) == [f"user{n}" for n in range(7)], names
    found = cognito.list_users(UserPoolId=pool_id, Filter='given_name = "odd"')["Users"]
    assert sorted(u["Username"] for u in found) == ["user1", "user3", "user5"], found
    cognito.admin_disable_user(UserPoolId=pool_id, Username="user1")
    assert cognito.admin_get_user(UserPoolId=pool_id, Username="user1")["Enabled"] is False
    cognito.admin_delete_user(UserPoolId=pool_id, Username="user1")
    with refused("UserNotFoundException", "User does not exist."):
        cognito.admin_get_user(UserPoolId=pool_id, Username="user1")
    passed("users as an administrator sees them")


for scenario in (sign_up, sms_mfa, totp_mfa, email_mfa, sessions, listing):
    scenario()
