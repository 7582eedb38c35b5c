"""The verbs of tags and authors: one idea or person, a name per language, one address word."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles.events import announce_all
from articles.models import (
    ArticleVariant,
    Author,
    AuthorName,
    Redirect,
    Section,
    SectionTag,
    Status,
    Tag,
    TagName,
    WireSource,
)
from articles.models.names import Name
from articles.permissions import Verb, require
from text.folding import fold, words
from text.intake import clean_text
from text.labels import clean_names
from text.languages import LANGUAGES
from text.slugs import slugify

NAME_LIMIT, SECTION_NAME_LIMIT = 120, 60
Names = Mapping[str, str]
Synonyms = Mapping[str, Iterable[str]]


@transaction.atomic
def save_tag(*, user: User, tag: Tag | None, names: Names, synonyms: Synonyms, slug: str = "") -> Tag:
    """A new tag, or new names for one. Raises ValidationError, by field; no name of one language means two tags."""
    require(user, Verb.NAME)
    rows = [TagName(**row) for row in _rows(names, synonyms)]
    for row in rows:
        taken = TagName.objects.filter(language=row.language, folded=row.folded).exclude(tag=tag).first()
        if taken:
            raise ValidationError({"names": _("Another tag is already called “%(name)s”.") % {"name": taken.text}})
    if tag is None:
        slug = _free_slug(slug or _main(names), Tag.objects.all(), Redirect.Kind.TAG)
        tag = Tag.objects.create(name=slug, slug=slug)
    for row in rows:
        row.tag = tag
    tag.names.all().delete()
    TagName.objects.bulk_create(rows)
    announce_public(article__tagged_articles__tag=tag)
    return tag


@transaction.atomic
def save_author(
    *,
    user: User,
    author: Author | None,
    names: Names,
    synonyms: Synonyms,
    about: Names,
    person: User | None = None,
    slug: str = "",
) -> Author:
    """A new author, or new names and lines about one. Raises ValidationError, by field."""
    require(user, Verb.NAME)
    rows = [AuthorName(**row) for row in _rows(names, synonyms)]
    if author is None:
        slug = _free_slug(slug or _main(names), Author.objects.all(), Redirect.Kind.AUTHOR)
        author = Author(slug=slug)
    author.about = clean_names(about)
    author.user = person
    author.save()
    for row in rows:
        row.author = author
    author.names.all().delete()
    AuthorName.objects.bulk_create(rows)
    announce_public(article__bylines__author=author)
    return author


@transaction.atomic
def choose_chips(*, user: User, section: Section, tags: Iterable[Tag]) -> None:
    """The tags at the head of the section's page, in this order."""
    require(user, Verb.RULE)
    section.chips.all().delete()
    SectionTag.objects.bulk_create(
        SectionTag(section=section, tag=tag, position=position) for position, tag in enumerate(tags)
    )


def announce_public(**which: Any) -> None:
    """The search knows stories by the names of their tags, authors, sections and sources: it hears of new ones."""
    public = ArticleVariant.objects.filter(status=Status.PUBLISHED, **which)
    announce_all(list(public.values_list("pk", flat=True)))


@transaction.atomic
def give_name(*, user: User, thing: Tag | Author | Section | WireSource, language: str, text: str) -> None:
    """A name in one more language, or another one in it; everything else stays. Raises ValidationError.

    Tags and authors need the right to name, sections and wire sources the right to rule.
    """
    model: Any = type(thing)
    is_named = isinstance(thing, Tag | Author)
    require(user, Verb.NAME if is_named else Verb.RULE)
    text = clean_text(text, limit=SECTION_NAME_LIMIT if isinstance(thing, Section) else NAME_LIMIT)
    if language not in LANGUAGES or not words(text):
        raise ValidationError({"names": _("A name needs letters or digits.")})
    thing = model.objects.select_for_update().get(pk=thing.pk)
    if isinstance(thing, Section | WireSource):
        thing.names = {**thing.names, language: text}
        thing.save(update_fields=["names"])
        announce_public(**{"section" if isinstance(thing, Section) else "wire_source": thing})
        return
    rows: list[Name] = list(thing.names.all())
    names = {row.language: row.text for row in rows if not row.is_synonym} | {language: text}
    synonyms: dict[str, list[str]] = {}
    for row in rows:
        if row.is_synonym:
            synonyms.setdefault(row.language, []).append(row.text)
    if isinstance(thing, Tag):
        save_tag(user=user, tag=thing, names=names, synonyms=synonyms)
    else:
        save_author(
            user=user, author=thing, names=names, synonyms=synonyms, about=thing.about, person=thing.user
        )  # fmt: skip


def in_words(names: Iterable[Name], language: str) -> str:
    """A tag's or author's main names in one line, the reader's own first: for lists and choosers."""
    known = {name.language: name.text for name in names if not name.is_synonym}
    first = known.pop(language, None)
    return " · ".join(dict.fromkeys([*([first] if first else []), *known.values()]))


def _main(names: Names) -> str:
    cleaned = clean_names(names)
    return cleaned.get("en") or next(iter(cleaned.values()), "")


def _rows(names: Names, synonyms: Synonyms) -> list[dict[str, object]]:
    """The fields of the name rows; a synonym that says a name again is left out."""
    cleaned = {code: clean_text(name, limit=NAME_LIMIT) for code, name in clean_names(names).items()}
    if not cleaned:
        raise ValidationError({"names": _("Give it a name in at least one language.")})
    rows: dict[tuple[str, str], dict[str, object]] = {}
    spoken = [(code, name, False) for code, name in cleaned.items()]
    spoken += [(code, clean_text(word, limit=NAME_LIMIT), True) for code, others in synonyms.items() for word in others]
    for language, text, is_synonym in spoken:
        folded = fold(text)
        if len(folded) > NAME_LIMIT:  # some single letters are whole sentences when they are folded
            field = "synonyms" if is_synonym else "names"
            raise ValidationError({field: _("“%(name)s” is too long. Shorten it.") % {"name": text}})
        if words(text):
            row = {"language": language, "text": text, "folded": folded, "is_synonym": is_synonym}
            rows.setdefault((language, folded), row)
        elif not is_synonym:
            raise ValidationError({"names": _("A name needs letters or digits.")})
    return list(rows.values())


def _free_slug(wish: str, taken: QuerySet[Any], kind: Redirect.Kind) -> str:
    """An address word that is nobody's, and was nobody's before a merge."""
    slug = slugify(wish)
    if not slug:
        raise ValidationError({"slug": _("Give an address word in Latin letters.")})
    if taken.filter(slug=slug).exists() or Redirect.objects.filter(kind=kind, old_slug=slug).exists():
        raise ValidationError({"slug": _("The address word “%(word)s” is taken.") % {"word": slug}})
    return slug
