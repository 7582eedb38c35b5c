"""Where the readers' pages are. Django finds an address anew each time it is asked; a page has forty of them."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def path_to(route: str, *arguments: object) -> str:
    """The path of a route of `reader.urls`."""
    return reverse(f"reader:{route}", args=arguments)
