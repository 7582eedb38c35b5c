"""A language's tab: its form and buttons, saving, and everything that may stand in the way of a save."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies, workflow
from articles.models import Article, ArticleVariant, Revision
from articles.permissions import Verb, may, require
from articles.snapshots import Text
from articles.states import Cell, State
from articles.workflow import Blocked, Refusal, StaleRevision
from audience.queries import views_by_article
from desk import checks, conflicts, tidying, unsaved
from desk.base import person
from desk.beside import beside
from desk.forms import TextForm, language_or_none
from desk.numbers import number
from desk.preview import wall_of
from desk.slots import people, slots
from desk.steps import DONE_ALREADY, buttons, buttons_beside, may_schedule, take, with_confirmation
from desk.workspace import answer, around, begun_url, find_story, known, public_url, tab_url, with_source
from text.languages import LANGUAGES, Language


def variant(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """A language's tab: one form, one editor, its own revision and buttons."""
    user, now = person(request), timezone.now()
    language = language_or_none(word)
    if language is None:
        raise Http404
    story = find_story(user, article_id)
    found = (
        story.variants.select_related("head__created_by", "article", "section").filter(language=language.code).first()
    )
    if found is None:
        return missing(request, story, language, now)
    if request.method == "POST":
        return save(request, story, found, language, now)
    is_locked = not may(user, Verb.WRITE, found) or story.binned_at is not None
    lock = None if is_locked else unsaved.writer(user, found, now)
    if "words" in request.GET and not is_locked and lock is None:
        return put_back(request, story, found, language, now)
    offers = [] if is_locked else unsaved.offers(user, found, now)
    # Until they are put back or let go, nothing typed here could overwrite the words that are offered.
    form = TextForm(language, initial=TextForm.initial_of(found), is_locked=bool(is_locked or lock or offers))
    return variant_page(request, story, found, form, now=now, is_locked=is_locked, lock=lock, offers=offers)


def put_back(
    request: HttpRequest, story: Article, found: ArticleVariant, language: Language, now: datetime
) -> HttpResponse:  # fmt: skip
    """The unsaved words in the form again; when somebody saved meanwhile, both sides and a choice."""
    typed = unsaved.typed_by(person(request), found, number(request.GET["words"]))
    if typed is None:
        return HttpResponseRedirect(tab_url(story.pk, language) + with_source(request))
    text = Text.from_json(typed.data)
    if typed.base_id == found.head_id:
        form = TextForm(language, initial={**TextForm.initial_of(found, text), "instead_of": typed.stamp})
        return variant_page(request, story, found, form, now=now, is_unsaved=True)
    data = {**TextForm.values_of(text), "expected_head": found.head_id, "instead_of": typed.stamp}
    return three_way(request, story, found, TextForm(language, data), typed.base)


def missing(request: HttpRequest, story: Article, language: Language, now: datetime) -> HttpResponse:
    """No variant in this language yet: a button makes one."""
    user = person(request)
    if request.method == "POST":
        try:
            workflow.start_translation(user=user, now=now, article_id=story.pk, language=language.code)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(tab_url(story.pk, language))
        return redirect(begun_url(story, language))
    context = around(request, story, language)
    cell = next(cell for cell in context["cells"] if cell.language == language)
    slot = slots(user)(story.section, cell)
    context |= {
        "language": language,
        "slot": slot,
        "may_start": not story.binned_at
        and may(user, Verb.TRANSLATE, story, language=language.code)
        and (cell.state != State.WAIVED or slot.may_assign),
        "people": people() if slot.may_assign else [],
        "here": request.get_full_path(),
    }
    return answer(request, "desk/missing.html", context)


