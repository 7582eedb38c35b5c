"""hreflang: whole, mutual, and only to pages that are there. The whole demo paper is walked in tests/demo."""

import re
from html import unescape

from django.utils import timezone

from articles.cursors import Cursor
from reader.page_cache import LISTS
from tests import cast
from tests.site.routes import addresses, pages

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
ROBOTS = re.compile(r'<meta name="robots" content="([^"]+)"')
SITE = "http://testserver"


def alternates(client, place):
    html = client.get(place).content.decode()
    found = ALTERNATE.findall(html)
    assert len(dict(found)) == len(found), place
    return {code: unescape(address).removeprefix(SITE) for code, address in found}


def languages(client, *places):
    return [set(alternates(client, place)) - {"x-default"} for place in places]


def test_lists_name_the_languages_in_which_they_are(paper, client):
    every = {"en", "ru", "hy"}
    names = ("", "latest/", "most-read/", "corrections/", "about/", "contact/", "region/", "tag/railways/", "author/nora-vale/", "source/caspian-wire/")  # fmt: skip
    for name in names:
        for word in cast.WORDS.values():
            found = alternates(client, f"/{word}/{name}")
            default = found.pop("x-default")
            assert found == {code: f"/{cast.WORDS[code]}/{name}" for code in every}, name
            assert default == (f"/en/{name}" if name else "/")


def test_what_is_only_here_and_now_names_no_other_language(paper, client):
    assert languages(client, "/en/search/?q=train", "/en/archive/2026/", "/en/nothing/") == [set()] * 3


def test_a_list_with_no_story_or_no_name_in_a_language_is_not_named_there(paper, client):
    cast.tag("bridges", en="Bridges", ru="Мосты")  # has no Armenian name
    cast.arrange(paper[0], tags=("railways", "bridges"))
    section = paper[0].section
    section.names = {"en": "Region", "hy": "Տարածաշրջան"}
    section.save()
    assert languages(client, "/en/tag/bridges/", "/ru/tag/bridges/", "/en/region/", "/arm/region/") == [
        {"en", "ru"}, {"en", "ru"}, {"en", "hy"}, {"en", "hy"},
    ]  # fmt: skip
    assert client.get("/arm/tag/bridges/").status_code == client.get("/ru/region/").status_code == 404
    cast.withdraw(paper[1], now=timezone.now())
    places = ("/en/tag/bridges/", "/arm/tag/railways/", "/en/author/nora-vale/", "/arm/source/caspian-wire/")
    assert languages(client, *places) == [{"en"}, {"en", "hy"}, {"en", "hy"}, {"en", "hy"}]


def test_a_later_page_of_a_list_is_itself_and_has_no_twin(paper, client):
    for _number in range(25):
        cast.live(at=paper[0].visible_from)
    place = "/en/latest/?before=" + str(client.get("/en/latest/").context["page"].before)
    html = client.get(place).content.decode()
    assert unescape(CANONICAL.search(html)[1]) == SITE + place
    assert ALTERNATE.findall(html) == []


def test_a_page_that_is_no_list_does_not_know_what_a_later_page_is(paper, client, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    cursor = Cursor(paper[0].visible_from, paper[0].pk)
    for place in pages({name: found for name, found in addresses(paper).items() if name not in LISTS}):
        mark, plain = "&" if "?" in place else "?", client.get(place)
        for before in (cursor, "x", ""):
            assert client.get(f"{place}{mark}before={before}").content == plain.content, (place, before)


def test_a_later_page_has_one_address_however_its_cursor_was_written(paper, client):
    cursor = Cursor(timezone.now(), paper[0].pk)
    for name in LISTS:
        for place in addresses(paper)[name]:
            html = client.get(f"{place}?before=0{cursor}&utm_source=x").content.decode()
            assert unescape(CANONICAL.search(html)[1]) == f"{SITE}{place}?before={cursor}"
            assert ALTERNATE.findall(html) == []
            first = client.get(f"{place}?before=").content.decode()
            assert CANONICAL.search(first)[1] == f"{SITE}{place}"
            assert ROBOTS.search(html)[1] == ROBOTS.search(first)[1]  # older stories are found through it
            assert client.get(f"{place}?before=x").status_code == 404
