"""Five hundred readers at once on a page that is ready, that nobody has read yet, or that has just changed."""

import itertools
import time

from benchmarks.archives import Archive
from benchmarks.rounds import Measure, Unfit
from benchmarks.servers import WORKERS
from benchmarks.sites import Site
from tests.crowd import CLIENTS, all_at_once

NOTICED = 1.1  # seconds after which every process knows that the site has changed
CHANGE = "from articles.events import announce_site; announce_site()"


def spikes(archive: Archive, ours: Site) -> dict[str, Measure]:
    """One over the time that 99 of a hundred clients wait at most, by what they ask for."""
    unread = itertools.cycle(ours.targets.article)  # longer than the rounds are

    def wait(path: str, clients: int, is_ready: bool = False) -> float:
        try:
            answers = all_at_once(ours.address, path, clients)
        except OSError as error:
            raise Unfit(f"{path}: {error or type(error).__name__}") from error
        bad = sum(answer.status != 200 for answer in answers)
        made = sum(answer.was_made for answer in answers)
        if bad or made > (0 if is_ready else WORKERS) or (not made and not is_ready):
            raise Unfit(f"{path}: of {clients} answers {bad} were no page, and the page was made {made} times")
        return 1 / sorted(answer.seconds for answer in answers)[max(clients * 99 // 100, 1) - 1]

    def ready(_seconds: float) -> float:
        path = next(unread)
        wait(path, CLIENTS)
        return wait(path, CLIENTS, is_ready=True)

    def changed(clients: int) -> Measure:
        def measure(_seconds: float) -> float:
            archive.manage("shell", "--no-imports", "-c", CHANGE)
            time.sleep(NOTICED)
            return wait(ours.targets.hot[0], clients)

        return measure

    return {
        "one unread": lambda _seconds: wait(next(unread), 1),
        "ready": ready,
        "unread": lambda _seconds: wait(next(unread), CLIENTS),
        "one changed": changed(1),
        "changed": changed(CLIENTS),
    }
