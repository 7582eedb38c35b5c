"""A forgotten password and the pages of sign-in: they tell nobody who has an account, and never break."""

import re

import pytest
from django.core import mail
from django.urls import get_resolver

from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"


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
