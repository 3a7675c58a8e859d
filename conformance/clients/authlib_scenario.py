"""Authlib in a Flask application, as the service's console shows it, and MechanicalSoup, a browser without scripts.

The browser finds forms and fields in the pages itself, so the pages have to make sense to it.
"""

import logging
import re
import threading
import time
import uuid

import flask
import mechanicalsoup
import pyotp
import werkzeug.serving
from authlib.integrations.flask_client import OAuth

from scene import PASSWORD, URL, cognito, message, passed, pool, user, wrong

CLASSIC, MANAGED_LOGIN = 1, 2
logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request


class Application:
    """A Flask application on a port of its own that signs people in at a pool."""

    def __init__(self, pool_id, version, secret, **kwargs):
        self.app = flask.Flask(__name__)
        self.app.secret_key = "not a secret"
        self.server = werkzeug.serving.make_server("localhost", 0, self.app)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.home = f"http://localhost:{self.server.server_port}/"

        cognito.create_user_pool_domain(UserPoolId=pool_id, Domain=f"app-{uuid.uuid4()}", ManagedLoginVersion=version)
        client = cognito.create_user_pool_client(
            UserPoolId=pool_id, ClientName="flask", GenerateSecret=secret, AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid", "email", "profile"], SupportedIdentityProviders=["COGNITO"],
            CallbackURLs=[self.home + "authorize"], LogoutURLs=[self.home + "bye"], **kwargs)["UserPoolClient"]
        if version == MANAGED_LOGIN:
            cognito.create_managed_login_branding(UserPoolId=pool_id, ClientId=client["ClientId"], UseCognitoProvidedValues=True)
        oidc = OAuth(self.app).register(
            "oidc", client_id=client["ClientId"], client_secret=client.get("ClientSecret"),
            server_metadata_url=f"{URL}/{pool_id}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email", "code_challenge_method": "S256",
                           "token_endpoint_auth_method": "client_secret_basic" if secret else "none"})

        @self.app.route("/login")
        def login():
            return oidc.authorize_redirect(self.home + "authorize")

        @self.app.route("/authorize")
        def authorize():
            token = oidc.authorize_access_token()  # checks the ID token and its nonce
            return {"claims": token["userinfo"], "info": oidc.userinfo(token=token)}

        @self.app.route("/logout")
        def logout():
            out = oidc.load_server_metadata()["end_session_endpoint"]
            return flask.redirect(f"{out}?client_id={client['ClientId']}&logout_uri={self.home}bye")

        @self.app.route("/bye")
        def bye():
            return "bye"


class Person:
    """Somebody with a browser."""

    def __init__(self, application):
        self.at = mechanicalsoup.StatefulBrowser(raise_on_404=True)
        self.app = application

    def open(self, path):
        return self.at.open(self.app.home + path)

    def follow(self, path):
        """Follows the first link to a page, wherever else it may lead."""
        return self.at.follow_link(url_regex=rf"^/{path}\b")

    def fill(self, **fields):
        """Fills in the form that has these fields, and presses its first button."""
        self.at.select_form(next(form for form in self.at.page.find_all("form") if all(form.find(attrs={"name": n}) for n in fields)))
        for name, value in fields.items():
            self.at[name] = value
        return self.at.submit_selected()

    def press(self, **button):
        """Presses a button that has a name and a value."""
        (name, value), = button.items()
        self.at.select_form(self.at.page.find("button", attrs={"name": name, "value": value}).find_parent("form"))
        return self.at.submit_selected(btnName=self.at.page.find("button", attrs={"name": name, "value": value}))

    def sees(self, path, text):
        assert self.at.url.split("?")[0].endswith(path), f"at {self.at.url}, not at {path}"
        assert text in self.at.page.get_text(), f"{path} does not say {text!r} but:\n{self.at.page.get_text()}"


def is_signed_in(answer, name):
    claims, info = answer.json()["claims"], answer.json()["info"]
    assert claims["cognito:username"] == name == info["username"], claims
    assert claims["email"] == info["email"], claims
    assert claims["sub"] == info["sub"], claims


def sign_in(version, secret):
    pool_id = pool(AutoVerifiedAttributes=["email"])
    person = Person(Application(pool_id, version, secret))
    user(pool_id, "vic", email="vic@example.com", email_verified="true")
    person.open("login")
    person.fill(username="vic", password="not the password")
    person.sees("/login", "Incorrect username or password.")
    is_signed_in(person.fill(username="vic", password=PASSWORD), "vic")
    is_signed_in(person.open("login"), "vic")  # the browser has a session
    assert person.open("logout").text == "bye"
    person.open("login")
    person.sees("/login", "Forgot your password?")
    return pool_id, person


