"""A story's own place: how it begins, its shared facts, and what all its tabs have in common."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from js_asset import Media

from accounts.models import User
from articles import workflow
from articles.models import Article, ArticleVariant
from articles.permissions import Verb, may, seen_by, verb_for_facts
from articles.states import Cell, cells
from articles.workflow import Refusal, StaleRevision
from audience.queries import views_by_article
from desk import conflicts
from desk.base import person
from desk.forms import FactsForm, StartForm
from desk.steps import seen_words
from text.intake import clean_text
from text.languages import LANGUAGES, Language
from text.slugs import slugify


def start(request: HttpRequest) -> HttpResponse:
    """Add a story: a headline is enough; with its text it can be public at once. A second click is harmless."""
    user = person(request)
    if not may(user, Verb.ARRANGE):
        raise PermissionDenied
    form = StartForm(user, request.POST or None, initial={"form_key": uuid4(), **StartForm.last_of(user)})
    if request.method == "POST" and form.is_valid():
        is_public = request.POST.get("do") == "publish"
        try:
            variant = workflow.write_brief(user=user, now=timezone.now(), **form.story(), is_public=is_public)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if is_public:
                messages.success(request, seen_words(variant, timezone.now()))
            return redirect(tab_url(variant.article_id, LANGUAGES[variant.language]))
    context = {"title": _("Add a story"), "form": form, "publishes": form.publishes()}
    return answer(request, "desk/start.html", context, status=422 if form.errors else 200)


def facts(request: HttpRequest, article_id: int) -> HttpResponse:
    """The Story tab."""
    user, now = person(request), timezone.now()
    story = find_story(user, article_id)
    is_locked = not may(user, verb_for_facts(story), story)
    if request.method != "POST":
        form = FactsForm(user, story, initial=FactsForm.initial_of(story), is_locked=is_locked)
        return facts_page(request, story, form, is_locked=is_locked)
    if request.POST.get("do") in ("bin", "unbin"):
        return bin_or_back(request, story, now)
    if request.POST.get("do") == "original":
        return change_original(request, story, now)
    form = FactsForm(user, story, conflicts.settled_facts(story, request.POST))
    if not form.is_valid():
        return facts_page(request, story, form, status=422)
    if request.POST.get("do") == "write":  # what was chosen, in the form, to go on with
        return facts_page(request, story, form)
    try:
        workflow.save_facts(
            user=user,
            now=now,
            article_id=story.pk,
            expected_revision=form.cleaned_data["expected_revision"],
            facts=form.facts(),
        )
    except StaleRevision as stale:
        assert isinstance(stale.current, Article)
        messages.error(request, str(stale))
        return facts_conflict(request, stale.current, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return facts_page(request, story, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("admin:articles_article_change", story.pk)


def facts_conflict(request: HttpRequest, story: Article, form: FactsForm) -> HttpResponse:
    """Somebody saved the shared facts before: what they said, what each side made of them, and a choice."""
    known(form, "expected_revision", story.revision)
    context = around(request, story) | {"form": form, "to": request.path, "language": None}
    context |= conflicts.view_of_facts(story, request.POST.get("base", ""), form.facts())
    return answer(request, "desk/conflict.html", context, status=409)


def bin_or_back(request: HttpRequest, story: Article, now: datetime) -> HttpResponse:
    step = workflow.move_to_bin if request.POST["do"] == "bin" else workflow.take_out_of_bin
    try:
        step(user=person(request), now=now, article_id=story.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_article_change", story.pk)


def change_original(request: HttpRequest, story: Article, now: datetime) -> HttpResponse:
    """Which of the story's languages the others are translations of."""
    try:
        workflow.change_original_language(
            user=person(request),
            now=now,
            article_id=story.pk,
            expected=request.POST.get("expected", ""),
            language=request.POST.get("language", ""),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("admin:articles_article_change", story.pk)


def facts_page(
    request: HttpRequest, story: Article, form: FactsForm, *, status: int = 200, is_locked: bool = False, **extra: Any
) -> HttpResponse:
    views = views_by_article([story.pk]).get(story.pk, {})
    tabs = around(request, story)
    context = {
        **tabs,
        "form": form,
        "base": request.POST.get("base") or getattr(conflicts.newest_facts(story), "pk", ""),
        "is_locked": is_locked,
        "may_bin": may(person(request), Verb.BIN, story) and not was_public(tabs["cells"]),
        "views": [(LANGUAGES[code], count) for code, count in views.items()],
        "views_total": sum(views.values()),
        "was_live": any(cell.variant.was_live(timezone.now()) for cell in tabs["cells"] if cell.variant),
        "originals": [cell.language for cell in tabs["cells"] if cell.variant],
        **extra,
    }
    return answer(request, "desk/facts.html", context, status=status, media=form.media)


def was_public(row: list[Cell]) -> bool:
    """A story that was public, or is going to be, is withdrawn and never binned."""
    return any(cell.variant and cell.variant.published_at for cell in row)


def known(form: Form, field: str, revision: int | None) -> None:
    """The page now shows what was saved meanwhile: the next save is made knowing it."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[field] = str(revision or "")
    form.data = data


# -------------------------------------------------------------------------------------------------- what they all share


def find_story(user: User, article_id: int) -> Article:
    """The story, if this person may see it; else 404. One query."""
    story = seen_by(user, Article.objects.select_related("section", "lead_photo")).filter(pk=article_id).first()
    if story is None:
        raise Http404
    return story


@lru_cache(maxsize=10_000)  # a list has three in each row
def tab_url(article_id: int, language: Language) -> str:
    return reverse("admin:articles_article_variant", args=[article_id, language.word])


def begun_url(story: Article, language: Language) -> str:
    """Where a language that was just begun is written: beside the original, which always has a headline at least."""
    original = LANGUAGES.get(story.original_language)
    source = f"?{urlencode({'beside': original.word})}" if original and original != language else ""
    return tab_url(story.pk, language) + source


def with_source(request: HttpRequest) -> str:
    """What keeps the source beside the form on the next page too."""
    return f"?{urlencode({'beside': request.GET['beside'][:20]})}" if "beside" in request.GET else ""


def public_url(found: ArticleVariant) -> str:
    return reverse("reader:article", args=[found.language, found.article_id, found.slug])


def around(request: HttpRequest, story: Article, language: Language | None = None) -> dict[str, Any]:
    """The story's tabs and name: in the language of the page, of the desk, or of the original; one query."""
    row = cells([story], timezone.now())[story.pk]
    told = {cell.language.code: cell.variant for cell in row if cell.variant and cell.variant.headline}
    here = told.get(language.code) if language else None
    named = here or story.named_by(told.values(), get_language() or "")
    return {
        "story": story,
        "cells": row,
        "title": named.headline if named else _("Story %(number)d") % {"number": story.pk},
        "title_language": named.language if named else "",
        "original": LANGUAGES.get(story.original_language),
    }


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, media: Any = None
) -> HttpResponse:  # fmt: skip
    """A page of the desk. Scripts of widgets, the editor's import map among them, carry the page's nonce."""
    if media is not None:
        context["media"] = Media.from_media(media, nonce=request.csp_nonce)  # type: ignore[attr-defined]
    full = {**admin.site.each_context(request), "opts": Article._meta, **context}
    return TemplateResponse(request, template, full, status=status)


def address_word(request: HttpRequest) -> HttpResponse:
    """The address word a headline would get, while it is being typed. No query of its own."""
    word = slugify(clean_text(request.GET.get("text", "")[:200]))
    return HttpResponse(word, content_type="text/plain; charset=utf-8")
