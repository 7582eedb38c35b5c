"""Merging tags or authors: the other one is looked for, what will happen is told, then it is done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.merging import Plan, plan
from desk.base import person
from desk.site import model_url
from text.languages import LANGUAGES, Language

MOST_OFFERED = 20


def merge_page(desk: Any, request: HttpRequest, old: Any) -> HttpResponse:
    """`desk`: the screen of tags or of authors. Seven queries at most to show it."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    if old is None:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    into = desk.get_object(request, sent.get("into", ""))
    if "into" in sent and (into is None or into == old):
        messages.error(
            request, _("Choose another one: this is the one you came from.") if into else _("It no longer exists.")
        )
        into = None
    if request.method == "POST" and into is not None:
        return merged(desk, request, old, into)
    asked = request.GET.get("q", "")[:200]
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Merge “%(name)s”") % {"name": desk.in_words(old)},
        "original": old,
        "old_name": desk.in_words(old),
        "q": asked,
        "offered": offered(desk, request, old, asked) if asked and not into else [],
    }
    if into is not None:
        found = plan(desk.kind, old, into)
        context |= {"into": into, "into_name": desk.in_words(into), "plan": found, "names": by_language(found)}
    return TemplateResponse(request, "desk/merge.html", context)


def merged(desk: Any, request: HttpRequest, old: Any, into: Any) -> HttpResponse:
    name = desk.in_words(old)
    try:
        desk.merge(person(request), old, into)
    except desk.model.DoesNotExist:  # somebody merged one of the two a moment ago
        messages.error(request, _("It no longer exists."))
        return redirect(model_url(desk.model, "changelist"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(model_url(old, "merge", old.pk))
    words = _("Done: “%(old)s” is part of “%(new)s” now.") % {"old": name, "new": desk.in_words(into)}
    messages.success(request, words)
    return redirect(model_url(into, "change", into.pk))


def offered(desk: Any, request: HttpRequest, old: Any, asked: str) -> list[tuple[Any, str]]:
    """Others with these words in one of their names; two queries."""
    found, _has_doubles = desk.get_search_results(request, desk.get_queryset(request).exclude(pk=old.pk), asked)
    return [(row, desk.in_words(row)) for row in found.order_by("slug")[:MOST_OFFERED]]


def by_language(found: Plan) -> list[tuple[Language, str, list[str]]]:
    """(language, name, other words) as it will be."""
    return [
        (
            language,
            next((name.text for name in found.names if name.language == code and not name.is_synonym), ""),
            [name.text for name in found.names if name.language == code and name.is_synonym],
        )
        for code, language in LANGUAGES.items()
    ]
