from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.membership import Role


class Status(models.TextChoices):
    """Where a variant stands. Missing, scheduled, live and outdated are derived, never stored."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")

    def may_become(self, other: "Status") -> bool:
        """Whether the workflow has a step from here to `other`."""
        return other in STEPS[self]

    @property
    def needs(self) -> frozenset[Role]:
        """The roles that may bring a variant into this state."""
        return NEEDS[self]


STEPS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.REVIEW, Status.READY, Status.PUBLISHED}),
    Status.REVIEW: frozenset({Status.DRAFT, Status.READY, Status.PUBLISHED}),
    Status.READY: frozenset({Status.DRAFT, Status.REVIEW, Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.PUBLISHED, Status.WITHDRAWN, Status.READY}),  # ready: a schedule taken back
    Status.WITHDRAWN: frozenset({Status.PUBLISHED}),
}
_WRITERS = frozenset({Role.REPORTER, Role.TRANSLATOR, Role.EDITOR, Role.CHIEF})
_EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
NEEDS: dict[Status, frozenset[Role]] = {
    Status.DRAFT: _WRITERS,
    Status.REVIEW: _WRITERS,
    Status.READY: _EDITORS,
    Status.PUBLISHED: _EDITORS,
    Status.WITHDRAWN: _EDITORS,
}
