"""What reading without a network asks of the server: the worker and its switch, the page, the manifest, what was withdrawn."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.models import ArticleVariant
from audience.counting import fold, record
from audience.queries import FEW, count_most_read
from tests import cast
from tests.site.routes import BROWSER
from text.dates import format_datetime


def test_the_worker_is_a_script_that_browsers_ask_for_anew(paper, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert "max-age=0" in response.headers["Cache-Control"]
    assert client.get("/sw.js", headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert client.post("/sw.js").status_code in (400, 405)


def test_the_worker_speaks_every_language_and_knows_its_files(client, db):
    text = client.get("/sw.js").content.decode()
    for word, font in (("en", "latin"), ("ru", "cyrillic"), ("arm", "armenian")):
        files = re.search(rf'"{word}": \[([^\]]+)\]', text)[1]
        assert font in files and "site.css" in files and "kept.js" in files
        for address in re.findall(r'"/static/([^"]+)"', files):
            assert finders.find(address), address
        assert text.count(f'"{word}": {{"offline": ') == 1
    assert "\\u003C" not in text and "{{" not in text and "{%" not in text


def test_the_switch_answers_with_a_worker_that_takes_itself_away(paper, settings, client):
    assert "unregister()" not in client.get("/sw.js").content.decode()
    assert 'data-home="/en/"' in client.get("/en/").content.decode()
    settings.OFFLINE = False
    off = client.get("/sw.js")
    assert off.status_code == 200 and off.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "registration.unregister()" in off.content.decode() and "caches.delete" in off.content.decode()
    assert "fetch" not in off.content.decode()
    assert "data-home" not in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("word", "name"), [("en", "Read offline"), ("ru", "Читать без сети"), ("arm", "Կարդալ առանց ցանցի")]
)
def test_the_foot_of_every_page_leads_to_what_is_saved_while_the_switch_is_on(paper, client, settings, word, name):
    link = f'<li><a href="/{word}/offline/">{name}</a></li>'
    for path in (f"/{word}/", f"/{word}/region/", f"/{word}/nothing/"):
        assert link in client.get(path).content.decode().partition("<footer")[2], path
    settings.OFFLINE = False
    assert f"/{word}/offline/" not in client.get(f"/{word}/about/").content.decode()


def test_workers_come_from_us_alone(paper, client):
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "worker-src 'self';" in policy and "manifest-src 'self';" in policy
    script = client.get("/sw.js").headers["Content-Security-Policy"]
    assert "script-src 'self'" in script and "connect-src 'self'" in script


def test_a_page_says_when_it_was_written_in_its_language_and_other_answers_do_not(paper, client, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    for variant in paper:
        response = client.get(cast.address(variant))
        assert unquote(response.headers["X-Written"]) == format_datetime(now, variant.language)
        again = client.get(cast.address(variant), headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304 and again.headers["X-Written"] == response.headers["X-Written"]
    assert "X-Written" not in client.get("/en/nothing/").headers


@pytest.mark.parametrize(("word", "language"), [("en", "en"), ("ru", "ru"), ("arm", "hy")])
def test_the_page_lists_the_days_ten_most_read_filled_up_with_the_newest(paper, client, word, language):
    now = timezone.now()
    stories = [cast.live(language, at=now - timedelta(minutes=20 + number)) for number in range(12)]
    favourite = stories[-1]
    for number in range(FEW):
        record(variant_id=favourite.pk, address=f"203.0.113.{number}", user_agent=BROWSER, now=now)
    fold(now)
    count_most_read(now)
    text = client.get(f"/{word}/offline/").content.decode()
    listed = re.findall(r'<a data-day href="([^"]+)"', text)
    assert len(listed) == len(set(listed)) == 10
    assert listed[0] == cast.address(favourite)
    assert all(address.startswith(f"/{word}/") for address in listed)
    assert '<meta name="robots" content="noindex' in text and "<noscript>" in text


def test_what_was_withdrawn_is_named_by_number_in_its_language_until_it_is_back(
    paper, client, django_assert_num_queries
):
    assert client.get("/ru/offline/withdrawn.json").json() == {"withdrawn": []}
    cast.draft("ru")
    cast.withdraw(paper[1], now=timezone.now())
    with django_assert_num_queries(1):
        response = client.get("/ru/offline/withdrawn.json")
    assert response.json() == {"withdrawn": [paper[1].article_id]}
    assert "s-maxage=60" in response.headers["Cache-Control"]
    assert client.get("/en/offline/withdrawn.json").json() == {"withdrawn": []}
    cast.bring_back(paper[1], at=timezone.now())
    assert client.get("/ru/offline/withdrawn.json").json() == {"withdrawn": []}


def test_withdrawn_stories_are_named_newest_first_and_not_without_end(paper):
    from articles.queries import withdrawn_lately

    now = timezone.now()
    gone = [cast.withdraw(cast.live(at=now - cast.HOUR), now=now + timedelta(minutes=number)) for number in range(3)]
    ArticleVariant.objects.filter(pk=gone[0].pk).update(withdrawn_at=now + cast.HOUR)
    assert withdrawn_lately("en", limit=2) == [gone[0].article_id, gone[2].article_id]


def test_every_story_has_the_button_and_a_preview_has_none(paper, client):
    from articles import workflow

    for variant in paper:
        text = client.get(cast.address(variant)).content.decode()
        box = re.search(r'<div class="save" data-save.*?</div>', text, re.S)[0]
        assert " hidden><button" in box and f'href="/{cast.WORDS[variant.language]}/offline/" hidden' in box
    token = workflow.make_preview_link(
        user=cast.mariam(), now=timezone.now(), revision_id=cast.draft(now=timezone.now()).head_id
    )
    assert "data-save" not in Client().get(f"/preview/{getattr(token, 'token', token)}/").content.decode()


@pytest.mark.parametrize(("word", "language", "name"), [("en", "en", "Three Threads"), ("ru", "ru", "Три нити"), ("arm", "hy", "Երեք թել")])  # fmt: skip
def test_the_manifest_is_an_app_of_its_own_in_each_language(paper, client, word, language, name):
    told = client.get(f"/manifest-{word}.webmanifest").json()
    assert (told["name"], told["lang"], told["dir"]) == (name, language, "ltr")
    assert told["id"] == told["start_url"] == told["scope"] == f"/{word}/"
    assert {"maskable"} < {icon.get("purpose", "any") for icon in told["icons"]}
    for icon in told["icons"]:
        with open(finders.find(icon["src"].removeprefix("/static/")), "rb") as file:
            if icon["type"] == "image/png":
                assert "x".join(map(str, Image.open(BytesIO(file.read())).size)) == icon["sizes"]