def save(
    request: HttpRequest, story: Article, found: ArticleVariant, language: Language, now: datetime
) -> HttpResponse:
    """Keep what was typed first, whatever the button; then do what the button says."""
    user = person(request)
    do = request.POST.get("do", "save")
    form = TextForm(language, conflicts.settled(found, request.POST))
    if not form.is_valid():
        return variant_page(request, story, found, form, now=now, status=422)
    if do == "write":  # what was chosen, in the form, to go on with
        return variant_page(request, story, found, form, now=now, is_unsaved=True)
    if do == "wall":
        return to_wall(request, story, found, form, now)
    if do == "unbegin":
        return unbegin(request, story, found, form, now)
    if do in ("tidy", "tidied") or do.startswith(("leave:", "propose:")):
        return tidy(request, story, found, form, now=now)
    head = form.cleaned_data["expected_head"]
    try:
        if do != "confirm" or may(user, Verb.WRITE, found):
            saved = workflow.save_draft(
                user=user, now=now, variant_id=found.pk, expected_head=head, text=form.text(),
                window=form.cleaned_data["window"], instead_of=form.cleaned_data["instead_of"],
            )  # fmt: skip
            head = saved.pk
            reconsider_minor(request, found, saved, form)
    except StaleRevision as stale:
        return conflict(request, story, stale, form, now)
    except (Refusal, ValidationError) as error:  # nothing was kept: what was typed stays on the page
        form.add_error(None, str(error) if isinstance(error, Refusal) else error)
        return variant_page(request, story, found, form, now=now, status=422)
    if do == "preview":
        return redirect("admin:articles_article_links", story.pk, language.word)
    return go_on(request, story, found, form, do, head=head, now=now)


def go_on(
    request: HttpRequest, story: Article, found: ArticleVariant, form: TextForm, do: str, *, head: int, now: datetime
) -> HttpResponse:  # fmt: skip
    """The words are saved, as `head`: now what the button says; the same page again says what came of it."""
    data = form.cleaned_data
    already = DONE_ALREADY if found.is_live(now) and found.published_revision_id == head else {}
    try:
        said = take(do, user=person(request), now=now, variant_id=found.pk, head=head, data=data)
        messages.success(request, str(already.get(do, said)))
    except StaleRevision as stale:
        return conflict(request, story, stale, form, now)
    except Blocked as blocked:
        known(form, "expected_head", head)
        refused = checks.Block(do, blocked.findings, lacks_reason="reason" in request.POST)
        found = story.variants.select_related("head", "article", "section").get(pk=found.pk)
        return variant_page(request, story, found, form, now=now, status=422, refused=refused)
    except (Refusal, ValidationError) as error:  # what was typed beside the words stays on the page
        messages.error(request, str(error) if isinstance(error, Refusal) else " ".join(error.messages))
        known(form, "expected_head", head)
        found = story.variants.select_related("head", "article", "section").get(pk=found.pk)
        return variant_page(request, story, found, form, now=now, status=409)
    return HttpResponseRedirect(tab_url(story.pk, form.language) + with_source(request))


def unbegin(
    request: HttpRequest, story: Article, found: ArticleVariant, form: TextForm, now: datetime
) -> HttpResponse:  # fmt: skip
    """A language that was begun by mistake is removed; the original is shown. Words in the form stay, and so does it."""
    if form.text() != saved_text(found):
        form.add_error(None, _("Words were written here: this language is no longer empty, and stays."))
        return variant_page(request, story, found, form, now=now, status=422)
    try:
        workflow.take_beginning_back(user=person(request), now=now, variant_id=found.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, _("Removed: this language is missing again."))
    return HttpResponseRedirect(tab_url(story.pk, LANGUAGES[story.original_language]))


def reconsider_minor(request: HttpRequest, found: ArticleVariant, saved: Revision, form: TextForm) -> None:
    """A box that the desk ticked counts only while the change is as small as it was then, and for no correction.

    What readers are told of is nothing that translators need not look at, unless a person says so.
    """
    data, do = form.cleaned_data, request.POST.get("do")
    if not (data["is_minor"] and data["minor_proposed"]):
        return
    if do == "correct":
        data["is_minor"] = False
        if data["correction_with_text"] and saved.pk != found.published_revision_id:
            messages.info(request, _("A correction is no minor change: translators are told of it."))
    elif not checks.is_small_change(found, Text.from_json(saved.data)):
        data["is_minor"] = False
        if do == "publish":
            messages.info(request, _("The change has grown: translators are told of it."))


