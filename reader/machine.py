"""Pages for machines: robots, manifest, security contact, and whether the server is alive and ready."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from articles.queries import chrome
from reader.addresses import path_to
from reader.furniture import PAPER
from text.labels import label
from text.languages import LANGUAGES


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/admin/", "/accounts/", "/preview/", "/v/"]
    closed += [path_to("search", code) for code in LANGUAGES]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{path_to('sitemap')}")
    lines += [f"Sitemap: {settings.SITE_URL}{path_to('news_sitemap', code)}" for code in LANGUAGES]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116; it is good until the first of this month of the next year, whenever it is read."""
    now = timezone.now()
    expires = now.replace(year=now.year + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
    text = (
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {', '.join(LANGUAGES)}\nCanonical: {settings.SITE_URL}/.well-known/security.txt\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """The paper as an app of its own in each language: an app's addresses are those of the language. Two queries."""
    paper, home = chrome(language, timezone.now()).settings, path_to("home", language)
    name = label(paper.names, language) or settings.SITE_URL
    return JsonResponse(
        {
            "id": home,
            "name": name,
            "short_name": name,
            "description": label(paper.taglines, language) or name,
            "lang": language,
            "dir": LANGUAGES[language].direction,
            "start_url": home,
            "scope": home,
            "display": "minimal-ui",
            "background_color": PAPER["light"],
            "theme_color": PAPER["light"],
            "categories": ["news"],
            "icons": [
                {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("img/icon-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
