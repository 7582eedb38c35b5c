"""Every public address, taken from the site map itself, filled with what the test paper holds."""

from django.urls import URLPattern
from django.utils import timezone

from reader.social import card_path
from reader.urls import urlpatterns
from tests import cast

FORMATS = ("rss", "atom", "json")
# Not for readers' eyes at any time, and tested where they belong.
ELSEWHERE = {"preview", "preview_card", "preview_media", "seen", "withdrawn"}
# A person's browser: shorter names are taken for machines, and would prove nothing about views.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def names():
    return {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}


def addresses(variants, photo=None):
    """{route name: [addresses]} for live variants of one story in three languages; every route has one at least."""
    found = {name: [] for name in names() - ELSEWHERE}
    found["root"] = ["/"]
    told = {
        "sitemap": "/sitemap.xml",
        "robots": "/robots.txt",
        "security": "/.well-known/security.txt",
        "speculation_rules": "/speculation-rules.json",
        "worker": "/sw.js",
    }
    for name in (*told, "healthz", "readyz"):
        found[name] = [told.get(name, f"/{name}")]
    for variant in variants:
        word, day = cast.WORDS[variant.language], timezone.localtime(variant.visible_from)
        at = f"/{word}/"
        places = {
            "home": at, "latest": f"{at}latest/", "most_read": f"{at}most-read/", "corrections": f"{at}corrections/",
            "search": f"{at}search/", "offline": f"{at}offline/", "about": f"{at}about/", "contact": f"{at}contact/", "section": f"{at}region/",
            "tag": f"{at}tag/railways/", "author": f"{at}author/nora-vale/", "source": f"{at}source/caspian-wire/",
            "archive_year": f"{at}archive/{day:%Y}/", "archive_month": f"{at}archive/{day:%Y}/{day.month}/",
            "archive_day": f"{at}archive/{day:%Y}/{day.month}/{day.day}/", "article": cast.address(variant),
            "article_by_id": f"{at}{variant.article_id}/", "manifest": f"/manifest-{word}.webmanifest",
            "news_sitemap": f"/news-sitemap-{word}.xml", "sitemap_lists": f"/sitemap-{word}.xml", "sitemap_month": f"/sitemap-{word}-{day:%Y}-{day.month}.xml",
        }  # fmt: skip
        for name, address in places.items():
            found[name].append(address)
        found["most_read_in"] += [f"{at}most-read/1h/", f"{at}most-read/7d/"]
        found["search"] += [f"{at}search/?q={query}" for query in ("train", "поезд", "գնացք", "secret")]
        found["suggest"] += [f"{at}search/suggest/?q={typed}" for typed in ("", "ra", "train", "поезд", "գնացք")]
        for form in FORMATS:
            found["feed"].append(f"{at}feed.{form}")
            found["section_feed"].append(f"{at}region/feed.{form}")
            found["tag_feed"].append(f"{at}tag/railways/feed.{form}")
            found["author_feed"].append(f"{at}author/nora-vale/feed.{form}")
        from reader.views import short_word

        found["short"].append(f"/s/{short_word(variant.pk)}")
        found["social_card"].append(card_path(variant, cast.paper().names, timezone.now()))
        if photo:
            found["media"].append(f"/media/{photo.key}/c480.jpg")
    return found


def pages(found):
    """The addresses a reader opens as pages of their own."""
    machines = {"root", "sitemap", "robots", "security", "speculation_rules", "healthz", "readyz", "manifest", "news_sitemap", "sitemap_lists", "sitemap_month", "feed",
                "section_feed", "tag_feed", "author_feed", "worker", "short", "media", "social_card", "article_by_id", "suggest"}  # fmt: skip
    return [address for name, places in found.items() if name not in machines for address in places]


def body(response):
    """What was sent, of a page as of a file."""
    return b"".join(response.streaming_content) if response.streaming else response.content
