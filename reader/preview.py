"""The reader's page of an unpublished revision, for whoever holds the link. The desk only makes tokens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.models import ArticleVariant
from articles.queries import previewed, surround
from reader.media import rendered_at, rendition
from reader.views import render_article


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token that is forged, expired or revoked; never stored, never indexed, never named in a Referer."""
    now = timezone.now()
    variant = previewed(token, now)
    if variant is None:
        raise Http404
    base = f"/preview/{token}/media"
    variant.body = variant.body.replace('src="/media/', f'src="{base}/')
    with translation.override(variant.language):
        response = render_article(request, surround(variant, now, media_base=base), now, is_preview=True)
    return sealed(response)


@require_safe
def preview_media(request: HttpRequest, token: str, key: str, name: str) -> HttpResponse:
    """A picture of the previewed text: its lead or one in its body, and no other."""
    now = timezone.now()
    variant = previewed(token, now)
    if variant is None or not shows(variant, key):
        raise Http404
    return sealed(rendition(request, key, name, rendered_at(key, now), "no-store"))  # type: ignore[arg-type]


def shows(variant: ArticleVariant, key: str) -> bool:
    lead = variant.article.lead_photo
    return (lead is not None and lead.key == key) or f'"/media/{key}/' in variant.body


def sealed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
