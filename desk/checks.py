"""What stands beside a language's publish button: the checklist's findings, and whether a change is proposed as minor."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from articles.checklist import Finding, check
from articles.models import Article, ArticleVariant, Revision
from articles.permissions import Verb, may
from articles.small_edits import is_small
from articles.snapshots import Text
from articles.states import Cell, State
from articles.subjects import subject_of


@dataclass(frozen=True)
class Checks:
    """`is_small`: the change from what readers see is proposed as minor."""

    findings: list[Finding]
    is_small: bool


def checks(user: User, story: Article, found: ArticleVariant, cell: Cell, text: Text) -> Checks | None:
    """Of this text, saved or not; None for who may neither write nor publish it. Seven queries at most."""
    if story.binned_at or not (may(user, Verb.WRITE, found) or may(user, Verb.PUBLISH, found)):
        return None
    found.article = story
    is_live_source = cell.state == State.LIVE and found.language == story.original_language
    return Checks(
        findings=check(subject_of(found, text), found.section.checklist),
        is_small=is_live_source and is_small_change(found, text),
    )


def is_small_change(found: ArticleVariant, text: Text) -> bool:
    """Whether this text differs from the published one by a small edit; one query."""
    if found.published_revision_id is None:
        return False
    public = Revision.objects.get(pk=found.published_revision_id)
    return is_small(Text.from_json(public.data), text)


@dataclass(frozen=True)
class Block:
    """Why a text was not published or scheduled. `do`: the button that was pressed, and may be again with a reason."""

    do: str
    findings: list[Finding]
    lacks_reason: bool

    @property
    def heading(self) -> str:
        return _("Saved, but not scheduled.") if self.do == "schedule" else _("Saved, but not published.")

    @property
    def label(self) -> str:
        return _("Schedule anyway") if self.do == "schedule" else _("Publish anyway")
