from datetime import datetime

from articles.cards import Page, page_of
from articles.cursors import Cursor
from articles.models import ArticleVariant
from text.folding import words

MOST_WORDS = 8
PAGE_SIZE = 20


def search_page(query: str, language: str, now: datetime, before: Cursor | None = None) -> Page:
    """Live stories of the language that hold every word of the query, newest first; one query. Words, never operators."""
    found = ArticleVariant.objects.live(language, now)
    wanted = words(query[:200])[:MOST_WORDS]
    if not wanted:
        return Page([], None)
    for word in wanted:
        found = found.filter(search_entry__text__contains=word)
    return page_of(found, now, before, PAGE_SIZE)
