"""A large synthetic archive by bulk insert, for benchmarks: the demo's own words, shuffled, at the demo's language ratio.

A story has about 3,500 characters, five tags, an author, a picture and a name that few others have: something to search for.
The first TOLD stories are told one by one. Every further one is a copy that the database makes of one of them, under
other ids, at another time, with the number of its round before the headline: that takes a fifth of the time.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, JSONField, Max, Min, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, Replace

from articles.bodies import desk_text
from articles.models import (
    Article,
    ArticleVariant,
    Author,
    AuthorListing,
    Byline,
    PhotoUse,
    Revision,
    Section,
    Status,
    Tag,
    TaggedArticle,
    TagListing,
)
from articles.snapshots import Text
from audience.models import ViewTotal
from demo.seeding import stories
from photos.models import Photo
from search.index import ROOM, add_entries
from search.models import SearchEntry
from search.terms import HEADLINE_WORD, headline_terms
from text.html import reading_minutes
from text.languages import LANGUAGES
from text.slugs import slugify

BATCH = 100  # five hundred at once: twice the memory
TOLD = 100 * BATCH
SPAN = timedelta(days=20 * 365)
LONGEST_SLUG = 70  # so that the number of a round has room before it
BODY_LENGTH = 3500
TAGS_A_STORY = 5
OUTDATED = 20  # of so many translations one is
SYLLABLES = {
    "en": "ba den fol gar hem kil lor mun nes pol quin ram sel tor vin wex zan ost ard mir",
    "ru": "ба ден фол гар хем кил лор мун нес пол чин рам сел тор вин шек зан ост ард мир",
    "hy": "բա դեն ֆոլ գար հեմ կիլ լոր մուն նես պոլ չին րամ սել տոր վին շեկ զան ոստ արդ միր",
}


class Pool:
    """What stories are made of: per language the demo's headlines, standfirsts and paragraphs."""

    def __init__(self, chance: Random) -> None:
        told = stories()
        self.chance = chance
        self.headlines = {code: [s[code]["headline"] for s in told if code in s] for code in LANGUAGES}
        self.standfirsts = {code: [s[code].get("standfirst", "") for s in told if code in s] for code in LANGUAGES}
        self.paragraphs = {
            code: [part + "</p>" for s in told if code in s for part in s[code]["body"].split("</p>") if part.strip().startswith("<p>")]
            for code in LANGUAGES
        }  # fmt: skip
        self.syllables = {code: SYLLABLES[code].split() for code in LANGUAGES}
        self.share = {code: len(self.headlines[code]) / max(len(told), 1) for code in LANGUAGES}

    def languages(self) -> list[str]:
        chosen = [code for code in LANGUAGES if self.chance.random() < self.share[code]]
        return chosen or [self.chance.choice(list(LANGUAGES))]

    def name(self, language: str) -> str:
        """One of 8,000 place names of nowhere."""
        return "".join(self.chance.choices(self.syllables[language], k=3)).capitalize()

    def text(self, language: str, number: int) -> Text:
        name = self.name(language)
        body = f"<p>{name}, {self.name(language)}.</p>"
        while len(body) < BODY_LENGTH:
            body += self.chance.choice(self.paragraphs[language]).strip()
        headline = f"{self.chance.choice(self.headlines[language])} · {name} {number}"
        return Text(
            headline=headline, standfirst=self.chance.choice(self.standfirsts[language]), body=body, slug=slugify(headline, limit=LONGEST_SLUG)
        )  # fmt: skip


