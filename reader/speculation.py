"""What a browser may fetch ahead: a story whose link the reader is about to press. Named in a header of every page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from text.languages import BY_WORD

STORIES = f"/:language({'|'.join(BY_WORD)})/:story(\\d+)/*"
RULES = {"prefetch": [{"source": "document", "where": {"href_matches": STORIES}, "eagerness": "moderate"}]}


@require_safe
@cache_control(public=True, max_age=3600)
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """Nothing is fetched ahead for who saves data. Prefetch, never prerender: a page ahead of its reader is not read."""
    is_saving = request.headers.get("Save-Data", "").lower() == "on"
    response = JsonResponse({} if is_saving else RULES, content_type="application/speculationrules+json")
    patch_vary_headers(response, ["Save-Data"])
    return response
