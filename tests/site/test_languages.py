"""Three languages, each with a life of its own: what leads from one to another, and what never shows through."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles.models import ArticleVariant, SiteSettings
from tests import cast
from tests.site.routes import addresses, pages

SWITCH = re.compile(r'<a class="languages__item" href="([^"]+)" lang="([a-z]+)" hreflang="([a-z]+)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
WITHDRAWN = {"en": "withdrawn", "ru": "снято", "hy": "հանված"}


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def switch(html):
    """{language: address} of the switch in the masthead."""
    found = SWITCH.findall(html)
    assert all(lang == hreflang for _address, lang, hreflang in found)
    return {lang: address for address, lang, _hreflang in found}


def alternates(html):
    return {code: urlsplit(address).path for code, address in ALTERNATE.findall(html)}


def test_the_switch_leads_from_every_page_to_a_page_and_never_to_an_error(paper, client):
    for place in [*pages(addresses(paper[:2])), "/arm/search/?q=x"]:
        found = switch(text(client, place))
        assert len(found) == 2, place
        for language, target in found.items():
            assert f'<html lang="{language}"' in text(client, target), (place, target)


def test_the_switch_leads_to_the_same_page_where_the_other_language_has_it_and_else_to_its_front(paper, client):
    cast.tag("bridges", en="Bridges", ru="Мосты")  # has no Armenian name
    cast.arrange(paper[0], tags=("railways", "bridges"))
    old = timezone.now() - timedelta(days=400)
    only_english = timezone.localtime(cast.live(at=old).visible_from)
    day = timezone.localtime(paper[1].visible_from)
    both = f"archive/{day:%Y}/{day.month}/{day.day}/"
    names = ["latest/", "most-read/", "most-read/7d/", "corrections/", "about/", "contact/", "offline/", "region/", "tag/railways/",
             "author/nora-vale/", "source/caspian-wire/", f"archive/{timezone.localdate().year}/"]  # fmt: skip
    for name in names:
        assert switch(text(client, f"/en/{name}")) == {"ru": f"/ru/{name}", "hy": f"/arm/{name}"}, name
    assert switch(text(client, f"/ru/{both}"))["hy"] == f"/arm/{both}"
    assert switch(text(client, "/en/tag/bridges/")) == {"ru": "/ru/tag/bridges/", "hy": "/arm/"}
    assert switch(text(client, f"/en/archive/{only_english:%Y}/{only_english.month}/")) == {"ru": "/ru/", "hy": "/arm/"}
    assert switch(text(client, "/en/search/")) == {"ru": "/ru/search/", "hy": "/arm/search/"}
    asked = "search/?q=%D0%BF%D0%BE%D0%B5%D0%B7%D0%B4&period=week&sort=newest"
    assert unescape(switch(text(client, f"/en/{asked}"))["hy"]) == f"/arm/{asked}"
    assert switch(client.get("/en/nothing-here/").content.decode()) == {"ru": "/ru/", "hy": "/arm/"}


def test_the_switch_on_a_later_page_of_a_list_leads_to_the_first_one(paper, client):
    for _number in range(21):
        cast.live(at=paper[0].visible_from)
    before = client.get("/en/latest/").context["page"].before
    assert switch(text(client, f"/en/latest/?before={before}")) == {"ru": "/ru/latest/", "hy": "/arm/latest/"}


def test_the_switch_of_a_story_leads_to_the_story_and_what_is_not_there_says_so(paper, client):
    cast.withdraw(paper[2], now=timezone.now())
    only = cast.live("ru", at=timezone.now() - timedelta(hours=1))
    gone = switch(text(client, cast.address(paper[0])))
    assert gone == {"ru": cast.address(paper[1]), "hy": f"/arm/{paper[0].article_id}/"}
    assert client.get(gone["hy"]).status_code == 410
    html = text(client, cast.address(only))
    assert switch(html) == {"en": f"/en/{only.article_id}/", "hy": f"/arm/{only.article_id}/"}
    assert (
        html.count('class="languages__item" href') == html.count('rel="nofollow"><span class="visually-hidden">') == 2
    )
    for target in switch(html).values():
        response = client.get(target)
        assert response.status_code == 404 and cast.address(only) in response.content.decode()


def test_hreflang_is_whole_reciprocal_and_leads_to_pages_that_are_there(paper, client):
    expected = {variant.language: cast.address(variant) for variant in paper}
    for variant in paper:
        assert alternates(text(client, cast.address(variant))) == {**expected, "x-default": expected["en"]}
    for word in cast.WORDS.values():
        fronts = alternates(text(client, f"/{word}/"))
        assert {**fronts, "x-default": "/"} == {"en": "/en/", "ru": "/ru/", "hy": "/arm/", "x-default": "/"}


def test_the_default_of_a_story_is_its_first_language_while_that_is_live(paper, client):
    cast.withdraw(paper[0], now=timezone.now())
    for variant in paper[1:]:
        found = alternates(text(client, cast.address(variant)))
        assert set(found) == {"ru", "hy", "x-default"}
        assert found["x-default"] == cast.address(paper[1])


@pytest.mark.parametrize("born", ["ru", "hy"])
def test_the_default_of_a_story_is_the_language_it_was_born_in(db, client, born):
    now = timezone.now()
    source = cast.live(born, at=now - timedelta(minutes=3))
    others = [code for code in cast.LANGUAGES if code != born]
    told = [source, *(cast.publish(cast.translate(source, code, now=now), at=now) for code in others)]
    for variant in told:
        found = alternates(text(client, cast.address(variant)))
        assert found == {one.language: cast.address(one) for one in told} | {"x-default": cast.address(source)}


def test_withdrawing_one_language_takes_it_from_the_others_and_leaves_them_alone(paper, client):
    rows = ArticleVariant.objects.filter(pk__in=[paper[0].pk, paper[2].pk]).order_by("pk")
    before = list(rows.values())
    cast.withdraw(paper[1], now=timezone.now())
    assert client.get(cast.address(paper[1])).status_code == 410
    assert list(rows.values()) == before
    for variant in (paper[0], paper[2]):
        html = text(client, cast.address(variant))
        assert cast.address(paper[1]) not in html
        assert "ru" not in alternates(html) and "og:locale:alternate" in html and "ru_RU" not in html
        assert switch(html)["ru"] == f"/ru/{paper[1].article_id}/"
        assert f'<span lang="ru">Русский</span> — {WITHDRAWN[variant.language]}<' in html
        assert variant.body in html
    for page in ("/en/", "/en/latest/", "/en/tag/railways/"):
        names = re.search(r'class="glyph">.*?</span></span>', text(client, page))[0]
        assert "English" in names and "Հայերեն" in names and "Русский" not in names


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "changed"])
def test_a_language_that_is_not_public_changes_no_byte_of_the_one_that_is(db, client, monkeypatch, state):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    public = cast.live(at=now - timedelta(hours=1))
    places = [
        cast.address(public),
        "/en/",
        "/ru/",
        "/en/latest/",
        "/en/region/",
        f"/arm/{public.article_id}/",
        "/ru/feed.json",
    ]
    before = {place: client.get(place).content for place in places}
    other = cast.translate(public, "ru", now=now, headline="Тайное слово")
    if state == "review":
        from articles import workflow

        workflow.submit_for_review(user=cast.mariam(), now=now, variant_id=other.pk, expected_head=other.head_id)
    elif state == "scheduled":
        cast.schedule(other, at=now + timedelta(seconds=30), now=now)
    elif state == "changed":
        cast.write(public, now=now, headline="Words that nobody published")
    assert {place: client.get(place).content for place in places} == before
    assert client.get(f"/ru/{public.article_id}/").content.count("Тайное".encode()) == 0


@pytest.mark.parametrize("asked", cast.LANGUAGES)
def test_a_missing_language_is_said_in_that_language_and_leads_to_what_there_is(db, client, asked):
    there = next(code for code in ("hy", "ru") if code != asked)
    story = cast.live(there, at=timezone.now() - timedelta(hours=1))
    cast.translate(story, asked, headline="Secret", slug="secret")
    newest = cast.live(asked, at=timezone.now() - timedelta(hours=1), headline=f"{cast.HEADLINES[asked]} 2")
    for place in (f"/{cast.WORDS[asked]}/{story.article_id}/", f"/{cast.WORDS[asked]}/{story.article_id}/secret/"):
        response = client.get(place)
        html = response.content.decode()
        assert response.status_code == 404
        assert f'<html lang="{asked}"' in html and html.count("<h1") == 1
        assert '<meta name="robots" content="noindex">' in html
        assert f'<section class="suggested" lang="{there}">' in html
        assert f'hreflang="{there}" href="{cast.address(story)}"' in html and "threads--broken" in html
        assert f'action="/{cast.WORDS[asked]}/search/"' in html and newest.headline in html
        assert f'href="/{cast.WORDS[asked]}/region/"' in html
        assert "Secret" not in html
        assert alternates(html) == {}


def test_a_section_without_a_name_in_a_language_is_not_there_in_it(paper, client):
    region = paper[0].section
    region.names = {"en": "Region", "ru": "Регион"}
    region.save()
    for place in ("/arm/region/", "/arm/region/feed.rss"):
        assert client.get(place).status_code == 404
    assert "/arm/region/" not in text(client, "/arm/")
    assert client.get("/ru/region/").status_code == 200


def test_a_story_of_a_section_without_a_name_in_its_language_still_reads(paper, client):
    region = paper[0].section
    region.names = {"en": "Region"}
    region.save()
    html = text(client, cast.address(paper[2]))
    assert cast.HEADLINES["hy"] in html
    assert "/arm/region/" not in html
    assert switch(html)["ru"] == cast.address(paper[1])


def test_a_tag_without_a_name_in_a_language_is_hidden_in_it(paper, client):
    cast.tag().names.filter(language="hy").delete()
    assert client.get("/arm/tag/railways/").status_code == 404
    assert client.get("/arm/tag/railways/feed.json").status_code == 404
    assert "/arm/tag/railways/" not in text(client, cast.address(paper[2]))
    assert "/ru/tag/railways/" in text(client, cast.address(paper[1]))


def test_an_author_without_a_name_in_a_language_is_shown_as_signed_and_marked(paper, client):
    cast.author().names.filter(language="hy").delete()
    for place in (cast.address(paper[2]), "/arm/author/nora-vale/"):
        assert re.search(r'lang="en">Nora Vale<', text(client, place)), place


def test_the_papers_own_words_never_fall_back_to_another_language(paper, client):
    SiteSettings.objects.update(
        taglines={"en": "News of four countries"}, reuse_policies={"en": "Ask before you copy."}
    )
    assert "Ask before you copy." in text(client, "/en/")
    for word in ("ru", "arm"):
        html = text(client, f"/{word}/")
        assert "News of four countries" not in html and "Ask before you copy." not in html