def sign_up(version):
    pool_id = pool(AutoVerifiedAttributes=["email"], Schema=[{"Name": "email", "Required": True}])
    person = Person(Application(pool_id, version, False))
    person.open("login")
    person.follow("signup")
    person.fill(**{"username": "wes", "requiredAttributes[email]": "wes@example.com", "password": "short"})
    assert "Password did not conform with policy" in person.at.page.get_text()
    person.fill(**{"username": "wes", "requiredAttributes[email]": "wes@example.com", "password": PASSWORD})
    person.sees("/confirm", "w***@e***")
    code = message(pool_id, "wes", "CustomMessage_SignUp")["code"]
    person.fill(code=wrong(code))
    person.sees("/confirm", "Invalid verification code provided, please try again.")
    is_signed_in(person.fill(code=code), "wes")


def forgotten(pool_id, person):
    person.open("login")
    person.follow("forgotPassword")
    person.fill(username="vic")
    code = message(pool_id, "vic", "CustomMessage_ForgotPassword")["code"]
    person.fill(code=code, password="Another-horse-2", confirmPassword="Another-horse-2")
    person.sees("/login", "")
    is_signed_in(person.fill(username="vic", password="Another-horse-2"), "vic")


def new_password(version):
    """Who was given a temporary password chooses another one, and gives the attribute that is missing."""
    pool_id = pool(Schema=[{"Name": "email", "Required": True}, {"Name": "name", "Required": True}])
    person = Person(Application(pool_id, version, False))
    cognito.admin_create_user(UserPoolId=pool_id, Username="xia", TemporaryPassword="Temporary-1", MessageAction="SUPPRESS",
                              UserAttributes=[{"Name": "email", "Value": "xia@example.com"}])
    person.open("login")
    person.fill(username="xia", password="Temporary-1")
    is_signed_in(person.fill(**{
        "password": PASSWORD, "confirmPassword": PASSWORD, "requiredAttributes[name]": "Xia"}), "xia")


def authenticator(version):
    """Where a second factor is required, an app is set up on the way, by the secret that can be typed."""
    pool_id = pool()
    cognito.set_user_pool_mfa_config(UserPoolId=pool_id, MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True})
    application = Application(pool_id, version, False)
    user(pool_id, "yan", email="yan@example.com")
    person = Person(application)
    person.open("login")
    person.fill(username="yan", password=PASSWORD)
    app = pyotp.TOTP(re.search(r"\b[A-Z2-7]{52}\b", person.at.page.get_text(" ")).group())
    person.fill(authentication_code=wrong(app.now()))
    assert "code" in person.at.page.get_text().lower()
    is_signed_in(person.fill(authentication_code=app.now()), "yan")

    elsewhere = Person(application)
    elsewhere.open("login")
    elsewhere.fill(username="yan", password=PASSWORD)
    elsewhere.sees("/mfa", "")
    is_signed_in(elsewhere.fill(authentication_code=app.at(int(time.time()) + 30)), "yan")


def text_message(version):
    """Where a code by SMS is required, the number is asked for on the way."""
    sms = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "scenario"}}
    pool_id = pool(**sms)
    cognito.set_user_pool_mfa_config(UserPoolId=pool_id, MfaConfiguration="ON", SmsMfaConfiguration=sms)
    person = Person(Application(pool_id, version, False))
    user(pool_id, "kim", email="kim@example.com")
    person.open("login")
    person.fill(username="kim", password=PASSWORD)
    person.fill(destination="+15550100007")
    code = message(pool_id, "kim", "CustomMessage_Authentication")["code"]
    person.fill(authentication_code=wrong(code))
    is_signed_in(person.fill(authentication_code=code), "kim")


def choice():
    """Who may choose how to sign in takes a code by e-mail, and no password."""
    pool_id = pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}})
    person = Person(Application(pool_id, MANAGED_LOGIN, False, ExplicitAuthFlows=["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]))
    user(pool_id, "lou", email="lou@example.com", email_verified="true")
    person.open("login")
    person.fill(username="lou")
    person.press(factor="EMAIL_OTP")
    is_signed_in(person.fill(authentication_code=message(pool_id, "lou", "CustomMessage_Authentication")["code"]), "lou")


for version, look in ((CLASSIC, "the classic pages"), (MANAGED_LOGIN, "managed login")):
    at = sign_in(version, secret=version == MANAGED_LOGIN)
    passed(f"{look}: sign-in, the session of the browser, sign-out")
    sign_up(version)
    passed(f"{look}: sign-up and confirmation")
    forgotten(*at)
    passed(f"{look}: a forgotten password")
    new_password(version)
    passed(f"{look}: a new password in place of the temporary one")
    authenticator(version)
    passed(f"{look}: an authenticator app set up and asked for")
    text_message(version)
    passed(f"{look}: a number for codes by SMS set up and proved")
choice()
passed("managed login: a code by e-mail chosen in place of the password")
