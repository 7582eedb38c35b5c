"""Addresses of tags and authors that became part of others lead on, in every language in which there is a page."""

import pytest
from django.utils import timezone

from articles import merging
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(paper):
    """What was trains, and N. Vale, is the paper's tag and author now; the story is live in three languages."""
    trains, vale = cast.tag("trains", en="Trains"), cast.author("n-vale", en="N. Vale")
    merging.merge_tags(user=cast.mariam(), now=cast.NOW, tag_id=trains.pk, into_id=cast.tag().pk)
    merging.merge_authors(user=cast.mariam(), now=cast.NOW, author_id=vale.pk, into_id=cast.author().pk)
    return paper


@pytest.mark.parametrize("word", ["en", "ru", "arm"])
@pytest.mark.parametrize(("old", "new"), [("tag/trains/", "tag/railways/"), ("author/n-vale/", "author/nora-vale/")])
def test_old_pages_and_feeds_lead_to_the_new_ones(merged, client, word, old, new):
    for end in ("", "feed.rss", "feed.atom", "feed.json"):
        response = client.get(f"/{word}/{old}{end}")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{word}/{new}{end}")
        assert client.get(response.headers["Location"]).status_code == 200
    assert client.get(f"/{word}/{old}feed.exe").status_code == 404


def test_where_the_new_one_has_no_page_the_old_address_is_404(merged, client):
    cast.withdraw(merged[1], now=timezone.now())
    for place in ("tag/trains/", "author/n-vale/", "tag/trains/feed.rss", "author/n-vale/feed.json"):
        assert client.get(f"/ru/{place}").status_code == 404
        assert client.get(f"/en/{place}").status_code == 301


def test_an_address_that_never_was_stays_404(merged, client):
    for place in ("tag/never/", "author/never/", "tag/n-vale/", "author/trains/"):
        assert client.get(f"/en/{place}").status_code == 404
