"""News that travels upward, as ids, after the commit. `search`, `audience` and `reader` listen; the domain knows no one."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

variant_changed = Signal()  # variant_id: what the public sees, or when, has changed


def announce(variant_id: int) -> None:
    """Send `variant_changed` once this transaction is committed."""
    transaction.on_commit(partial(variant_changed.send, sender=None, variant_id=variant_id), robust=True)
