"""Who makes which language of a story: from the board, from the language's own page, and each person's own queue."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from articles import workflow
from articles.board import my_tasks, outdated_of
from articles.models import Article, ArticleVariant
from articles.workflow import Refusal
from desk.base import back_or_home, person
from desk.forms import language_or_none
from desk.workspace import answer, begun_url, find_story
from text.languages import Language


def act(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """A cell of the board: begin its language, or say whose it is, or that it is not needed."""
    language = language_or_none(word)
    if language is None:
        raise Http404
    story = find_story(person(request), article_id)
    do = request.POST.get("do", "")
    try:
        if do == "begin":
            return begin(request, story, language)
        messages.success(request, say(request, do, story, language))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return back_or_home(request)


def begin(request: HttpRequest, story: Article, language: Language) -> HttpResponse:
    workflow.start_translation(
        user=person(request), now=timezone.now(), article_id=story.pk, language=language.code
    )  # fmt: skip
    return redirect(begun_url(story, language))


def say(request: HttpRequest, do: str, story: Article, language: Language) -> str:
    """Do what the button says; returns what to tell the person. Raises Refusal and PermissionDenied."""
    user = person(request)
    here: dict[str, Any] = {"user": user, "now": timezone.now(), "article_id": story.pk, "language": language.code}
    if do in ("waive", "need"):
        workflow.waive_translation(**here, is_waived=do == "waive")
        return _("Marked as not needed.") if do == "waive" else _("Marked as needed again.")
    if do == "take":
        workflow.assign_translation(**here, assignee=user)
        return _("It is assigned to you now.")
    if do == "give_back":
        workflow.assign_translation(**here, assignee=None)
        return _("It is not assigned to anyone now.")
    if do == "assign":
        assignee = called(request.POST.get("assignee", ""))
        workflow.assign_translation(**here, assignee=assignee)
        return _("Assigned to %(who)s.") % {"who": assignee}
    raise BadRequest


def called(name: str) -> User:
    """The colleague with this user name, as it was chosen from the list. Raises Refusal."""
    name = name.strip()
    is_name = 0 < len(name) <= 150 and "\0" not in name
    found = User.objects.filter(username=name, is_active=True, is_staff=True).first() if is_name else None
    if found is None:
        raise Refusal(_("Nobody here has that name. Choose one from the list."))
    return found


def mine(request: HttpRequest) -> HttpResponse:
    """My translations: what I was asked for, the longest live first; then what I translated and is outdated."""
    user, now = person(request), timezone.now()
    own = ArticleVariant.objects.filter(translator=user).values("pk")  # the few first, not all that is public
    context = {
        "title": _("My translations"),
        "tasks": my_tasks(user, now, get_language() or ""),
        "outdated": list(outdated_of(user, ArticleVariant.objects.filter(pk__in=own), now)[:100]),
        "here": request.get_full_path(),
    }
    return answer(request, "desk/translations.html", context)
