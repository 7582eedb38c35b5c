"""`make bench`: what each kind of page asks the database and weighs, on the database that is configured. Prints a table.

Counts and bytes, no times: these do not depend on the machine. Fill a database first: `make demo`, and for a large one
`manage.py seed_archive --articles 100000`.
"""

import gzip
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")


def addresses() -> list[tuple[str, str]]:
    """One address of each kind, of the newest English story that has everything."""
    from django.utils import timezone

    from articles.models import ArticleVariant, AuthorListing, TagListing

    live = ArticleVariant.objects.live("en", timezone.now())
    variant = live.filter(article__lead_photo__isnull=False).newest_first().first() or live.newest_first().first()
    if variant is None:
        sys.exit("There is no story in this database. Run `make demo` first.")
    tag = TagListing.objects.filter(language="en").values_list("tag__slug", flat=True).first()
    author = AuthorListing.objects.filter(language="en").values_list("author__slug", flat=True).first()
    return [
        ("front", "/en/"),
        ("section", f"/en/{variant.section.key}/"),
        ("article", f"/en/{variant.article_id}/{variant.slug}/"),
        ("tag", f"/en/tag/{tag}/"),
        ("author", f"/en/author/{author}/"),
        ("latest", "/en/latest/"),
        ("most read", "/en/most-read/"),
        ("search", "/en/search/?q=the"),
        ("feed", "/en/feed.rss"),
        ("sitemap", "/sitemap.xml"),
        ("news sitemap", "/news-sitemap-en.xml"),
    ]


def main() -> None:
    django.setup()
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles.models import ArticleVariant

    client = Client(headers={"host": "localhost"})
    print(f"{ArticleVariant.objects.count()} variants, {connection.vendor}\n")
    print(f"{'page':14}{'queries':>8}{'bytes':>10}{'gzip':>8}")
    for name, address in addresses():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"{address} answered {response.status_code}")
        print(f"{name:14}{len(queries):>8}{len(response.content):>10}{len(gzip.compress(response.content)):>8}")


if __name__ == "__main__":
    main()
