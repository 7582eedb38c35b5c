"""Tells the shared caches in front of the site that something public has changed, from the worker: nobody waits for it.

What the site publishes can stand on any page, so one key names it all (decision 0025). Nothing depends on a purge: it shortens a minute at most.
"""

import logging
import urllib.request
from datetime import timedelta
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)
KEY = "published"  # the Surrogate-Key of all that shared caches may keep, but for static files
TIMEOUT = 5  # seconds
AGAIN = timedelta(
    seconds=2
)  # when every server knows of the change: one that did not yet may have answered the cache meanwhile
RETRIES = [timedelta(seconds=seconds) for seconds in (2, 10, 30)]  # then the minute is over for which anything is kept


def on_change(**_signal: Any) -> None:
    for address in settings.PURGE_URLS:
        purge.enqueue(address)
        if purge.get_backend().supports_defer:
            purge.using(run_after=timezone.now() + AGAIN).enqueue(address)


@task(priority=50)
def purge(address: str, attempt: int = 0) -> None:
    """Again a little later when the cache does not answer well. Safe to repeat."""
    request = urllib.request.Request(address, headers={"Surrogate-Key": KEY}, method="PURGE")  # noqa: S310 - settings checked its scheme
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            logger.info("%s was purged of what was published before", address)
    except (OSError, HTTPException) as error:
        logger.warning("%s was not purged: %s", address, error)
        if attempt < len(RETRIES) and purge.get_backend().supports_defer:
            purge.using(run_after=timezone.now() + RETRIES[attempt]).enqueue(address, attempt + 1)
