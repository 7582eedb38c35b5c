"""What must hold, by the parts and rows of `make bench`. All are ratios: of rates (at least) or of times (at most)."""

from benchmarks.tables import Bound


def least(limit: float) -> Bound:
    return Bound(limit, is_least=True)


def most(limit: float) -> Bound:
    return Bound(limit, is_least=False)


# Of nginx with the same bytes compressed beforehand.
HOT = {"granian": least(0.40), "gunicorn": least(0.08), "behind nginx": least(0.85), "behind varnish": least(0.6)}
# Of Django's hello on gunicorn, 32 connections; the beacon of hello on the server that we run on.
UNCACHED = {"article": least(0.20), "home": least(0.10), "section": least(0.10), "tag": least(0.10)}
BEACON = least(0.8)
# Processor's time of a story with counting, of the same without.
COUNTED = {"ready": most(1.05), "made": most(1.01)}
# Times of 99 of a hundred of a crowd, of those of one reader for whom the page is made and the crowd on a ready page.
SPIKE = most(3)
# One connection, of Django's hello on gunicorn.
SEARCH = least(0.01)
# Times of an editor's page over hello's. WordPress: list 250, open 210, save 210, search in the list 2,000.
EDITORS = {"stories": most(125), "story_open": most(105), "story_saved": most(105), "stories_found": most(200)}
SEARCH_GROWTH = most(3)
MEMORY = 300  # megabytes of the whole stack, under load
START = most(3)  # of hello's


def growth(large: int) -> Bound:
    return most(1.25 if large >= 1_000_000 else 1.1)
