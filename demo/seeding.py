"""Fills an empty newsroom with the demo paper, through the same verbs an editor's clicks call."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from articles import workflow
from articles.listings import facts_of
from articles.models import (
    Article,
    ArticleVariant,
    Author,
    AuthorName,
    Membership,
    Section,
    SectionTag,
    SiteSettings,
    Tag,
    TagName,
    WireSource,
)
from articles.snapshots import Text
from audience.models import ViewHour, ViewTotal
from audience.queries import count_most_read
from demo.pictures import draw
from photos.models import Photo
from photos.uploads import take_in
from text.folding import fold
from text.languages import LANGUAGES
from text.typography import typograph, typograph_html

HERE = Path(__file__).parent
PASSWORD = "three-threads-demo"  # noqa: S105 - printed for everybody; the command refuses to run on a public host
LINKS = {
    "telegram": "https://t.me/example",
    "x": "https://x.com/example",
    "youtube": "https://www.youtube.com/@example",
    "instagram": "https://www.instagram.com/example",
    "facebook": "https://www.facebook.com/example",
    "app_store": "https://apps.apple.com/app/example",
    "google_play": "https://play.google.com/store/apps/details?id=org.example",
}


def stories() -> list[dict[str, Any]]:
    """Every demo story, oldest first, so that a newer story has a higher number."""
    found = [printed(tomllib.loads(path.read_text("utf-8"))) for path in sorted((HERE / "stories").glob("*.toml"))]
    return sorted(found, key=lambda story: -float(story["hours_ago"]))


def printed(words: Any, language: str = "") -> Any:
    """Texts as an editor leaves them who takes what “Tidy the typography” proposes; the keys above them name the language."""
    if isinstance(words, dict):
        return {key: printed(value, key if key in LANGUAGES else language) for key, value in words.items()}
    if isinstance(words, list):
        return [printed(value, language) for value in words]
    if not language or not isinstance(words, str):
        return words
    return (typograph_html if "<" in words else typograph)(words, language)[0]


def seed(now: datetime, say: Callable[[str], None] = lambda line: None) -> int:
    """The whole demo paper in one transaction; returns the number of stories. `say` is told how far it is."""
    words = printed(tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8")))
    paper = printed(tomllib.loads((HERE / "paper.toml").read_text(encoding="utf-8")))
    told = stories()
    photos: dict[str, Photo] = {}
    pictured = [story for story in told if story.get("picture")]
    for number, story in enumerate(pictured):
        if number % 10 == 0:
            say(f"Drawing the demo paper's pictures: {number} of {len(pictured)} …")
        photos[story["key"]] = picture(story, now)
    say("Writing its stories …")
    with transaction.atomic():
        SiteSettings.objects.update_or_create(pk=1, defaults={**paper, "links": dict.fromkeys(LANGUAGES, LINKS)})
        seed_vocabulary(words)
        seed_people(words["people"])
        chief = User.objects.get(username="chief")
        for story in told:
            seed_story(story, photos.get(story["key"]), chief, now)
    count_most_read(now)
    return len(told)


def seed_vocabulary(words: dict[str, Any]) -> None:
    for position, (key, values) in enumerate(words["sections"].items()):
        Section.objects.create(
            key=key, position=position, **{name: values[name] for name in ("names", "taglines", "ink")}
        )
    for slug, values in words["tags"].items():
        tag = Tag.objects.create(name=slug, slug=slug)
        rows = [(language, text, False) for language, text in values["names"].items()]
        rows += [(synonym["language"], synonym["text"], True) for synonym in values.get("synonyms", [])]
        TagName.objects.bulk_create(
            TagName(tag=tag, language=language, text=text, folded=fold(text), is_synonym=is_synonym)
            for language, text, is_synonym in rows
        )
    for key, values in words["sections"].items():
        SectionTag.objects.bulk_create(
            SectionTag(section=Section.objects.get(key=key), tag=Tag.objects.get(slug=slug), position=position)
            for position, slug in enumerate(values.get("tags", []))
        )
    for slug, values in words["authors"].items():
        author = Author.objects.create(slug=slug, about=values.get("role", {}))
        AuthorName.objects.bulk_create(
            AuthorName(author=author, language=language, text=text, folded=fold(text))
            for language, text in values["names"].items()
        )
    for slug, values in words["wires"].items():
        WireSource.objects.create(
            slug=slug, name=values["name"], names=values.get("names", {}), url=values["url"],
            licences=values.get("licence", {}),
        )  # fmt: skip


def seed_people(people: dict[str, Any]) -> None:
    """The five demo people; the administrator is Django's superuser and needs no line in the rights matrix."""
    for username, values in people.items():
        is_admin = values["role"] == "administrator"
        user = User.objects.create_user(
            username=username,
            email=f"{username}@example.org",
            password=PASSWORD,
            first_name=values["first_name"],
            last_name=values["last_name"],
            is_staff=True,
            is_superuser=is_admin,
        )
        if not is_admin:
            own = Section.objects.filter(key__in=values["sections"])
            sections: list[Section | None] = [*own] or [None]
            Membership.objects.bulk_create(
                Membership(user=user, role=values["role"], section=section, language=language)
                for section in sections
                for language in values["languages"] or [""]
            )


