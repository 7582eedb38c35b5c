"""What readers see when something is wrong, in the language of the address; outside the three it is said in English."""

import re
import sys
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from articles import queries
from articles.models import ArticleVariant
from articles.models.article import RESERVED_KEYS
from articles.queries import Chrome
from photos.storage import StorageGone
from reader.pages import begin, page
from reader.templating import render
from search.nearest import nearest
from text.languages import BY_WORD, LANGUAGES

NEWEST = 5
WAIT = 60  # seconds after which a browser may ask again
ENDING = re.compile(r"\.[a-z]{2,5}\Z")  # of an old site's pages: .html, .php


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the stories that the address may have meant; six queries at most, however many stories, beside those that looked for a story."""
    now, around = begin(language_of(request))
    context = {"reason": str(exception.args[0]) if is_ours(exception) else "", **suggested(request, around, now)}
    return page(request, "404.html", language_of(request), context, around=around, now=now, status=404)


def gone(request: HttpRequest, variant: ArticleVariant) -> HttpResponse:
    """410, with the newsroom's reason if it gave one, and other stories; six queries at most, beside those that looked for the story."""
    now, around = begin(variant.language)
    offered = suggested(request, around, now, variant.section_id, not_story=variant.article_id)
    context = {"because": variant.withdrawn_because, **offered}
    return page(request, "gone.html", variant.language, context, around=around, now=now, status=410)


def suggested(
    request: HttpRequest, around: Chrome, now: datetime, section_id: int | None = None, *, not_story: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Stories like the address's words, and the newest of the section it names, or of all; four queries at most.

    `not_story`: one of which no language is offered.
    """
    language = language_of(request)
    first, said = words_of(request.path) if in_a_language(request) else ("", "")
    key = next((one.key for one in around.sections if one.pk == section_id), first)
    near = [(LANGUAGES[card.language], card) for card in nearest(said, language, now) if card.article_id != not_story]
    known = {card.variant_id for _language, card in near}
    return {"near": near, **newest(around, language, now, key, besides=known)}


def newest(
    around: Chrome, language: str, now: datetime, key: str = "", *, besides: Collection[int] = ()
) -> dict[str, Any]:  # fmt: skip
    """The newest stories of the section with this key, or of all; one query. `besides`: variants that are shown already."""
    section = next((one for one in around.sections if one.key == key), None)
    listed = queries.section_page(section, language, now) if section else queries.latest_page(language, now)
    return {"newest": [card for card in listed.cards if card.variant_id not in besides][:NEWEST], "newest_of": section}


def words_of(path: str) -> tuple[str, str]:
    """The first word after the language, and everything that may be a word of a story; no numbers, no words of our own."""
    parts = [ENDING.sub("", part) for part in path.split("/")[2:] if part]
    said = [part for part in parts if part not in RESERVED_KEYS and not part.isdecimal()]
    return (parts[0] if parts else ""), " ".join(said)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(language_of(request)):
        text = _("The address or form holds something we do not understand. Go back and try again.")
        return plain(request, 400, _("We could not read that"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(language_of(request)):
        text = _("This address is not for readers. Everything we publish is open to you from the home page.")
        return plain(request, 403, _("This page is closed"), text)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405 to whoever sends something to a page; `allowed`: what may be asked of it."""
    with translation.override(language_of(request)):
        text = _("This page can only be read: nothing can be sent to it. Open it again from its address.")
        response = plain(request, 405, _("This page can only be read"), text)
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when the database or the store of pictures does not answer. No query: it may be what is broken."""
    is_down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError | StorageGone)
    with translation.override(language_of(request)):
        if not is_down:
            text = _("The fault is ours and has been noted. Please try again in a minute.")
            return plain(request, 500, _("Something broke"), text)
        text = _("Something the site needs does not answer just now. Please try again in a minute.")
        response = plain(request, 503, _("We will be back in a moment"), text)
    response["Retry-After"] = str(WAIT)
    return response


def plain(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    """A page without the paper around it; no query."""
    language = LANGUAGES[language_of(request)]
    words = {"heading": heading, "text": text, "language": language}
    response = HttpResponse(render("plain_error.html", words), status=status)
    response["Cache-Control"] = "no-store"
    return response


def is_ours(exception: Exception) -> bool:
    """Whether the message was written for readers: the resolver's own carry a list of addresses."""
    return bool(exception.args) and isinstance(exception.args[0], str)


def in_a_language(request: HttpRequest) -> bool:
    return request.path.split("/")[1] in BY_WORD


def language_of(request: HttpRequest) -> str:
    """The code of the language whose word the address begins with; the first one's outside them."""
    language = BY_WORD.get(request.path.split("/")[1]) or next(iter(BY_WORD.values()))
    return language.code
