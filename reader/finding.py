"""The search page, and what its field offers while somebody types."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Author, Section
from articles.queries import Chrome, Signature, find_author
from reader.addresses import path_to
from reader.caching import keep
from reader.pages import begin, page, query
from reader.templating import render
from search.queries import MOST_ELSEWHERE, MOST_FOUND, PAGE_SIZE, Filters, Found, is_found, search
from search.spelling import mended
from search.suggestions import suggestions
from search.terms import question
from text.folding import fold
from text.languages import LANGUAGES, Language

PERIODS: dict[str, tuple[timedelta, Promise]] = {
    "day": (timedelta(days=1), gettext_lazy("The last 24 hours")),
    "week": (timedelta(days=7), gettext_lazy("The last 7 days")),
    "month": (timedelta(days=30), gettext_lazy("The last 30 days")),
    "year": (timedelta(days=365), gettext_lazy("The last year")),
}
LAST_PAGE = MOST_FOUND // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen beside the words; whatever is none of the choices is no choice."""

    section: Section | None
    author: Author | None
    signature: Signature | None  # how the author signs in this language
    period: str
    is_by_time: bool

    @property
    def is_any(self) -> bool:
        return bool(self.section or self.author or self.period or self.is_by_time)

    def filters(self, now: datetime) -> Filters:
        since = now - PERIODS[self.period][0] if self.period else None
        return Filters(section=self.section, author=self.author, since=since, is_by_time=self.is_by_time)

    def address(self, words: str, number: int = 1) -> str:
        """The rest of the address of a page of these results."""
        said = {"q": words, "section": self.section.key if self.section else "", "period": self.period}
        said |= {"author": self.signature.slug if self.signature else ""}
        said |= {"sort": "newest" if self.is_by_time else "", "page": str(number) if number > 1 else ""}
        text = urlencode({name: value for name, value in said.items() if value})
        return text and f"?{text}"


@require_safe
def search_page(request: HttpRequest, language: str) -> HttpResponse:
    """Four queries, found or not; one more for an author chosen, one for each guess at a word mistyped."""
    now, around = begin(language)
    words, choice, number = query(request), chosen(request, around, language, now), page_number(request)
    found = search(words, language, now, number, choice.filters(now))
    if number > 1 and not found.cards:
        raise Http404(_("This page of the list does not exist."))
    context = {
        "words": words,
        "found": found,
        "choice": choice,
        "sections": around.sections,
        "periods": {key: label for key, (_span, label) in PERIODS.items()},
        "next": choice.address(words, number + 1) if number < found.pages else "",
        "previous": choice.address(words, number - 1) if number > 1 else "",
        "is_more": found.count >= MOST_FOUND,
        "elsewhere": elsewhere(found),
        "here": choice.address(words),
    }
    if words and not found.count:
        context["meant"] = meant(words, language, now)
    turns_to = {code: path_to("search", code) + choice.address(words) for code in LANGUAGES}
    return page(request, "search.html", language, context, around=around, now=now, turns_to=turns_to)


@require_safe
def suggest(request: HttpRequest, language: str) -> HttpResponse:
    """The options of the search field's list, as HTML; five queries."""
    now, around = begin(language)
    typed = query(request)
    start = fold(typed)
    sections = [one for one in around.sections if start and fold(one.name(language) or "").startswith(start)]
    context = {"language": LANGUAGES[language], "sections": sections, "found": suggestions(typed, language, now)}
    response = HttpResponse(render("suggestions.html", context))
    response["X-Robots-Tag"] = "noindex"
    return keep(request, response, now=now, next_due=around.next_due)


def chosen(request: HttpRequest, around: Chrome, language: str, now: datetime) -> Choice:
    key, period, slug = (request.GET.get(name, "") for name in ("section", "period", "author"))
    author, signature = (slug_re.fullmatch(slug) and find_author(slug, language, now)) or (None, None)
    return Choice(
        section=next((section for section in around.sections if section.key == key), None),
        author=author,
        signature=signature,
        period=period if period in PERIODS else "",
        is_by_time=request.GET.get("sort") == "newest",
    )


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= LAST_PAGE):
        raise Http404(_("This page of the list does not exist."))
    return int(asked)


def elsewhere(found: Found) -> list[tuple[Language, int, bool]]:
    """The other languages that have stories: each with their number, and whether there may be more."""
    return [(LANGUAGES[code], count, count >= MOST_ELSEWHERE) for code, count in found.elsewhere.items()]


def meant(words: str, language: str, now: datetime) -> str:
    """What was probably meant, if that finds something; "" otherwise. One query for each guess, and those of `mended`."""
    for guess in mended(question(words), language):
        if is_found(" ".join(guess), language, now):
            return " ".join(guess)
    return ""
