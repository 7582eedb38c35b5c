"""In which languages a list has a page: asked with the row that is looked up anyway, so it costs no query."""

from typing import Any

from django.db.models import Exists, QuerySet

from text.languages import LANGUAGES


def in_each(shown: QuerySet[Any], language: str = "language") -> dict[str, Exists]:
    """Annotations that say for each language whether `shown` has a row in it. `language`: the name of its column."""
    return {f"in_{code}": Exists(shown.filter(**{language: code})) for code in LANGUAGES}


def languages_of(row: Any) -> frozenset[str]:
    """The languages of a row so annotated."""
    return frozenset(code for code in LANGUAGES if getattr(row, f"in_{code}"))
