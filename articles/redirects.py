"""Where the addresses of tags and authors that were merged away lead, and what forms that still name them mean."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.models import Author, Redirect, Tag
from articles.queries import find_author, find_tag


def new_word(kind: Redirect.Kind, old: str, language: str, now: datetime) -> str | None:
    """The address word that took an old one over; None when it has no page in this language either. Two queries."""
    new = Redirect.objects.filter(kind=kind, old_slug=old).values_list("new_slug", flat=True).first()
    if new is None:
        return None
    find: Any = find_tag if kind == Redirect.Kind.TAG else find_author
    return new if find(new, language, now) else None


def numbers_now(model: type[Tag] | type[Author], numbers: Iterable[int]) -> list[int]:
    """The same numbers of tags, or of authors, in order; what was merged away has that of what it became. Two queries."""
    kind = Redirect.Kind.TAG if model is Tag else Redirect.Kind.AUTHOR
    numbers = list(numbers)
    became = dict(Redirect.objects.filter(kind=kind, old_id__in=numbers).values_list("old_id", "new_slug"))
    later: dict[str, int] = dict(model.objects.filter(slug__in=became.values()).values_list("slug", "pk"))
    return [later.get(became.get(number, ""), number) for number in numbers]