def tidy(request: HttpRequest, story: Article, found: ArticleVariant, form: TextForm, *, now: datetime) -> HttpResponse:
    """Typography of the words typed: proposed first, put into the form when accepted. Nothing is saved.

    What this person leaves as it is, is proposed again only when its text is another one, or when they take that back.
    """
    require(person(request), Verb.WRITE, found)
    do, _colon, sign = request.POST["do"].partition(":")
    left = request.session.get(tidying.LEFT, [])
    if tidying.SIGN.match(sign):
        others = [one for one in left if one != sign]
        left = request.session[tidying.LEFT] = (others if do == "propose" else [*others, sign])[-tidying.MOST_LEFT :]
    try:
        if do == "tidied":
            form = tidying.accepted(form, request.POST.getlist("tidy"))
            extra: dict[str, Any] = {"is_tidied": True}
        else:
            proposed = tidying.suggestions(form, found.pk)
            extra = {
                "suggestions": [one for one in proposed if one.sign not in left],
                "left": [one for one in proposed if one.sign in left],
                "by_hand": tidying.by_hand(form),
                "is_proposed": True,
            }
    except ValidationError as error:
        form.add_error(None, error)
        return variant_page(request, story, found, form, now=now, status=422)
    return variant_page(request, story, found, form, now=now, **extra)


def to_wall(
    request: HttpRequest, story: Article, found: ArticleVariant, form: TextForm, now: datetime
) -> HttpResponse:  # fmt: skip
    """The preview wall, which shows this window's unsaved words: they are kept first. No revision, no line in the log."""
    base, window = (form.cleaned_data[name] for name in ("expected_head", "window"))
    to = reverse("admin:articles_article_wall", args=[story.pk, form.language.word]) + wall_of(window)
    if form.text() == saved_text(found):  # nothing was typed, or it was taken back
        if window:  # a page without a script has no words of its own that could be told from another's
            workflow.forget_autosave(user=person(request), variant_id=found.pk, window=window)
        return HttpResponseRedirect(to)
    try:
        keep(request, found, form, base, now)
    except Revision.DoesNotExist as error:
        raise Http404 from error
    except (Refusal, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, Refusal) else error)
        return variant_page(request, story, found, form, now=now, status=422)
    return HttpResponseRedirect(to)


def keep(request: HttpRequest, found: ArticleVariant, form: TextForm, base_id: int, now: datetime) -> None:
    """What was typed, as this window's unsaved words."""
    window, instead_of = (form.cleaned_data[name] for name in ("window", "instead_of"))
    workflow.autosave(
        user=person(request), now=now, variant_id=found.pk, base_id=base_id, text=form.text(),
        window=window, instead_of=instead_of,
    )  # fmt: skip


def conflict(
    request: HttpRequest, story: Article, stale: StaleRevision, form: TextForm, now: datetime
) -> HttpResponse:  # fmt: skip
    """Somebody saved before: what was typed is kept, and shown beside theirs."""
    found = story.variants.select_related("head__created_by", "article", "section").get(pk=stale.current.pk)
    base = conflicts.base_of(found, form.cleaned_data["expected_head"])
    if base is not None:
        with suppress(Refusal):  # the page that follows holds the words
            keep(request, found, form, base.pk, now)
    known(form, "expected_head", found.head_id)
    messages.error(request, str(stale))
    return three_way(request, story, found, form, base, status=409)


