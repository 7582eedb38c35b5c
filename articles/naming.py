"""What a story is called at the desk: by its headline in the reader's own language, else the original's, else any it has.

`Article.named_by` says the same of variants at hand. Whoever sees a story sees all its languages: no right is asked here.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, When

from articles.models import Article, ArticleVariant


def called(language: str, article: str = "pk") -> dict[str, Any]:
    """Annotations for rows, each with the key of its story in `article`: the story's `headline`, and the language it is
    `told_in`; both None while no language has a headline. No query of their own.
    """
    first = Case(When(language=language, then=0), When(language=F("article__original_language"), then=1), default=2)
    told = ArticleVariant.objects.filter(article=OuterRef(article)).exclude(headline="").order_by(first, "pk")
    return {"headline": Subquery(told.values("headline")[:1]), "told_in": Subquery(told.values("language")[:1])}


def headlines_of(article_ids: Iterable[int], language: str) -> dict[int, tuple[str, str]]:
    """{article id: (language, headline)}, both empty where there is no headline yet; one query."""
    names = called(language)
    rows = Article.objects.filter(pk__in=set(article_ids)).values_list("pk", names["told_in"], names["headline"])
    return {pk: (told_in or "", headline or "") for pk, told_in, headline in rows}