def picture(story: dict[str, Any], now: datetime) -> Photo:
    """A poster drawn for the story, taken in as any upload is."""
    buffer = BytesIO()
    draw(story["picture"], story["key"]).save(buffer, "PNG", compress_level=1)
    texts = {language: story[language] for language in LANGUAGES if language in story}
    return take_in(
        ContentFile(buffer.getvalue()),
        user=None,
        now=now - timedelta(hours=float(story["hours_ago"]) + 1),
        credit="Three Threads · Три нити · Երեք թել",
        captions={language: text.get("caption", "") for language, text in texts.items()},
        alts={language: text.get("alt", "") for language, text in texts.items()},
    )


def seed_story(story: dict[str, Any], photo: Photo | None, user: User, now: datetime) -> None:
    first = now - timedelta(hours=float(story["hours_ago"]))
    begun = first - timedelta(hours=2)
    languages = [story["original"]] + [code for code in LANGUAGES if code in story and code != story["original"]]
    variant = workflow.start_article(
        user=user,
        now=begun,
        section=Section.objects.get(key=story["section"]),
        language=story["original"],
        headline=story[story["original"]]["headline"],
    )
    article = variant.article
    facts = replace(
        facts_of(article),
        tags=tuple(story["tags"]),
        authors=tuple(story["authors"]),
        wire_source=story.get("wire", ""),
        wire_id=f"{story['wire']}-{article.pk}" if story.get("wire") else "",
        lead_photo=photo.pk if photo else None,
        is_breaking=story.get("breaking", False),
    )
    workflow.save_facts(user=user, now=begun, article_id=article.pk, expected_revision=1, facts=facts)
    for minutes, language in enumerate(languages):
        seed_variant(article, language, story[language], user, first + timedelta(minutes=7 * minutes), now)
    for language in languages:
        if later := story[language].get("later"):
            seed_later(article, language, later, user, now)


def seed_variant(
    article: Article, language: str, words: dict[str, Any], user: User, at: datetime, now: datetime
) -> None:  # fmt: skip
    variant = workflow.start_translation(user=user, now=at, article_id=article.pk, language=language)
    names = ("headline", "standfirst", "kicker", "dateline", "body")
    text = Text(**{name: words.get(name, "").strip() for name in names})
    assert variant.head_id is not None
    saved = workflow.save_draft(user=user, now=at, variant_id=variant.pk, expected_head=variant.head_id, text=text)
    step: dict[str, Any] = {"user": user, "now": at, "variant_id": variant.pk, "expected_head": saved.pk}
    publish = partial(workflow.publish, **{**step, "now": min(at, now)})
    match words.get("state", "published"):
        case "draft":
            return
        case "review":
            workflow.submit_for_review(**step)
        case "ready":
            workflow.approve(**step)
        case "scheduled":
            workflow.schedule(
                **{**step, "now": now}, at=now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=20)
            )
        case state:
            published = publish()
            seed_corrections(variant, words.get("corrections", []), user, now)
            seed_views(published, now)
            if state == "withdrawn":
                workflow.withdraw(**{**step, "now": now})


def seed_later(article: Article, language: str, words: dict[str, Any], user: User, now: datetime) -> None:
    """What a live story told later, at its end: its translations are outdated from then on."""
    variant = article.variants.select_related("head").get(language=language)
    assert variant.head is not None
    told, at = Text.from_json(variant.head.data), now - timedelta(hours=float(words["hours_ago"]))
    step: dict[str, Any] = {"user": user, "now": at, "variant_id": variant.pk}
    text = replace(told, body=told.body + words["body"].strip())
    saved = workflow.save_draft(**step, expected_head=variant.head.pk, text=text)
    workflow.publish(**step, expected_head=saved.pk)


def seed_corrections(variant: ArticleVariant, notes: list[dict[str, Any]], user: User, now: datetime) -> None:
    for note in notes:
        at = now - timedelta(hours=float(note["hours_ago"]))
        workflow.correct(user=user, now=at, variant_id=variant.pk, kind=note["kind"], text=note["text"])


def seed_views(variant: ArticleVariant, now: datetime) -> None:
    """Readers as a story of that age has them: most in its first hours. The same numbers every time."""
    assert variant.visible_from is not None
    chance = Random(variant.pk * 7919)
    interest = chance.randint(20, 160)
    hour = variant.visible_from.replace(minute=0, second=0, microsecond=0)
    rows: list[ViewHour] = []
    for age in range(72):
        count = round(interest * chance.uniform(0.6, 1.3) / (1 + age / 3) ** 1.4)
        if hour + timedelta(hours=age) > now or not count:
            break
        rows.append(ViewHour(variant=variant, hour=hour + timedelta(hours=age), views=count))
    ViewHour.objects.bulk_create(rows)
    ViewTotal.objects.create(variant=variant, views=sum(row.views for row in rows))
