"""The reader's page of an unpublished text, for whoever holds the link. The desk only makes tokens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles.models import ArticleVariant
from articles.previews import previewed
from articles.queries import surround
from reader.media import rendered_at, rendition
from reader.social import drawn_card
from reader.views import render_article

THEMES = ("light", "dark")


@xframe_options_sameorigin
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token that is forged, expired or revoked. How it is sealed from caches and robots: PreviewMiddleware.

    `?theme=` forces day or night, for the windows of the desk's wall: no script of the page runs in them.
    """
    now = timezone.now()
    variant = previewed(token, now)
    if variant is None:
        raise Http404
    base = f"/preview/{token}/media"
    variant.body = variant.body.replace('src="/media/', f'src="{base}/')
    theme = request.GET.get("theme")
    with translation.override(variant.language):
        return render_article(
            request,
            surround(variant, now, media_base=base),
            now,
            is_preview=True,
            theme=theme if theme in THEMES else "",
        )


@require_safe
def preview_media(request: HttpRequest, token: str, key: str, name: str) -> HttpResponse:
    """A picture of the previewed text: its lead or one in its body, and no other."""
    now = timezone.now()
    variant = previewed(token, now)
    if variant is None or not shows(variant, key):
        raise Http404
    return rendition(request, key, name, rendered_at(key, now), "no-store")  # type: ignore[return-value]


@require_safe
def preview_card(request: HttpRequest, token: str) -> HttpResponse:
    """The social card that the previewed text will have."""
    now = timezone.now()
    variant = previewed(token, now)
    if variant is None:
        raise Http404
    response = HttpResponse(drawn_card(variant, now), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def shows(variant: ArticleVariant, key: str) -> bool:
    lead = variant.article.lead_photo
    return (lead is not None and lead.key == key) or f'"/media/{key}/' in variant.body