def seed_archive(count: int, now: datetime, *, lean: bool = False) -> Iterator[int]:
    """Make `count` articles in the past twenty years; yields how many there are after each batch, one transaction each.

    Memory does not grow with `count`. Nobody else may write stories meanwhile. On SQLite an article takes 80 kilobytes;
    `lean`, 40: copies are found by the words of their headlines only.
    """
    pool = Pool(Random(count))
    step = SPAN / max(count, 1)
    begun = now - timedelta(hours=1) - SPAN
    told: list[list[int]] = []  # the articles of each batch
    for start in range(0, min(count, TOLD), BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic():
            told.append(insert(numbers, [begun + step * (number + pool.chance.random()) for number in numbers], pool))
        yield numbers.stop
    for start in range(TOLD, count, BATCH):
        nth = start // TOLD
        ids = told[start % TOLD // BATCH][: count - start]
        with transaction.atomic():
            tell_again(ids, nth, step * TOLD * nth, lean=lean)
        yield start + len(ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what autovacuum would come to do: plans made blind took seconds a page


def insert(numbers: range, moments: list[datetime], pool: Pool) -> list[int]:
    sections, tags, authors = list(Section.objects.all()), list(Tag.objects.all()), list(Author.objects.all())
    photos = list(Photo.objects.all())
    chance = pool.chance
    languages = [pool.languages() for _number in numbers]
    articles = Article.objects.bulk_create(
        Article(
            section=chance.choice(sections), original_language=first, lead_photo=chance.choice(photos or [None]),
            created_at=at, changed_at=at,
        )
        for at, (first, *_others) in zip(moments, languages, strict=True)
    )  # fmt: skip
    variants = [
        variant(article, language, pool.text(language, number), at)
        for article, number, at, chosen in zip(articles, numbers, moments, languages, strict=True)
        for language in chosen
    ]
    ArticleVariant.objects.bulk_create(variants)
    add_revisions(variants)
    of_article = {
        article.pk: (chance.sample(tags, min(TAGS_A_STORY, len(tags))), chance.choice(authors)) for article in articles
    }
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object_id=pk, tag=tag) for pk, (chosen, _author) in of_article.items() for tag in chosen
    )
    Byline.objects.bulk_create(Byline(article_id=pk, author=author) for pk, (_chosen, author) in of_article.items())
    add_listings(variants, of_article)
    return list(of_article)


def variant(article: Article, language: str, text: Text, at: datetime) -> ArticleVariant:
    return ArticleVariant(
        article=article, language=language, section_id=article.section_id, headline=text.headline, slug=text.slug,
        standfirst=text.standfirst, summary=text.standfirst, body=text.body, reading_minutes=reading_minutes(text.body),
        status=Status.PUBLISHED, published_at=at, visible_from=at, desk_text=desk_text(text),
    )  # fmt: skip


def add_revisions(variants: list[ArticleVariant]) -> None:
    revisions = []
    for row in variants:
        text = Text(headline=row.headline, standfirst=row.standfirst, body=row.body, slug=row.slug)
        revisions.append(
            Revision(
                article_id=row.article_id,
                variant=row,
                data=text.to_json(),
                created_at=row.article.created_at,
                published_at=row.published_at,
                content_key=text.content_key(),
            )  # fmt: skip
        )
    Revision.objects.bulk_create(revisions)
    only = Subquery(Revision.objects.filter(variant=OuterRef("pk")).values("pk")[:1])
    ids = [row.pk for row in variants]
    ArticleVariant.objects.filter(pk__in=ids).update(head=only, published_revision=only)
    said = Revision.objects.filter(article=OuterRef("article"), variant__language=F("article__original_language"))
    translations = [row.pk for row in variants if row.language != row.article.original_language]
    kept_up = [pk for place, pk in enumerate(translations) if place % OUTDATED]
    ArticleVariant.objects.filter(pk__in=kept_up).update(confirmed_source=Subquery(said.values("pk")[:1]))


def add_listings(variants: list[ArticleVariant], of_article: dict[int, tuple[list[Tag], Author]]) -> None:
    here = [{"variant": row, "language": row.language, "visible_from": row.visible_from} for row in variants]
    TagListing.objects.bulk_create(
        TagListing(tag=tag, **place)
        for row, place in zip(variants, here, strict=True)
        for tag in of_article[row.article_id][0]
    )
    AuthorListing.objects.bulk_create(
        AuthorListing(author=of_article[row.article_id][1], **place) for row, place in zip(variants, here, strict=True)
    )
    PhotoUse.objects.bulk_create(
        PhotoUse(variant=row, photo_id=row.article.lead_photo_id, is_lead=True)
        for row in variants
        if row.article.lead_photo_id
    )
    ViewTotal.objects.bulk_create(ViewTotal(variant=row, views=row.pk % 997) for row in variants)
    add_entries([row.pk for row in variants])


def tell_again(article_ids: list[int], nth: int, later: timedelta, *, lean: bool) -> None:
    """Copy these articles, all that belongs to them and what they are found by; no row of it passes through Python.

    "7 · " before a headline is before it wherever it stands. Only a revision's key stays that of the story copied.
    """
    articles = Article.objects.filter(pk__in=article_ids)
    variants = ArticleVariant.objects.filter(article__in=article_ids)
    revisions = Revision.objects.filter(article__in=article_ids)
    article, variant, revision = further(articles), further(variants), further(revisions)
    ids = {"article_id": F("article_id") + article}
    of_variant = {"variant_id": F("variant_id") + variant}
    shown = {"visible_from": F("visible_from") + later}
    published = {"published_at": F("published_at") + later}
    created = {"created_at": F("created_at") + later}
    data = Replace(Cast("data", TextField()), Value('"headline": "'), Value(f'"headline": "{nth} · '))
    data = Replace(data, Value('"slug": "'), Value(f'"slug": "{nth}-'))

    copy(articles, id=F("id") + article, changed_at=F("changed_at") + later, **created)
    copy(
        variants, id=F("id") + variant, head_id=F("head_id") + revision,
        published_revision_id=F("published_revision_id") + revision,
        confirmed_source_id=F("confirmed_source_id") + revision, headline=after(f"{nth} · ", "headline"),
        slug=after(f"{nth}-", "slug"), desk_text=after(f" {nth}", "desk_text"), **ids, **shown, **published,
    )  # fmt: skip
    copy(revisions, id=F("id") + revision, data=Cast(data, JSONField()), **ids, **of_variant, **created, **published)
    copy(
        TaggedArticle.objects.filter(content_object__in=article_ids),
        content_object_id=F("content_object_id") + article,
    )
    copy(Byline.objects.filter(article__in=article_ids), **ids)
    for listing in (TagListing, AuthorListing):
        copy(listing.objects.filter(variant__article__in=article_ids), **of_variant, **shown)
    for belonging in (PhotoUse, ViewTotal):
        copy(belonging.objects.filter(variant__article__in=article_ids), **of_variant)
    found_by, names = ("headline_terms", Value("")) if lean else ("terms", F("name_terms"))
    for language in LANGUAGES:
        of_headline = headline_terms(str(nth), language)
        copy(
            SearchEntry.objects.filter(variant__article__in=article_ids, variant__language=language),
            place=F("place") + later // timedelta(microseconds=1) * ROOM, headline=after(f"{nth} ", "headline"),
            headline_terms=after(" ".join([*of_headline, ""]), "headline_terms"), name_terms=names,
            terms=after(" ".join([*of_headline, f"{language}{HEADLINE_WORD}{nth}", ""]), found_by), **of_variant,
        )  # fmt: skip
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Article, ArticleVariant, Revision]):
            cursor.execute(sql)


def further(rows: QuerySet[Any]) -> int:
    """By how much the ids of these rows' copies are greater: the first comes after every row there is."""
    last, first = rows.model.objects.aggregate(Max("pk")), rows.aggregate(Min("pk"))
    return last["pk__max"] - first["pk__min"] + 1


def after(words: str, name: str) -> Concat:
    return Concat(Value(words), F(name), output_field=TextField())


def copy(rows: QuerySet[Any], **changed: Any) -> None:
    """The rows once more with some values changed; one statement. Without an id among them, the database gives one."""
    fields = [field for field in rows.model._meta.concrete_fields if field.attname in changed or not field.primary_key]
    chosen = rows.order_by("pk").values_list(*(changed.get(field.attname, F(field.attname)) for field in fields))
    sql, values = chosen.query.sql_with_params()
    table, *columns = map(connection.ops.quote_name, [rows.model._meta.db_table, *(field.column for field in fields)])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) {sql}", values)
