"""Who counts as a reader: a person on a page of ours, once in half an hour."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audience import counting
from audience.counting import fold
from audience.models import ViewTotal
from reader.seen import Beacons
from tests import cast
from tests.site.test_page_cache import Counted, ask

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


# ------------------------------------------------------------------------------------------------------ in front of Django


@pytest.fixture
def front(watched):
    return Beacons(Counted())


def send(front, variant, number, **headers):
    """A beacon of the reader of this number, straight to the application."""
    sent = {"HTTP_ORIGIN": ORIGIN, "HTTP_USER_AGENT": BROWSER, "REMOTE_ADDR": f"203.0.113.{number}", **headers}
    return ask(front, f"/v/{variant.article_id}/{cast.WORDS[variant.language]}", method="POST", **sent)


def test_django_answers_one_beacon_a_day_and_the_others_get_the_same_answer_without_it(paper, front, monkeypatch):
    first, later, again = (send(front, paper[2], number) for number in (1, 2, 2))
    assert (first.code, later.code, again.code) == (204, 204, 200)
    assert first.headers == later.headers == again.headers and "content-security-policy" in later.headers
    assert len(front.application.asked) == 1
    assert views(paper[2]) == 2
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert send(front, paper[2], 3).code == 204 and len(front.application.asked) == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"HTTP_ORIGIN": "https://evil.example"}),
        (200, {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        (200, {"HTTP_SEC_PURPOSE": "prefetch"}),
        (200, {"HTTP_PURPOSE": "prefetch"}),
        (200, {"HTTP_COOKIE": "sessionid=1"}),
        (400, {"HTTP_HOST": "evil.example"}),
        (413, {"CONTENT_LENGTH": "100000"}),
    ],
)
def test_what_is_not_plain_is_left_to_django(paper, front, settings, status, headers):
    settings.SESSION_COOKIE_NAME = "sessionid"
    send(front, paper[0], 1)
    assert send(front, paper[0], 2, **headers).code == status
    assert len(front.application.asked) == 2 and views(paper[0]) == 1


def test_a_story_that_nobody_asked_for_or_that_was_withdrawn_is_left_to_django(
    paper, front, watched, django_capture_on_commit_callbacks
):
    send(front, paper[0], 1)
    assert send(front, paper[1], 2).code == 204 and len(front.application.asked) == 2
    with django_capture_on_commit_callbacks(execute=True):
        cast.withdraw(paper[1], now=timezone.now())
    watched.forget()  # a second is over
    assert send(front, paper[1], 3).code == 200 and len(front.application.asked) == 3
    assert views(paper[1]) == 1
    assert ask(front, "/v/1/xx", method="POST").code == 404
    assert ask(front, f"/v/{paper[0].article_id}/en").code == 405


def test_a_machine_is_none_in_front_of_django_either(paper, front):
    send(front, paper[0], 1)
    assert send(front, paper[0], 2, HTTP_USER_AGENT="Googlebot/2.1 (+http://www.google.com/bot.html)").code == 200
    assert len(front.application.asked) == 1 and views(paper[0]) == 1


def test_a_view_that_cannot_be_written_down_is_said_to_be_none(paper, front, monkeypatch):
    def full(_view):
        raise OSError("No space left on device")

    send(front, paper[0], 1)
    with monkeypatch.context() as broken:
        broken.setattr(counting.journal, "append", full)
        assert send(front, paper[0], 2).code == 503
    assert send(front, paper[0], 2).code == 204 and views(paper[0]) == 2
