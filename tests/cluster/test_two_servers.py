"""What an editor does at one server holds at the other, and in whatever stands in front of both."""

import time
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from tests.cast import WORDS
from tests.cluster.proxies import PROXIES, VARNISH
from tests.cluster.reading import FIREFOX, path_of, read, until

A_SECOND = 1.05  # each process believes for one second what it knows of the site
QUESTION = {"en": "Night train", "ru": "Ночной поезд", "hy": "Գիշերային գնացքը"}
VIEWS = """
from django.utils import timezone
from audience.counting import fold, record
from audience.queries import count_most_read
now = timezone.now()
for variant in {variants}:
    for number in range(5):
        assert record(variant_id=variant, address=f"203.0.113.{{number}}", user_agent="{browser}", now=now)
fold(now)
count_most_read(now)
"""


def fronts(cluster):
    return [*cluster.apps, *(cluster.proxy(name) for name in PROXIES)]


def test_a_publication_at_one_server_is_on_the_other_a_second_later(cluster, story):
    path = f"/en/{story['article']}/"
    for app in cluster.apps:
        assert read(f"{app}/en/latest/").status == 200 and read(app + path).status == 404
    cluster.editor.publish(story, "en")
    time.sleep(A_SECOND)
    for app in cluster.apps:
        assert story["needles"]["en"] in read(f"{app}/en/latest/").text
        assert story["needles"]["en"] in read(app + path_of(app, story, "en")).text


def test_a_correction_passes_every_cache(cluster, live):
    path = path_of(cluster.apps[0], live, "en")
    for front in fronts(cluster):
        assert "mended" not in read(front + path).text
    cluster.editor.press(live, "en", "publish", headline=live["headlines"]["en"] + " mended")
    for front in fronts(cluster):
        until(lambda front=front: "mended" in read(front + path_of(cluster.apps[1], live, "en")).text, 5)


def places_of(story, companion, language, paths):
    """{kind: [(path, what it must hold while the story is live)]}"""
    at, needle, number = f"/{WORDS[language]}/", story["needles"][language], f"/{story['article']}/"
    today, asked = datetime.now(ZoneInfo("Asia/Yerevan")), quote(needle)
    return {
        "article": [(paths[language], needle), (paths[language] + "?utm_source=x", needle)],
        "other languages": [(paths[other], paths[language]) for other in paths if other != language],
        "home": [(at, needle)],
        "section": [(f"{at}region/", needle), (f"{at}latest/", needle)],
        "tag": [(f"{at}tag/railways/", needle)],
        "author": [(f"{at}author/nora-vale/", needle), (f"{at}source/caspian-wire/", needle)],
        "search": [(f"{at}search/?q={asked}", number), (f"{at}search/suggest/?q={asked}", number)],
        "feeds": [(f"{at}{rest}feed.{form}", number) for rest in ("", "region/", "tag/railways/", "author/nora-vale/") for form in ("rss", "atom", "json")],
        "sitemap": [(f"/news-sitemap-{WORDS[language]}.xml", number), (f"/sitemap-{WORDS[language]}-{today:%Y}-{today.month}.xml", number)],
        "most read": [(f"{at}most-read/", needle)],
        "related": [(companion[language], number)],
        "archive": [(f"{at}archive/{today:%Y}/{today.month}/", needle)],
    }  # fmt: skip


def test_what_is_withdrawn_is_gone_everywhere_five_seconds_later(cluster, story):
    story, companion = cluster.picture, story
    cluster.editor.publish(story)
    variants = list(story["variants"].values())
    cluster.manage("shell", "--no-imports", "-c", VIEWS.format(variants=variants, browser=FIREFOX))
    cluster.editor.publish(companion)  # after it every process looks anew at what is read most
    time.sleep(A_SECOND)
    own, other = (
        {language: path_of(cluster.apps[1], one, language) for language in WORDS} for one in (story, companion)
    )
    picture = f"/media/{story['picture']}/c480.jpg"
    until(lambda: read(cluster.apps[1] + picture).status == 200, 60)  # its sizes are made
    places = [
        (kind, path, text)
        for language in WORDS
        for kind, found in places_of(story, other, language, own).items()
        for path, text in found
    ]
    assert len({kind for kind, _path, _text in places}) >= 11
    for front in fronts(cluster):
        assert read(front + picture).status == 200
        for _kind, path, text in places:
            until(lambda: text in read(front + path).text, 5)  # noqa: B023
    cluster.editor.withdraw(story)
    withdrawn = time.monotonic()
    time.sleep(max(0, withdrawn + 5 - time.monotonic()))
    for front in fronts(cluster):
        assert read(front + picture).status == 404
        left = [(kind, path) for kind, path, text in places if kind != "article" and text in read(front + path).text]
        assert left == [], front
        for path in own.values():
            answer = read(front + path)
            assert answer.status == 410 and story["needles"]["en"] not in answer.text


@pytest.mark.skipif(not VARNISH, reason="Varnish is not installed")
def test_a_cache_that_keeps_pages_for_an_hour_learns_from_the_purge(cluster, story):
    front = cluster.proxy("varnish_an_hour")
    assert read(f"{front}/en/latest/").status == 200
    assert "varnish; hit" in read(f"{front}/en/latest/").told
    cluster.editor.publish(story, "en")
    until(lambda: story["needles"]["en"] in read(f"{front}/en/latest/").text, 30)
    path = path_of(cluster.apps[0], story, "en")
    assert read(front + path).status == 200
    cluster.editor.press(story, "en", "withdraw")
    until(
        lambda: read(front + path).status == 410 and story["needles"]["en"] not in read(f"{front}/en/latest/").text, 30
    )


@pytest.mark.skipif(not VARNISH, reason="Varnish is not installed")
def test_a_purge_needs_a_key(cluster):
    front = cluster.proxy("varnish")
    assert read(front, "PURGE").status == 400
    assert read(front, "PURGE", Surrogate_Key=".*").status == 400
    assert read(front, "PURGE", Surrogate_Key="published").status == 200