def three_way(
    request: HttpRequest,
    story: Article,
    found: ArticleVariant,
    form: TextForm,
    base: Revision | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """What it said, what they made of it, what I did, and a choice for each part; the next save is made knowing theirs."""
    context = around(request, story, form.language)
    data: Mapping[str, Any] = form.data
    context |= {"form": form, "language": form.language, "to": tab_url(story.pk, form.language) + with_source(request)}
    context |= conflicts.view_of(found, base, data)
    return answer(request, "desk/conflict.html", context, status=status)


def variant_page(
    request: HttpRequest,
    story: Article,
    found: ArticleVariant,
    form: TextForm,
    *,
    now: datetime,
    status: int = 200,
    is_locked: bool = False,
    **extra: Any,
) -> HttpResponse:
    user = person(request)
    shown = typed(form, found)
    extra.setdefault("is_unsaved", form.is_bound)
    context = around(request, story, form.language)
    acts = not (story.binned_at or extra.get("lock") or extra.get("offers"))
    tell_source(form, context["cells"], story)
    cell: Cell = next(cell for cell in context["cells"] if cell.language.code == found.language)
    if found.published_revision_id:
        form.keep_address(found.slug)
    context |= {
        "form": form,
        "cell": cell,
        "others": others(context["cells"], story, found),
        "source": next((one for one in context["cells"] if one.language == context["original"] != cell.language), None),
        "variant": found,
        "language": cell.language,
        "is_locked": is_locked,
        "differs": shown != saved_text(found),
        "checks": looked_over(user, story, found, cell, form, shown),
        **(steps_for(user, cell, found, now) if acts else {"buttons": []}),
        "now": now,
        "corrections": found.corrections.order_by("corrected_at"),
        "views": views_by_article([story.pk]).get(story.pk, {}).get(found.language, 0) if found.was_live(now) else None,
        "public_url": public_url(found) if found.is_live(now) else "",
        **extra,
    }
    if "beside" in request.GET and (side := beside(found, request.GET["beside"], shown)):
        steps = with_confirmation(buttons_beside(context["buttons"], side, user, found), cell)
        context |= {"beside": side, "buttons": steps}
        return answer(request, "desk/beside.html", context, status=status, media=form.media)
    return answer(request, "desk/variant.html", context, status=status, media=form.media)


def looked_over(
    user: User, story: Article, found: ArticleVariant, cell: Cell, form: TextForm, shown: Text
) -> checks.Checks | None:  # fmt: skip
    """What the checklist finds in the words shown. A small change is proposed as minor, before anything was sent."""
    seen = checks.checks(user, story, found, cell, shown)
    if seen and seen.is_small and not form.is_bound:
        form.initial.update(is_minor=True, minor_proposed=True)
    return seen


def steps_for(user: User, cell: Cell, found: ArticleVariant, now: datetime) -> dict[str, Any]:
    """What this person may do with the variant as it stands."""
    return {
        "buttons": buttons(user, cell, now),
        "may_schedule": may_schedule(user, cell),
        "may_correct": cell.state in (State.LIVE, State.OUTDATED) and may(user, Verb.CORRECT, found),
        "may_unbegin": may_unbegin(user, found),
        "may_write": may(user, Verb.WRITE, found),
    }


def may_unbegin(user: User, found: ArticleVariant) -> bool:
    """Whether this person may remove a language that was only begun; two queries, for an empty one."""
    is_theirs = found.translator_id == user.pk or may(user, Verb.APPROVE, found)
    return not found.headline and is_theirs and may(user, Verb.TRANSLATE, found) and workflow.is_only_begun(found)


def others(row: list[Cell], story: Article, found: ArticleVariant) -> list[Cell]:
    """The story's other languages, the original first."""
    there = [cell for cell in row if cell.variant and cell.language.code != found.language]
    return sorted(there, key=lambda cell: cell.language.code != story.original_language)


def tell_source(form: TextForm, row: list[Cell], story: Article) -> None:
    """The form carries which published state of its source stood there to be read."""
    source = next((cell.variant for cell in row if cell.language.code == story.original_language), None)
    said = source.published_revision_id if source else None
    form.initial["expected_source"] = said
    if form.is_bound:
        known(form, "expected_source", said)


def typed(form: TextForm, found: ArticleVariant) -> Text:
    """The text as the form shows it, saved or not, sound enough to be laid beside another."""
    saved, shown = saved_text(found), TextForm.typed(form.data if form.is_bound else form.initial)
    return saved if shown == saved else bodies.clean_anyhow(shown)


def saved_text(found: ArticleVariant) -> Text:
    assert found.head is not None
    return Text.from_json(found.head.data)
