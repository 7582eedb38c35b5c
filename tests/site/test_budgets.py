"""How many questions a page asks the database, everything cold, with ten stories and with ten thousand."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.calendar import period_page
from articles.cards import PAGE_SIZE
from articles.cursors import Cursor
from articles.models import ArticleVariant
from articles.queries import latest_page, section_page
from demo.archive import seed_archive
from tests import cast
from tests.desk.screens import signed_in
from tests.site.routes import addresses

BUDGETS = {
    "home": 6, "section": 4, "article": 6, "tag": 4, "author": 4, "latest": 4, "most_read": 4, "most_read_in": 4, "search": 4, "suggest": 5, "archive_day": 4,
    "archive_month": 4, "archive_year": 4, "corrections": 4, "source": 4, "feed": 3, "section_feed": 3, "tag_feed": 3,
    "author_feed": 3, "news_sitemap": 3, "sitemap_month": 3, "sitemap_lists": 3, "sitemap": 3, "short": 1, "media": 1, "social_card": 2, "robots": 0,
    "offline": 4, "worker": 0, "speculation_rules": 0,
}  # fmt: skip


# What is not there costs more: it says what may have been meant. One refusal of each kind.
REFUSALS = {"gone": (410, 7), "elsewhere": (404, 6), "unknown": (404, 8), "nowhere": (404, 7)}


def asked(client, address, statuses=(200, 301)):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code in statuses, address
    return [query["sql"] for query in queries]


def test_pages_stay_within_their_budgets_however_many_stories(paper, client):
    found = addresses(paper, paper[0].photo)
    editor = signed_in(cast.elena())
    counts = {9: {}, 9_991: {}}
    for more in counts:
        list(seed_archive(more, timezone.now() - timedelta(days=1)))
        for name, budget in BUDGETS.items():
            for address in found[name]:
                queries = asked(client, address)
                assert len(queries) <= budget, (address, len(queries), queries)
                counts[more][address] = len(queries)
        for question in ("", "?q=train", "?state=live&lacks=ru", "?section=region"):
            queries = asked(editor, f"/admin/articles/article/{question}")
            assert len(queries) <= 12, queries
            assert not [sql for sql in queries if "COUNT(*)" in sql and "LIMIT" not in sql]
    few, many = counts.values()
    assert few == many


def test_refusals_stay_within_their_budgets_however_many_stories(paper, client):
    now = timezone.now()
    gone = cast.withdraw(cast.live(at=now - timedelta(hours=1)), now=now)
    only = cast.live("ru", at=now - timedelta(hours=1))
    places = {
        "gone": cast.address(gone), "elsewhere": f"/en/{only.article_id}/night-train/", "unknown": "/en/999999999/night-train/", "nowhere": "/en/region/night-train/",
    }  # fmt: skip
    counts = []
    for more in (9, 991):
        list(seed_archive(more, now - timedelta(days=1)))
        counts.append([])
        for name, (status, budget) in REFUSALS.items():
            queries = asked(client, places[name], (status,))
            assert len(queries) <= budget, (name, len(queries), queries)
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]


def test_no_template_asks_the_database(paper, client, monkeypatch):
    from django.template.base import Template

    rendering = []
    original = Template.render

    def render(template, context):
        with CaptureQueriesContext(connection) as queries:
            text = original(template, context)
        rendering.extend(query["sql"] for query in queries)
        return text

    monkeypatch.setattr(Template, "render", render)
    for name, places in addresses(paper, paper[0].photo).items():
        for address in places:
            client.get(address)
            assert rendering == [], (name, address)


def test_no_list_loads_the_text_of_a_story(paper, client):
    for name in ("home", "section", "latest", "tag", "author", "most_read", "feed"):
        for address in addresses(paper)[name]:
            assert not [sql for sql in asked(client, address) if '"body"' in sql], address


def test_page_five_hundred_costs_what_page_one_costs(paper, client):
    list(seed_archive(300, timezone.now() - timedelta(days=1)))
    first = asked(client, "/en/latest/")
    page = client.get("/en/latest/").context["page"]
    deep = page
    for _step in range(6):
        deep = client.get("/en/latest/", {"before": str(deep.before)}).context["page"]
    assert len(asked(client, f"/en/latest/?before={deep.before}")) == len(first)
    assert cast.HEADLINES["en"] not in [card.headline for card in deep.cards]


def steps(ask):
    """How many steps SQLite's machine takes for what has been asked before."""
    ask()
    taken = []
    connection.connection.set_progress_handler(lambda: taken.append(1), 1)
    ask()
    connection.connection.set_progress_handler(None, 1)
    return len(taken)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
def test_an_old_page_walks_past_none_of_the_newer_stories(paper):
    now = timezone.now()
    list(seed_archive(600, now))
    listed = ArticleVariant.objects.live("en", now).newest_first()
    stories = [Cursor(*row) for row in listed.values_list("visible_from", "pk")]
    of_section = [Cursor(*row) for row in listed.in_section(paper[0].section).values_list("visible_from", "pk")]
    assert len(stories) > 300 and len(of_section) > 60

    def period(place):
        return period_page("en", stories[place + 29].moment, stories[place].moment, now)

    for new, old in (
        (lambda: latest_page("en", now, stories[1]), lambda: latest_page("en", now, stories[-30])),
        (
            lambda: section_page(paper[0].section, "en", now, of_section[1]),
            lambda: section_page(paper[0].section, "en", now, of_section[-30]),
        ),
        (lambda: period(1), lambda: period(len(stories) - 40)),
    ):
        assert len(new().cards) == len(old().cards) == PAGE_SIZE
        assert steps(old) < 1.1 * steps(new)
