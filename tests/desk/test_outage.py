"""While the database does not answer, the desk says so, and hands back what was written."""

import html
import re

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from tests import cast
from tests.desk.screens import fields, signed_in, tab

pytestmark = pytest.mark.django_db
WROTE = '<p>Two "quotes" &amp; a\n\nline, and <b>a mark</b>.</p>'


@pytest.fixture(params=[OperationalError, InterfaceError])
def outage(request, monkeypatch):
    def fail(*arguments, **options):
        raise request.param("a secret of the connection")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)


def somebody(language="en"):
    """A browser with a session, which the desk asks the database about."""
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.cookies["desk"] = "x" * 32
    return client


def sent_again(page):
    """What the page's form would send."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_a_save_is_a_503_whose_page_sends_the_same_words_again(outage, language):
    sent = {"headline": "A bridge is open", "body": WROTE, "expected_head": "7", "csrfmiddlewaretoken": "token"}
    response = somebody(language).post("/admin/articles/article/1/en/", sent)
    page = response.content.decode()
    assert response.status_code == 503
    assert (response.headers["Cache-Control"], response.headers["Retry-After"]) == ("no-store", "5")
    assert f'<html lang="{language}"' in page and page.count("<h1") == 1 and "secret" not in page
    assert sent_again(page) == sent and '<form method="post">' in page


def test_a_page_that_was_only_opened_has_nothing_to_send(outage):
    response = somebody().get("/admin/")
    assert response.status_code == 503 and "<form" not in response.content.decode()


def test_a_password_is_not_handed_back(outage):
    sent = {"username": "x", "password1": "horse", "usable_password": "battery"}
    response = somebody().post("/admin/accounts/user/add/", sent)
    assert response.status_code == 503
    assert sent_again(response.content.decode()) == {"username": "x"}


def test_another_fault_stays_a_500(monkeypatch):
    def fail(*arguments):
        raise ValueError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    assert somebody().get("/admin/").status_code == 500


def test_the_words_that_come_back_are_saved(monkeypatch):
    variant, editor = cast.draft("en"), signed_in(cast.mariam())
    editor.raise_request_exception = False
    words = {**fields(editor.get(tab(variant))), "headline": "A bridge is open", "do": "save"}
    with monkeypatch.context() as outage:
        outage.setattr("django.contrib.sessions.backends.db.SessionStore.load", gone)
        answer = editor.post(tab(variant), words)
    assert answer.status_code == 503
    assert editor.post(tab(variant), sent_again(answer.content.decode())).status_code == 302
    variant.refresh_from_db()
    assert variant.head.data["headline"] == "A bridge is open"


def gone(*_arguments, **_options):
    raise OperationalError
