"""Where the addresses of tags and authors that were merged away lead."""

from datetime import datetime
from typing import Any

from articles.models import Redirect
from articles.queries import find_author, find_tag


def new_word(kind: Redirect.Kind, old: str, language: str, now: datetime) -> str | None:
    """The address word that took an old one over; None when it has no page in this language either. Two queries."""
    new = Redirect.objects.filter(kind=kind, old_slug=old).values_list("new_slug", flat=True).first()
    if new is None:
        return None
    find: Any = find_tag if kind == Redirect.Kind.TAG else find_author
    return new if find(new, language, now) else None
