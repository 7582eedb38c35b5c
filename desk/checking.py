"""The checklist of words that are not saved yet."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from articles import bodies
from articles.permissions import Verb, require
from articles.states import cells
from desk.base import person
from desk.checks import checks
from desk.forms import TextForm, language_or_none
from desk.workspace import find_story


def check(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """What the checklist says while somebody types; 422 for what could not be saved. Saves nothing."""
    user, language = person(request), language_or_none(word)
    if language is None:
        raise Http404
    story = find_story(user, article_id)
    found = get_object_or_404(story.variants.select_related("section"), language=language.code)
    require(user, Verb.WRITE, found)
    form = TextForm(language, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        text = bodies.clean(form.text())
    except ValidationError:
        return HttpResponse(status=422)
    cell = next(cell for cell in cells([story], timezone.now())[story.pk] if cell.language == language)
    context = {"checks": checks(user, story, found, cell, text)}
    return TemplateResponse(request, "desk/parts/findings.html", context)
