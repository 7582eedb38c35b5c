"""What counting costs a page itself: the mark that its beacon is sent by, and `Beacons` in front of the ready pages.

Run on an archive (`python -m benchmarks.counted ROUNDS`) it prints as JSON the processor's time with both over that without, a ratio a round. There
is no server, whose share would hide some of it: a page with and the same page without in turn, and of such pairs the median.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

MARK = re.compile(r"""\{% if not is_preview %\} data-seen="[^"]*"\{% endif %\}""")
PAGES = 100
READINGS = 100  # of a ready page for one figure, because one is too short to be measured
PAIRS = 3  # of each page that is made anew, in each round


def main(rounds: int) -> None:
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.template import engines
    from django.utils import timezone

    from articles.models import ArticleVariant
    from newsroom.proxies import behind_proxies
    from reader.addresses import path_to
    from reader.page_cache import PageCache
    from reader.seen import Beacons
    from reader.site_watch import watch

    made, engine = get_wsgi_application(), engines["readers"]
    counted, plain = (PageCache(made, 64 * 1024 * 1024, watch) for _which in range(2))
    ready = behind_proxies(Beacons(counted)), behind_proxies(plain)
    environments = engine.env, unmarked(engine.env)

    def pair(number: int, path: str, applications: tuple[Callable, Callable], readings: int = 1) -> float:
        """The time with counting over that without; every second pair is taken backwards."""
        taken = [0.0, 0.0]
        for which in (0, 1) if number % 2 else (1, 0):
            engine.env = environments[which]
            taken[which] = read(applications[which], path, readings, is_marked=not which)
        return taken[0] / taken[1]

    live = ArticleVariant.objects.live("en", timezone.now()).newest_first()[:PAGES]
    paths = [path_to("article", "en", variant.article_id, variant.slug) for variant in live]
    found: dict[str, list[float]] = {"ready": [], "made": []}
    for _round in range(1 + rounds):
        found["ready"].append(median(pair(number, path, ready, READINGS) for number, path in enumerate(paths)))
        found["made"].append(median(pair(number, path, (made, made)) for number, path in enumerate(paths * PAIRS)))
    print(json.dumps({name: ratios[1:] for name, ratios in found.items()}))  # the first was to warm up


def read(application: Callable, path: str, readings: int, *, is_marked: bool) -> float:
    """Seconds of this thread on the processor."""
    from django.conf import settings
    from django.test import RequestFactory

    asked = RequestFactory().get(path, headers={"host": settings.SITE_URL.partition("//")[2]}).environ
    environs = [asked.copy() for _reading in range(readings)]
    said: list[str] = []
    began = time.thread_time()
    for environ in environs:
        body = b"".join(application(environ, lambda status, *_headers: said.append(status)))
    taken = time.thread_time() - began
    if {status[:3] for status in said} != {"200"} or (b"data-seen" in body) != is_marked:
        raise SystemExit(f"{path} is not what it was taken for")
    return taken


def unmarked(environment: Any) -> Any:
    """The same templates, but no page asks for a beacon."""
    from jinja2 import FunctionLoader

    def load(name: str) -> str:
        source: str = environment.loader.get_source(environment, name)[0]
        return MARK.sub("", source)

    return environment.overlay(loader=FunctionLoader(load), bytecode_cache=None)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main(int(sys.argv[1]))
