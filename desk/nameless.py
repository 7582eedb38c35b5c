"""What still lacks a name in a language, with a field beside each to give it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from articles.nameless import MODELS, Nameless, nameless
from articles.permissions import Verb, may
from articles.vocabulary import NAME_LIMIT, give_name
from desk.base import person
from desk.numbers import LAST_PAGE, number, page_number
from text.languages import LANGUAGES

PAGE_SIZE = 50
KINDS = {
    "tag": gettext_lazy("tag"),
    "author": gettext_lazy("author"),
    "section": gettext_lazy("section"),
    "source": gettext_lazy("wire source"),
}


@dataclass(frozen=True)
class Line:
    """A row of the page; `typed` and `error` after a name that was refused."""

    thing: Nameless
    kind: Any
    shown: str
    shown_language: str
    may_name: bool
    typed: str = ""
    error: str = ""


def names_page(request: HttpRequest) -> HttpResponse:
    """By language, the most used first; two queries besides the person's own."""
    user = person(request)
    if not may(user, Verb.SEE):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    language = asked.get("language", "")
    language = language if language in LANGUAGES else get_language() or "en"
    page = page_number(asked.get("page", ""))
    refused: tuple[str, int, str, str] | None = None
    if request.method == "POST":
        kind, pk, typed = asked.get("kind", ""), number(asked.get("id", "")), asked.get("name", "")
        refused = _give(request, user, kind, pk, language, typed)
        if refused is None:
            return redirect(f"{reverse('admin:names')}?{urlencode({'language': language, 'page': str(page)})}")
    found = nameless(language, (page - 1) * PAGE_SIZE, PAGE_SIZE + 1)
    context = {
        **admin.site.each_context(request),
        "title": _("Missing names"),
        "language": LANGUAGES[language],
        "lines": [_line(user, thing, language, refused) for thing in found[:PAGE_SIZE]],
        "limit": NAME_LIMIT,
        "page": page,
        "next": page + 1 if len(found) > PAGE_SIZE and page < LAST_PAGE else None,
    }
    return TemplateResponse(request, "desk/nameless.html", context, status=422 if refused else 200)


def _give(
    request: HttpRequest, user: User, kind: str, pk: int, language: str, typed: str
) -> tuple[str, int, str, str] | None:
    """None when the name is given; else which row it was, what was typed and what is wrong with it."""
    model: Any = MODELS.get(kind)
    thing = model.objects.filter(pk=pk).first() if model else None
    if thing is None:
        messages.error(request, _("It no longer exists."))
        return None
    try:
        give_name(user=user, thing=thing, language=language, text=typed)
    except ValidationError as error:
        return kind, pk, typed[:NAME_LIMIT], " ".join(error.messages)
    messages.success(request, _("Saved: %(name)s") % {"name": typed.strip()[:NAME_LIMIT]})
    return None


def _line(user: User, thing: Nameless, language: str, refused: tuple[str, int, str, str] | None) -> Line:
    spoken = next((code for code in (get_language() or "en", *LANGUAGES) if thing.names.get(code)), "")
    verb = Verb.NAME if thing.kind in ("tag", "author") else Verb.RULE
    is_refused = refused is not None and refused[:2] == (thing.kind, thing.pk)
    return Line(
        thing,
        KINDS[thing.kind],
        thing.names.get(spoken) or thing.word,
        spoken,
        may(user, verb),
        *(refused[2:] if refused and is_refused else ()),
    )
