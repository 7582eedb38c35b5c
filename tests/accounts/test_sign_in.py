"""A forgotten password and the pages of sign-in: they tell nobody who has an account, and never break."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.urls import urlpatterns
from tests import cast
from tests.desk.screens import signed_in
from text import dates

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"


def places(patterns=urlpatterns, prefix="/accounts/"):
    """Every address of sign-in that takes no parameter."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from places(entry.url_patterns, path)
        elif "<" not in path:
            yield path


def test_a_forgotten_password_answers_alike_whether_there_is_an_account_or_not(client):
    cast.mariam()
    known, unknown = (client.post(RESET, {"email": f"{name}@example.org"}) for name in ("mariam", "nobody"))
    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [message.to for message in mail.outbox] == [["mariam@example.org"]]


def test_the_mail_leads_to_our_own_site_whatever_host_was_claimed(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    settings.SITE_URL = "https://paper.example"
    cast.mariam()
    client.post(RESET, {"email": "mariam@example.org"}, headers={"host": "evil.example"})
    message = mail.outbox[0]
    assert "evil" not in message.subject + message.body
    link = re.search(r"https://paper\.example(/accounts/password/reset/key/\S+)", message.body)
    page = client.get(link[1], follow=True)
    assert page.status_code == 200 and 'name="password1"' in page.content.decode()


def test_no_page_of_sign_in_breaks():
    found = list(places())
    assert len(found) > 15 and "/accounts/2fa/webauthn/" in found
    sure = signed_in(cast.mariam())  # and asked for the password once more, as these pages do
    sure.post("/accounts/reauthenticate/", {"password": "correct horse battery"})
    assert sure.get("/accounts/2fa/totp/activate/").status_code == 200
    for client in (Client(), signed_in(cast.mariam()), sure):
        for path in found:
            assert client.get(path, follow=True).status_code < 500, path


def test_security_keys_are_listed_with_their_days_in_the_desks_language():
    user = cast.person("mariam", role="chief", interface_language="hy")
    credential = {"clientExtensionResults": {"credProps": {"rk": True}}}
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key", "credential": credential}
    )
    client = signed_in(user)
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "Blue key" in page and dates.format_datetime(key.created_at, "hy") in page
    Authenticator.objects.update(last_used_at=timezone.now())
    assert client.get("/accounts/2fa/webauthn/").content.decode().count(str(key.created_at.year)) > page.count(
        str(key.created_at.year)
    )
    for verb in ("edit", "remove"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{verb}/", follow=True).status_code == 200
