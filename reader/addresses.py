"""Where the readers' pages are. Django finds an address anew each time it is asked; a page has forty of them.

It is asked for the readers' site map alone: the whole one would read all that signing in needs before the first page.
"""

from functools import lru_cache

from django.urls import reverse

SITE_MAP = "reader.urls"


@lru_cache(maxsize=10_000)
def path_to(route: str, *arguments: object) -> str:
    """The path of a route."""
    return reverse(route, SITE_MAP, args=arguments)


@lru_cache(maxsize=10_000)
def path_with(route: str, **values: object) -> str:
    """The same by the names of its parts."""
    return reverse(route, SITE_MAP, kwargs=values)
