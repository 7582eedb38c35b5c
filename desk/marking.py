"""Side by side while somebody types: the same marks as of the page, asked for anew."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from desk.base import person
from desk.beside import as_json, beside, told
from desk.forms import TextForm, language_or_none
from desk.workspace import find_story


def marks(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """Where each part of the source stands in the text as it is being typed, as JSON. Nothing is kept."""
    story = find_story(person(request), article_id)
    language = language_or_none(word)
    found = story.variants.select_related("article").filter(language=language.code).first() if language else None
    if found is None:
        raise Http404
    try:
        paragraphs = told(request.POST.get("blocks", "[]"))
    except ValueError:
        return HttpResponseBadRequest()
    side = beside(found, request.POST.get("beside", ""), TextForm.typed(request.POST), paragraphs)
    if side is None:
        raise Http404
    return JsonResponse(as_json(side))
