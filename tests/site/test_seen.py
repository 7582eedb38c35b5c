"""Who counts as a reader: a person on a page of ours, once in half an hour."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audience.counting import fold
from audience.models import ViewTotal
from tests import cast

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
ORIGIN = "http://testserver"


def see(variant, client=None, *, address="203.0.113.7", **headers):
    sent = {"origin": ORIGIN, "user-agent": BROWSER, "sec-fetch-site": "same-origin", **headers}
    path = f"/v/{variant.article_id}/{cast.WORDS[variant.language]}"
    return (client or Client()).post(path, headers=sent, REMOTE_ADDR=address).status_code


def views(variant):
    fold(timezone.now())
    return ViewTotal.objects.filter(variant=variant).values_list("views", flat=True).first() or 0


def test_a_reader_is_counted_in_the_language_they_read(paper, client):
    assert see(paper[2]) == 204
    assert (views(paper[0]), views(paper[2])) == (0, 1)
    assert "1 դիտում" in client.get(cast.address(paper[2])).content.decode()
    assert "0 views" not in client.get(cast.address(paper[0])).content.decode(), "none is no news"


def test_a_repeat_counts_again_only_after_half_an_hour(paper, monkeypatch):
    now = timezone.now()
    for minutes, status in ((0, 204), (29, 200), (31, 204), (60, 200)):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        assert see(paper[0]) == status, minutes
    assert views(paper[0]) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"user-agent": "TelegramBot (like TwitterBot)"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_machine_a_prefetch_and_another_site_are_no_readers(paper, headers):
    assert see(paper[0], **headers) == 200
    assert views(paper[0]) == 0


def test_a_signed_in_editor_is_no_reader(paper, settings):
    editor = Client()
    editor.force_login(cast.elena())
    assert settings.SESSION_COOKIE_NAME in editor.cookies
    assert see(paper[0], editor) == 200
    assert views(paper[0]) == 0


def test_reading_the_page_or_a_preview_without_the_beacon_counts_nothing(paper, client):
    for _visit in range(3):
        client.get(cast.address(paper[0]))
    assert client.get(f"/v/{paper[0].article_id}/en").status_code == 405
    assert views(paper[0]) == 0


def test_what_is_kept_of_a_reader_is_no_address(paper):
    from audience.models import RecentReader

    see(paper[0], address="203.0.113.7")
    fold(timezone.now())
    assert b"203.0.113" not in bytes(RecentReader.objects.get().digest)
