"""The parts of `make bench`: each starts what it compares, takes its interleaved rounds, and makes a table."""

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from subprocess import Popen

from benchmarks import bounds, floors
from benchmarks.archives import Archive, Archives
from benchmarks.rounds import Measure, Ratio, Unfit, interleave, over, slower, wrk
from benchmarks.servers import Missing, granian, memory, running, seconds_to_start
from benchmarks.sites import GZIP, Site, behind, serve, site, targets_of
from benchmarks.spikes import spikes as measures_of_spikes
from benchmarks.tables import Bound, Row, Table
from benchmarks.targets import Targets
from tests.crowd import CLIENTS
from tests.serving import free_port

HELLO = "Django's hello on gunicorn"
WORDS = {
    "article": "article", "home": "home", "section": "section", "tag": "tag", "deep_page": "deep page",
    "common_word": "search, a common word", "rare_word": "search, a rare word", "board": "board of the week",
    "stories": "list of stories", "stories_found": "search in the list", "story_open": "open a story", "story_saved": "save a story",
    "beacon_hot": "view beacon, one story", "beacon_spread": "view beacon, many stories",
}  # fmt: skip
SEARCHES = ("common_word", "rare_word")
PAGES = ("article", "home", "section", "tag", "deep_page")


@dataclass
class Run:
    """What is measured, and what was found so far."""

    archives: Archives
    rounds: int
    seconds: float
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was not measured, and why
    known: dict[Path, Targets] = field(default_factory=dict)

    @contextlib.contextmanager
    def site(self, archive: Archive, *, cached: bool, server: str = "granian", **settings: str) -> Iterator[Site]:
        if archive.folder not in self.known:
            self.known[archive.folder] = targets_of(archive)
        with site(archive, self.known[archive.folder], cached=cached, server=server, **settings) as found:
            yield found

    def take(self, measures: dict[str, Measure], seconds: float = 0) -> dict[str, list[float]]:
        rates, unfit = interleave(measures, self.rounds, seconds or self.seconds)
        self.notes += unfit
        return rates


@contextlib.contextmanager
def optional(run: Run, what: str) -> Iterator[None]:
    """A part that lacks something is told among the notes, and the others go on."""
    try:
        yield
    except (Missing, Unfit) as error:
        run.notes.append(f"{what}: {error}")


def enter(run: Run, stack: contextlib.ExitStack, what: str, server: contextlib.AbstractContextManager) -> object:
    """What the server yields, or None where something is missing."""
    with optional(run, what):
        return stack.enter_context(server)
    return None


def rows(
    rates: dict[str, list[float]],
    base: str,
    names: dict[str, str],
    must: dict[str, Bound] | None = None,
    compare: Callable = over,
) -> list[Row]:
    """A row for each of `names` (key: title) that was measured, over the rates of `base`."""
    if base not in rates:
        return []
    found = {key: title for key, title in names.items() if key in rates and key != base}
    return [Row(title, compare(rates[key], rates[base]), (must or {}).get(key)) for key, title in found.items()]


