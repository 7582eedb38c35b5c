"""The synthetic archive: its first stories are told one by one, all further ones are copies the database makes."""

import tomllib
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from articles.bodies import desk_text
from articles.models import Article, ArticleVariant
from articles.snapshots import Text
from articles.states import outdated
from audience.models import ViewTotal
from demo import archive
from demo.seeding import HERE, seed_vocabulary
from search.index import entries
from search.models import SearchEntry
from tests import cast

TOLD, COUNT = 6, 20


@pytest.fixture
def now(db, monkeypatch):
    """When twenty stories were seeded, of which six were told."""
    monkeypatch.setattr(archive, "TOLD", TOLD)
    monkeypatch.setattr(archive, "BATCH", 3)
    monkeypatch.setattr(archive, "OUTDATED", 3)
    cast.paper()
    seed_vocabulary(tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8")))
    cast.photo()
    cast.live(at=cast.NOW)
    now = timezone.now()
    assert list(archive.seed_archive(COUNT, now)) == [3, 6, 9, 12, 15, 18, 20]
    return now


def seeded():
    return Article.objects.order_by("pk")[1:]


def test_stories_told_and_copied_are_spread_over_twenty_years(now):
    times = [story.created_at for story in seeded()]
    assert len(times) == COUNT == len(set(times)) and times == sorted(times)
    years = {(now - time).days // 365 for time in times}
    assert years == set(range(20))
    for variant in ArticleVariant.objects.filter(article__in=seeded()).select_related("article", "head"):
        assert variant.visible_from == variant.published_at == variant.article.created_at == variant.article.changed_at
        assert variant.head.created_at == variant.head.published_at == variant.published_at
        assert {listing.visible_from for listing in variant.tag_listings.all()} == {variant.visible_from}


def test_a_copy_has_everything_that_the_story_has_and_says_the_number_of_its_round(now):
    stories = list(seeded())
    for place, story in enumerate(stories):
        before = "" if place < TOLD else f"{place // TOLD} · "
        first = stories[place % TOLD]
        assert list(story.tags.order_by("pk")) == list(first.tags.order_by("pk")) and story.tags.count() == 5
        assert list(story.authors.all()) == list(first.authors.all()) != []
        pairs = list(zip(story.variants.order_by("pk"), first.variants.order_by("pk"), strict=True))
        for copy, told in pairs:
            assert copy.headline == before + told.headline and copy.body == told.body
            assert copy.slug == before.replace(" · ", "-") + told.slug
            assert copy.desk_text == desk_text(Text(headline=copy.headline, standfirst=copy.standfirst))
            assert copy.head == copy.published_revision and copy.head.variant == copy and copy.head.article == story
            text = Text.from_json(copy.head.data)
            assert (text.headline, text.slug, text.body) == (copy.headline, copy.slug, copy.body)
            assert copy.tag_listings.count() == 5 and copy.author_listings.count() == 1
            assert copy.photo_uses.get().photo == story.lead_photo
            assert ViewTotal.objects.filter(variant=copy).exists()


def test_most_translations_say_what_their_source_says(now):
    sources = ArticleVariant.objects.filter(language=F("article__original_language"))
    said = dict(sources.values_list("article", "published_revision"))
    translations = ArticleVariant.objects.filter(article__in=seeded()).exclude(pk__in=sources)
    behind = outdated(translations, now)
    assert 0 < behind.count() < translations.count()
    for variant in translations:
        assert variant.confirmed_source_id == (None if variant in behind else said[variant.article_id])


def test_a_copy_is_found_by_what_the_index_would_hold_of_it(now):
    variants = list(ArticleVariant.objects.filter(article__in=seeded()))
    kept = SearchEntry.objects.in_bulk([variant.pk for variant in variants])
    for made in entries(variants):
        entry = kept[made.pk]
        assert entry.headline == made.headline
        for name in ("terms", "headline_terms", "name_terms"):
            assert set(getattr(entry, name).split(" ")) == set(getattr(made, name).split(" ")), name
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")


def test_a_copy_in_a_lean_archive_is_found_by_its_headline_only(now):
    list(archive.seed_archive(COUNT, now + timedelta(minutes=1), lean=True))
    for place, story in enumerate(Article.objects.order_by("pk")[1 + COUNT :]):
        for entry in SearchEntry.objects.filter(variant__article=story):
            further = set(entry.terms.split(" ")) - set(entry.headline_terms.split(" "))
            if place < TOLD:
                assert len(further) > 100
            else:
                [beginning] = further
                assert beginning.endswith(f"2{place // TOLD}") and entry.name_terms == ""


def test_a_story_written_after_the_archive_gets_ids_of_its_own(now):
    variant = cast.live(at=now, headline="Night train leaves the coast")
    assert variant.article_id > seeded()[COUNT - 1].pk
    list(archive.seed_archive(COUNT, now + timedelta(minutes=1)))
    assert Article.objects.count() == 2 * COUNT + 2
