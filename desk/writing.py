"""What an open tab and the server say to each other while somebody writes: I am here, this is typed, I am gone.

A script reads these answers (static/desk/autosave.js): each is JSON with words for the person, and none is a redirect.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles import workflow
from articles.models import ArticleVariant, EditLock
from articles.permissions import Verb, require
from articles.workflow import Refusal
from desk import unsaved
from desk.base import person
from desk.forms import TextForm, language_or_none
from desk.numbers import number
from desk.site import needs_second_factor
from desk.templatetags.desk import moment
from desk.workspace import find_story, tab_url, with_source
from text.languages import LANGUAGES

Answer = Callable[[HttpRequest, ArticleVariant], HttpResponse]


def answering(view: Answer) -> Callable[..., HttpResponseBase]:
    """The door of these addresses: as the desk's own, but whoever is not let in is told so and sent nowhere."""

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
        if not admin.site.has_permission(request) or needs_second_factor(request):
            return _told(403, _("Your sign-in has ended."), is_signed_out=True)
        try:
            return view(request, find(request, article_id, word))
        except (Http404, ObjectDoesNotExist):
            return _told(404, _("The story, or the revision you started from, no longer exists."))
        except PermissionDenied:
            return _told(403, _("You may not write here any more."))
        except Refusal as refusal:
            return _told(409, str(refusal))
        except ValidationError as error:
            return _told(422, " ".join(error.messages))

    return answered


def _told(status: int, says: str, **more: object) -> JsonResponse:
    return JsonResponse({"says": says, **more}, status=status)


def find(request: HttpRequest, article_id: int, word: str) -> ArticleVariant:
    """The variant, if this person may see its story; else 404. Two queries."""
    language = language_or_none(word)
    story = find_story(person(request), article_id)
    variants = story.variants.select_related("head__created_by", "article")
    found = variants.filter(language=language.code).first() if language else None
    if found is None:
        raise Http404
    return found


def presence(request: HttpRequest, found: ArticleVariant, lock: EditLock | None) -> dict[str, Any]:
    """Who writes here, this person in another window too, and whether somebody saved since this page was loaded.

    One query for a page that says what it is.
    """
    user, now, head = person(request), timezone.now(), found.head
    answer: dict[str, Any] = {"head": found.head_id, "holder": "nobody", "writes": "", "newer": "", "elsewhere": ""}
    if lock and lock.holds(now):
        is_mine = lock.user_id == user.pk
        who = {"who": lock.user, "when": moment(lock.since)}
        answer["holder"] = "me" if is_mine else "other"
        answer["writes"] = "" if is_mine else _("%(who)s has been writing here since %(when)s.") % who
    window = TextForm.window_of(request.POST)
    if window and (typed_at := unsaved.writes_elsewhere(user, found, window, now, TextForm.left_in(request.POST))):
        words = _("You typed in another window too, at %(when)s. The words of each window are kept apart.")
        answer["elsewhere"] = words % {"when": moment(typed_at)}
    known = number(request.POST.get("expected_head", ""))
    if head and known and known != head.pk:
        saved = {"who": head.created_by or _("Somebody"), "when": moment(head.created_at)}
        answer["newer"] = (
            _("You saved a newer revision in another window at %(when)s. Saving here shows you both.")
            if head.created_by == user
            else _("%(who)s saved a newer revision at %(when)s. Saving here shows you both.")
        ) % saved
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def lock(request: HttpRequest, found: ArticleVariant) -> HttpResponse:
    """POST: I am here. GET: who is, and what a page needs whose sign-in was renewed in another window."""
    if request.method == "POST":
        held = workflow.keep_lock(user=person(request), now=timezone.now(), variant_id=found.pk)
        return JsonResponse(presence(request, found, held))
    held_now = EditLock.objects.select_related("user").filter(pk=found.pk).first()
    own = {"person": person(request).pk, "token": get_token(request)}
    return JsonResponse({**presence(request, found, held_now), **own})


@require_POST
@answering
def autosave(request: HttpRequest, found: ArticleVariant) -> HttpResponse:
    """Keep the form's fields as they are. Says who holds the lock, and the moment kept."""
    now = timezone.now()
    is_kept = workflow.autosave(
        user=person(request),
        now=now,
        variant_id=found.pk,
        base_id=number(request.POST.get("expected_head", "")),
        text=TextForm.typed(request.POST),
        window=TextForm.window_of(request.POST),
        instead_of=request.POST.get("instead_of", ""),
    )
    held = EditLock.objects.select_related("user").filter(pk=found.pk).first()
    says = _("Autosaved %(when)s") % {"when": moment(now)} if is_kept else _("Everything is saved.")
    return JsonResponse({**presence(request, found, held), "says": says, "is_kept": is_kept})


@require_POST
@answering
def leave(request: HttpRequest, found: ArticleVariant) -> HttpResponse:
    """The tab was closed."""
    workflow.leave(user=person(request), variant_id=found.pk)
    return HttpResponse(status=204)


def take_over(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """Write instead of whoever does; their unsaved words are kept in the history."""
    found = find(request, article_id, word)
    try:
        workflow.take_over(user=person(request), now=timezone.now(), variant_id=found.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("You are writing here now. Your colleague’s unsaved words are kept in the history.")
        )
    return _back(request, found)


def forget(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """Let unsaved words go: those that were shown, and not what was typed since."""
    found = find(request, article_id, word)
    require(person(request), Verb.WRITE, found)
    workflow.forget_autosave(user=person(request), variant_id=found.pk, stamp=request.POST.get("stamp", ""))
    return _back(request, found)


def _back(request: HttpRequest, found: ArticleVariant) -> HttpResponse:
    return redirect(tab_url(found.article_id, LANGUAGES[found.language]) + with_source(request))


def signed_in(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in another window ends: the page with the words waits in the first one."""
    words = {
        "heading": _("You are signed in again"),
        "text": _("Close this window and go on writing in the other one."),
    }
    return render(request, "desk/message.html", words)
