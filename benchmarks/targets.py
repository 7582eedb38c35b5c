"""Which addresses are measured. Run on an archive (`python -m benchmarks.targets`) it prints them as JSON.

It also does what time undoes: readers of the last hours, so that pages have their most-read lists, and a signed-in editor.
"""

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from random import Random
from urllib.parse import quote

SPREAD = 200  # stories that are asked for in turn
DEEP = 5_000  # pages; in a smaller archive nine tenths of it
READ = 30  # stories of each language that somebody read lately


@dataclass(frozen=True)
class Targets:
    """Paths of each kind; where there are several they are asked for in turn."""

    hot: list[str]  # the newest story with a picture
    article: list[str]
    home: list[str]
    section: list[str]
    tag: list[str]
    deep_page: list[str]
    common_word: list[str]  # searches
    rare_word: list[str]
    beacon_hot: list[str]
    beacon_spread: list[str]
    hot_and_beacon: list[str]
    board: list[str]
    stories: list[str]  # the desk's list
    stories_found: list[str]
    story_open: list[str]
    story_saved: list[str]
    cookie: str  # of a chief editor
    deep: int  # which page `deep_page` is


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from articles.cards import PAGE_SIZE
    from articles.cursors import Cursor
    from articles.models import ArticleVariant, TagListing
    from text.languages import LANGUAGES

    now = timezone.now()
    read_lately(now)
    live = ArticleVariant.objects.live("en", now)
    newest = live.filter(article__lead_photo__isnull=False).newest_first().select_related("section").first()
    if newest is None:
        raise SystemExit("There is no story with a picture in this database.")
    chance = Random(1)
    ids = list(ArticleVariant.objects.visible(now).values_list("pk", flat=True))
    some = ArticleVariant.objects.filter(pk__in=chance.sample(ids, min(SPREAD, len(ids))))
    spread = list(some.values_list("article_id", "language", "slug"))
    chance.shuffle(spread)
    words = {code: language.word for code, language in LANGUAGES.items()}
    deep = min(DEEP, live.count() * 9 // 10 // PAGE_SIZE)
    last = live.newest_first().values_list("visible_from", "pk")[deep * PAGE_SIZE]
    busiest = Counter(TagListing.objects.filter(language="en").values_list("tag__slug", flat=True)).most_common(5)
    common, rare = told_words()
    search, stories = reverse("reader:search", args=["en"]), reverse("admin:articles_article_changelist")
    tabs = [f"{stories}{article_id}/{words[language]}/" for article_id, language, _slug in spread]
    chief = Client()
    chief.force_login(User.objects.get(username="chief"))
    hot, beacon = f"/en/{newest.article_id}/{newest.slug}/", f"/v/{newest.article_id}/en"
    found = Targets(
        hot=[hot],
        article=[f"/{words[language]}/{article_id}/{slug}/" for article_id, language, slug in spread],
        home=[f"/{word}/" for word in words.values()],
        section=[f"/en/{newest.section.key}/"],
        tag=[f"/en/tag/{slug}/" for slug, _count in busiest],
        deep_page=[f"{reverse('reader:latest', args=['en'])}?before={Cursor(*last)}"],
        common_word=[f"{search}?q={quote(word)}" for word in common],
        rare_word=[f"{search}?q={quote(word)}" for word in rare],
        beacon_hot=[beacon],
        beacon_spread=[f"/v/{article_id}/{words[language]}" for article_id, language, _slug in spread],
        hot_and_beacon=[hot, beacon],
        board=[f"{reverse('admin:index')}?period=week"],  # a small archive's day does not fill the page
        stories=[stories],
        stories_found=[f"{stories}?q={quote(word)}" for word in rare],
        story_open=tabs,
        story_saved=tabs[:1],
        cookie=f"{settings.SESSION_COOKIE_NAME}={chief.cookies[settings.SESSION_COOKIE_NAME].value}",
        deep=deep + 1,
    )
    print(json.dumps(asdict(found)))


def read_lately(now) -> None:  # type: ignore[no-untyped-def]
    """Views of the newest stories in the running hour, and the lists made of them."""
    from articles.models import ArticleVariant
    from audience.models import ViewHour
    from audience.queries import count_most_read
    from text.languages import LANGUAGES

    hour = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    for language in LANGUAGES:
        newest = ArticleVariant.objects.live(language, now).newest_first().values_list("pk", flat=True)[:READ]
        rows = [ViewHour(variant_id=pk, hour=hour, views=100 + rank) for rank, pk in enumerate(newest)]
        ViewHour.objects.bulk_create(rows, ignore_conflicts=True)
    count_most_read(now)


def told_words() -> tuple[list[str], list[str]]:
    """(words that very many stories have, names that few have), in English."""
    from articles.models import ArticleVariant
    from search.stopwords import OF
    from text.folding import words
    from text.html import plain_text

    stories = ArticleVariant.objects.filter(language="en", status="published").order_by("pk")
    texts = stories.values_list("body", flat=True)[:300]
    told = Counter(word for text in texts for word in set(words(plain_text(text))) if word.isalpha())
    common = [word for word, _count in told.most_common() if word not in OF["en"] and len(word) > 3][:5]
    headlines = stories.filter(headline__contains=" · ").values_list("headline", flat=True)[:50]
    return common, [headline.rpartition(" · ")[2].split()[0] for headline in headlines]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main()
