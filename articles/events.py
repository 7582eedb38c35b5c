"""News that travels upward, as ids, after the commit. `search`, `audience` and `reader` listen; the domain knows no one."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django_tasks import task

from articles.models import SiteState

variant_changed = Signal()  # variant_id: what the public sees, or when, has changed
paper_renamed = Signal()  # the name of the paper is another, in some language
site_changed = Signal()  # some public page is no longer what it was, in this process or another
A_TASK = 500


def announce_site() -> None:
    """Ready pages are out of date once this transaction is committed; one query then."""
    # After the commit, not in it: the row would be a lock that all of the desk queues for.
    transaction.on_commit(_count_change, robust=True)


def _count_change() -> None:
    if not SiteState.objects.filter(pk=1).update(generation=F("generation") + 1):
        SiteState.objects.get_or_create(pk=1, defaults={"generation": 1})
    site_changed.send_robust(sender=None)


def announce(variant_id: int) -> None:
    """Send `variant_changed` once this transaction is committed."""
    announce_site()
    # A lambda and no partial: Django calls what failed by its name, which a partial lacks.
    transaction.on_commit(lambda: variant_changed.send(sender=None, variant_id=variant_id), robust=True)


def announce_all(variant_ids: Sequence[int]) -> None:
    """The same for very many, in tasks, so that nobody waits for it; for none, only the pages are out of date."""
    announce_site()
    for start in range(0, len(variant_ids), A_TASK):
        _announce_later(list(variant_ids[start : start + A_TASK]))


def _announce_later(part: list[int]) -> None:
    transaction.on_commit(lambda: send_all.enqueue(part), robust=True)


@task()
def send_all(variant_ids: list[int]) -> None:
    for variant_id in variant_ids:
        variant_changed.send_robust(sender=None, variant_id=variant_id)
