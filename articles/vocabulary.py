"""The verbs of tags and authors: one idea or person, a name per language, one address word."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Author, AuthorName, Redirect, Tag, TagName
from articles.models.names import Name
from articles.permissions import Verb, require
from text.folding import fold
from text.intake import clean_text
from text.labels import clean_names
from text.slugs import slugify

NAME_LIMIT = 120
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
            raise ValidationError({"names": _("“%(name)s” is a name of another tag already.") % {"name": taken.text}})
    if tag is None:
        slug = _free_slug(slug or _main(names), Tag.objects.all(), Redirect.Kind.TAG)
        tag = Tag.objects.create(name=slug, slug=slug)
    for row in rows:
        row.tag = tag
    tag.names.all().delete()
    TagName.objects.bulk_create(rows)
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
    return author


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
        raise ValidationError({"names": _("Give it a name in one language at least.")})
    rows: dict[tuple[str, str], dict[str, object]] = {}
    spoken = [(code, name, False) for code, name in cleaned.items()]
    spoken += [(code, clean_text(word, limit=NAME_LIMIT), True) for code, words in synonyms.items() for word in words]
    for language, text, is_synonym in spoken:
        if folded := fold(text):
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