def hot(run: Run, archive: Archive) -> None:
    """One story, asked for again and again, beside servers that have nothing to do but hand out its bytes."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-bench-")))
        ours = stack.enter_context(run.site(archive, cached=True))
        page = ours.page("hot")
        measures = {"granian": ours.measure("hot"), "home": ours.measure("home"), "section": ours.measure("section")}
        for name in ("nginx", "varnish"):
            address = enter(run, stack, f"ours behind {name}", behind(name, ours, folder))
            if isinstance(address, str):
                measures[f"behind {name}"] = wrk(address, ours.targets.hot, headers=GZIP)
        on_gunicorn = enter(run, stack, "ours on gunicorn", run.site(archive, cached=True, server="gunicorn"))
        if isinstance(on_gunicorn, Site):
            measures["gunicorn"] = on_gunicorn.measure("hot")
        servers = {
            "nginx": floors.nginx(page, folder),
            "plain granian": floors.plain("granian", page, folder),
            "plain gunicorn": floors.plain("gunicorn", page, folder),
            "hello granian": floors.hello("granian"),
            "hello gunicorn": floors.hello("gunicorn"),
        }
        for name, server in servers.items():
            address = enter(run, stack, name, server)
            if isinstance(address, str):
                measures[name] = wrk(address, headers=GZIP)
        rates = run.take(measures)
    names = {
        "behind nginx": "our article behind our nginx", "behind varnish": "our article behind our Varnish",
        "granian": "our article", "gunicorn": "our article on gunicorn", "home": "our home, three languages", "section": "our section",
        "plain granian": "plain WSGI bytes on granian", "plain gunicorn": "plain WSGI bytes on gunicorn",
        "hello granian": "Django's hello on granian", "hello gunicorn": HELLO,
    }  # fmt: skip
    table = Table(f"Hot pages ({named(archive)})", "Rate; nginx with the article's file compressed beforehand = 1.")
    table.rows = rows(rates, "nginx", names, bounds.HOT)
    run.tables.append(table)


def uncached(run: Run, archive: Archive) -> None:
    """Every page made anew: many stories in turn, the page cache off."""
    kinds = (*PAGES, *SEARCHES)
    with run.site(archive, cached=False) as ours, floors.hello("gunicorn") as hello:
        rates = run.take({"hello": wrk(hello), **{kind: ours.measure(kind) for kind in kinds}})
    table = Table(f"Uncached, a crowd ({named(archive)})", f"Rate; {HELLO} = 1.")
    table.rows = rows(rates, "hello", pages(ours, kinds), bounds.UNCACHED)
    run.tables.append(table)


def spikes(run: Run, archive: Archive) -> None:
    """A crowd on a page that is not there, beside the same crowd on one that is."""
    with run.site(archive, cached=True) as ours:
        rates = run.take(measures_of_spikes(archive, ours))
    table = Table(
        f"Spikes, {CLIENTS} clients at once ({named(archive)})",
        "Time that 99 of a hundred wait at most; one reader's wait while the page is made, and the crowd's for a ready page = 1.",
    )
    for kind, title in {"unread": "a page that nobody has read", "changed": "a page that has just changed"}.items():
        if {"ready", kind, f"one {kind}"} <= rates.keys():
            base = [1 / (1 / one + 1 / ready) for one, ready in zip(rates[f"one {kind}"], rates["ready"], strict=True)]
            table.rows.append(Row(title, slower(rates[kind], base), bounds.SPIKE))
    run.tables.append(table)


def views(run: Run, archive: Archive) -> None:
    """Beacons, each from a reader of its own behind a proxy, so that all are counted; and what they cost the pages."""
    kinds = ("beacon_hot", "beacon_spread")
    with run.site(archive, cached=True, TRUSTED_PROXIES="127.0.0.1") as ours, floors.hello("granian") as hello:
        ours.check_counting()
        rates = run.take({"hello": wrk(hello), **{kind: ours.measure(kind) for kind in kinds}})
        crowds = run.take({kind: ours.measure(kind) for kind in ("hot", "hot_and_beacon")})
    table = Table(f"Counting views ({named(archive)})", "Rate; Django's hello on the same server (granian) = 1.")
    table.rows = rows(rates, "hello", pages(ours, kinds), dict.fromkeys(kinds, bounds.BEACON))
    crowd = Table(f"Readers who are counted ({named(archive)})", "Readers a second; who read the ready page alone = 1.")
    if "hot_and_beacon" in crowds:
        crowds["hot_and_beacon"] = [rate / 2 for rate in crowds["hot_and_beacon"]]  # two requests each
        crowd.rows = rows(crowds, "hot", {"hot_and_beacon": "a ready page and its beacon, each of another reader"})
    pays = Table(
        f"What counting costs the page itself ({named(archive)})",
        "Processor's time of the page in our program; without the mark for its beacon, and nobody who looks for beacons = 1.",
    )
    told = json.loads(archive.ask("benchmarks.counted", str(run.rounds)))
    for kind, title in {"ready": "a ready page", "made": "a page made anew"}.items():
        pays.rows.append(Row(title, Ratio.of(told[kind]), bounds.COUNTED[kind]))
    run.tables += [table, crowd, pays]


def editors(run: Run, archive: Archive) -> None:
    """One editor, and one reader who searches: a connection each."""
    kinds = ("board", "stories", "stories_found", "story_open", "story_saved")
    with run.site(archive, cached=False) as ours, floors.hello("gunicorn") as hello:
        measures = {"hello": wrk(hello, connections=1), **{kind: ours.measure(kind, 1) for kind in (*SEARCHES, *kinds)}}
        rates = run.take(measures)
    searches = Table(f"Search, one connection ({named(archive)})", f"Rate; {HELLO} = 1.")
    searches.rows = rows(rates, "hello", pages(ours, SEARCHES), dict.fromkeys(SEARCHES, bounds.SEARCH))
    table = Table(
        f"The editors' side, one connection ({named(archive)})",
        f"Time, lower is better; {HELLO} = 1. WordPress: list 250, open 210, save 210, search in the list 2,000.",
    )
    table.rows = rows(rates, "hello", pages(ours, kinds), bounds.EDITORS, slower)
    run.tables += [searches, table]


def growth(run: Run, small: Archive, large: Archive) -> None:
    """The same pages of a small and a large archive, one connection."""
    kinds = (*PAGES, *(() if large.is_lean else SEARCHES), "board", "stories")
    with run.site(small, cached=False) as before, run.site(large, cached=False) as after:
        measures = {}
        for kind in kinds:
            measures |= {f"small {kind}": before.measure(kind, 1), f"large {kind}": after.measure(kind, 1)}
        rates = run.take(measures)
    table = Table(
        f"Growth ({large.kind}, {small.size:,} to {large.size:,} stories)",
        "Time, one connection; the smaller archive = 1.",
    )
    for kind in kinds:
        must = bounds.SEARCH_GROWTH if kind in SEARCHES else bounds.growth(large.size)
        table.rows += rows(rates, f"small {kind}", {f"large {kind}": WORDS[kind]}, {f"large {kind}": must}, slower)
    run.tables.append(table)


def whole(run: Run, archive: Archive) -> None:
    """The memory of the whole stack under load, and how long it takes from nothing to the first page."""
    hello = granian("benchmarks.hello:application", port := free_port())
    with run.site(archive, cached=True) as ours, running(hello, port) as process:
        used = run.take(
            {
                "ours": loaded(ours.measure("article"), ours.process),
                "hello": loaded(wrk(f"http://127.0.0.1:{port}"), process),
            }
        )
    place = free_port()
    environment = archive.environment(place)
    starts = run.take(
        {
            "ours": lambda _seconds: 1 / seconds_to_start(serve(place), place, ours.targets.hot[0], **environment),
            "hello": lambda _seconds: 1 / seconds_to_start(hello, port),
        }
    )
    table = Table(f"The whole stack ({named(archive)})", "Django's hello on granian = 1.")
    if {"ours", "hello"} <= used.keys():
        limit = bounds.most(bounds.MEMORY / median(used["hello"]))
        title = f"memory under load ({median(used['ours']):.0f} MB, its share of what is shared)"
        table.rows += rows(used, "hello", {"ours": title}, {"ours": limit})
    table.rows += rows(starts, "hello", {"ours": "time to the first page"}, {"ours": bounds.START}, slower)
    run.tables.append(table)


def loaded(load: Measure, process: Popen) -> Measure:
    """Megabytes after so many seconds of load."""

    def measure(seconds: float) -> float:
        load(seconds)
        return memory(process)

    return measure


def named(archive: Archive) -> str:
    return f"{archive.kind}, {archive.size:,} stories"


def pages(ours: Site, kinds: tuple[str, ...]) -> dict[str, str]:
    """{kind: its title}; how deep the deep page is depends on the archive."""
    return {kind: f"page {ours.targets.deep:,} of the latest" if kind == "deep_page" else WORDS[kind] for kind in kinds}
