"""Whatever an address or a browser sends: the right status, a page in the reader's language, never a 500."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.cursors import Cursor
from audience.models import ViewTotal
from demo.archive import seed_archive
from search.index import rebuild
from tests import cast
from tests.site.routes import BROWSER, addresses

HUGE = "9" * 30
BAD_CURSORS = [
    "x",
    "-",
    "1",
    "1-",
    "-1",
    "1-x",
    "٣-٣",
    f"{HUGE}-1",
    f"1-{HUGE}",
    "99999999999999999-999999999999999999",
    "%00",
    "1-1%00",
    "' OR 1=1",
]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
@pytest.mark.parametrize("path", ["/en/latest/", "/ru/region/", "/arm/tag/railways/", "/en/author/nora-vale/"])
def test_a_cursor_that_is_none_of_ours_is_a_page_that_does_not_exist(paper, client, path, cursor):
    response = client.get(f"{path}?before={cursor}")
    assert response.status_code in (200, 404)
    if response.status_code == 200:  # the shape of a cursor, and nothing after it
        assert Cursor.parse(cursor)
    else:
        assert "<h1" in response.content.decode()


def test_a_cursor_of_another_list_is_only_a_moment(paper, client):
    page = client.get("/en/latest/").context["page"].cards[0]
    foreign = Cursor(page.visible_from, page.variant_id)
    for path in ("/en/region/", "/arm/latest/", "/en/tag/railways/"):
        assert client.get(path, {"before": str(foreign)}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/en/{HUGE}/", f"/en/{2**63}/x/", f"/en/{2**63 - 1}/", "/en/0/", "/en/-1/", "/de/", "/EN/", "/en/nowhere/", "/en/tag/nothing/",
        "/en/author/nobody/", "/en/source/none/", "/en/archive/0/", f"/en/archive/{HUGE}/", "/en/archive/2026/13/", "/en/archive/2026/2/30/",
        "/en/archive/9999/12/31/", "/en/archive/1/", "/arm/archive/1/1/1/", f"/en/archive/{'9' * 5000}/", "/s/zzzzzzzzzzzzzzzzzzzz", "/s/1", "/s/aa", "/sitemap-en-0-0.xml", f"/sitemap-en-{HUGE}-1.xml", "/sitemap-en-2026-13.xml",
        "/en/feed.xml", "/en/region/feed.pdf", "/en/nowhere/feed.rss", "/en/tag/nothing/feed.rss", f"/media/{'0' * 32}/c480.jpg", "/media/x/original.jpg",
        "/preview/forged-token/", "/manifest-de.webmanifest", "/news-sitemap-de.xml", "/en/%00/", "/en/tag/%ED%A0%80/", "/wp-login.php", "/.env",
    ],
)  # fmt: skip
def test_what_is_not_there_answers_404_in_words(paper, client, path):
    response = client.get(path)
    assert response.status_code in (404, 400), response.status_code
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert "Traceback" not in text


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "a%00b",
        "%ED%A0%80",
        "x" * 5000,
        "%22",
        "*",
        "%25",
        "' OR 1=1 --",
        "NEAR(a b)",
        "а" * 300,
        "և",
        "ու",
        "🚂",
        "%E2%80%AE",
    ],
)
@pytest.mark.parametrize("word", ["en", "ru", "arm"])
def test_any_question_gets_an_answer(paper, client, word, query):
    response = client.get(f"/{word}/search/?q={query}")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("path", "language"), [("/en/nothing/", "en"), ("/ru/nothing/", "ru"), ("/arm/nothing/", "hy"), ("/nothing", "en")]
)
def test_the_page_for_what_is_not_there_speaks_the_language_of_the_address(paper, client, path, language):
    response = client.get(path)
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"), [("/v/0/en", 200), (f"/v/{2**63 - 1}/en", 200), (f"/v/{2**63}/en", 404), (f"/v/{HUGE}/en", 404), ("/v/1/de", 404)]
)  # fmt: skip
def test_a_view_of_what_is_not_there_counts_nothing(paper, client, path, status):
    sent = {"origin": "http://testserver", "user-agent": BROWSER}
    assert client.post(path, headers=sent).status_code == status
    assert not ViewTotal.objects.exists()
    assert client.post(f"/v/{paper[0].article_id}/en", headers=sent).status_code == 204


@pytest.mark.parametrize("word", ["EN", "de", "hyy", "am", "e n", "en%2F"])
def test_a_language_that_is_none_of_ours_is_not_there(paper, client, word):
    for path in ("", "latest/", f"{paper[0].article_id}/x/", "feed.rss"):
        assert client.get(f"/{word}/{path}").status_code == 404


@pytest.mark.parametrize("rest", ["100%25/", "a%3Fb/", "a%23b/", "%0d%0aX:y/", "%00/", "%D5%A1/?q=%D5%A1%26"])
def test_the_old_word_for_armenian_keeps_the_rest_of_the_address(paper, client, rest):
    response = client.get(f"/hy/{rest}")
    kept = response.headers["Location"].removeprefix("/arm/")
    assert response.status_code == 301
    assert kept.lower() == rest.lower()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_whatever_the_public_has_is_only_read(paper, client, method):
    for places in addresses(paper, paper[0].photo).values():
        for place in places:
            response = getattr(client, method)(place)
            assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD"), place
            assert client.head(place).status_code in (200, 301, 302), place


def test_a_broken_page_is_a_500_in_the_readers_language_without_a_question_to_the_database(
    paper, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("reader.pages.chrome", lambda *arguments: 1 / 0)
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        response = client.get("/ru/about/")
    assert response.status_code == 500
    assert 'lang="ru"' in response.content.decode()
    assert "ZeroDivision" not in response.content.decode()


def test_a_body_larger_than_anybody_sends_is_refused(client):
    response = client.post("/v/1/en", data=b"x" * 100_000, content_type="text/plain")
    assert response.status_code == 413


def test_a_foreign_host_is_refused(client, paper):
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


def test_a_story_that_is_not_in_this_language_says_so_and_leads_there(paper, client):
    cast.withdraw(paper[1], now=timezone.now())
    gone = client.get(f"/ru/{paper[0].article_id}/x/")
    assert gone.status_code == 410
    only = cast.live("hy", at=timezone.now() - timedelta(hours=1))
    response = client.get(f"/en/{only.article_id}/x/")
    assert response.status_code == 404
    assert cast.address(only) in response.content.decode()
    assert 'lang="hy"' in response.content.decode()


def test_what_is_sent_to_a_page_without_a_form_is_refused_in_the_readers_language(paper):
    response = Client(enforce_csrf_checks=True).post("/ru/latest/", {"a": "b"})
    assert response.status_code == 400
    assert 'lang="ru"' in response.content.decode()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_address_that_is_not_there_offers_the_stories_it_may_have_meant(paper, client, place):
    rebuild()
    variant = paper[place]
    word, section = cast.WORDS[variant.language], variant.section.names[variant.language]
    for path in (
        f"/{word}/2019/05/{variant.slug}.html",
        f"/{word}/999999/{variant.slug[:-4]}/",
        f"/{word}/region/{variant.slug}",
    ):
        response = client.get(path)
        text = response.content.decode()
        assert response.status_code == 404
        assert [card.variant_id for _language, card in response.context["near"]] == [variant.pk]
        assert f'action="/{word}/search/"' in text and cast.address(variant) in text
    newest = cast.live(
        variant.language, at=timezone.now(), headline=f"{cast.HEADLINES[variant.language]} 2", in_section="politics"
    )
    assert section in client.get(f"/{word}/region/zzz").content.decode().partition("<main")[2].partition("</main")[0]
    assert newest.headline not in [card.headline for card in client.get(f"/{word}/region/zzz").context["newest"]]
    assert newest.headline in [card.headline for card in client.get(f"/{word}/zzz").context["newest"]]


def test_a_story_found_in_another_language_is_marked_as_such(paper, client):
    only = cast.live("hy", at=timezone.now(), headline="Ձյունը փակեց լեռնանցքը")
    rebuild()
    text = client.get(f"/en/old/{only.slug}/").content.decode()
    assert re.search(rf'<div lang="hy">\s*<article.*?{only.headline}.*?</article>\s*</div>', text, re.S)


def test_an_address_that_is_not_there_asks_six_questions_however_many_stories(paper, client):
    counts = []
    for more in (0, 300):
        list(seed_archive(more, timezone.now() - timedelta(days=1)))
        rebuild()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/en/nowhere/{paper[0].slug}-and-more/").status_code == 404
        assert not [query["sql"] for query in queries if " LIKE " in query["sql"]]
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_a_withdrawn_story_says_why_and_offers_others(paper, client):
    because = 'The agency took its report back <b>"today"</b>.'
    paper[0].refresh_from_db()
    workflow.withdraw(
        user=cast.mariam(), now=timezone.now(), variant_id=paper[0].pk, expected_head=paper[0].head_id, because=because
    )
    cast.withdraw(paper[1], now=timezone.now())
    other = cast.live(at=timezone.now(), headline="Night train leaves the coast")
    rebuild()
    response = client.get(cast.address(paper[0]))
    text = response.content.decode()
    assert response.status_code == 410 and "s-maxage" not in response.headers["Cache-Control"]
    assert "The agency took its report back &lt;b&gt;" in text and other.headline in text
    assert paper[0].headline not in text
    assert 'href="/en/contact/"' not in text.partition("<main")[2].partition("</main")[0]
    unsaid = client.get(cast.address(paper[1])).content.decode().partition("<main")[2].partition("</main")[0]
    assert (
        "agency took" not in unsaid
        and 'href="/ru/contact/">Написать в редакцию</a>' in unsaid
        and paper[1].headline not in unsaid
    )
    cast.bring_back(paper[0], at=timezone.now())
    cast.withdraw(paper[0], now=timezone.now())
    assert "agency took" not in client.get(cast.address(paper[0])).content.decode()


@pytest.mark.parametrize(("word", "language"), [("en", "en"), ("ru", "ru"), ("arm", "hy")])
@pytest.mark.parametrize(
    ("problem", "status"), [(PermissionDenied, 403), (BadRequest, 400), (OperationalError, 503), (InterfaceError, 503), (ValueError, 500)]
)  # fmt: skip
def test_every_refusal_is_a_page_in_the_language_of_the_address(db, monkeypatch, word, language, problem, status):
    def fail(*arguments):
        raise problem("secret detail")

    monkeypatch.setattr("reader.pages.chrome", fail)
    response = Client(raise_request_exception=False).get(f"/{word}/about/")
    text = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}"' in text and text.count("<h1") == 1 and "secret detail" not in text
    assert response.headers["Cache-Control"] == "no-store"
    assert ("Retry-After" in response.headers) == (status == 503)


@pytest.mark.parametrize(("word", "language"), [("en", "en"), ("ru", "ru"), ("arm", "hy")])
def test_a_method_that_no_page_takes_is_refused_in_words(paper, client, word, language):
    response = client.options(f"/{word}/latest/")
    text = response.content.decode()
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert f'<html lang="{language}"' in text and text.count("<h1") == 1
