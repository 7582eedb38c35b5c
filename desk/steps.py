"""What a person may do with a variant just now: the buttons of a language's tab, and what each of them calls."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles import workflow
from articles.models import ArticleVariant, Status
from articles.permissions import Verb, may
from articles.states import Cell, State
from desk.beside import Beside
from desk.templatetags.desk import full_moment
from text.languages import LANGUAGES


@dataclass(frozen=True)
class Button:
    """`do` is what the form sends. `look`: primary, plain or danger; `is_quiet`: stands in the panel, not in the bar."""

    do: str
    label: str
    look: str = "plain"
    question: str = ""


def buttons(user: User, cell: Cell, now: datetime) -> list[Button]:
    """In the order of the day: keep, hand on, publish. No query beyond the person's rights."""
    variant = cell.variant
    assert variant is not None
    writes, approves = may(user, Verb.WRITE, variant), may(user, Verb.APPROVE, variant)
    publishes, withdraws = may(user, Verb.PUBLISH, variant), may(user, Verb.WITHDRAW, variant)
    is_new = variant.status in (Status.DRAFT, Status.REVIEW, Status.READY)
    found: list[Button] = []
    if publishes and is_new:
        found.append(Button("publish", _("Publish now"), "primary"))
    if publishes and cell.state in (State.LIVE, State.OUTDATED):
        found.append(Button("publish", _("Publish the change"), "primary"))
    if publishes and cell.state == State.SCHEDULED:
        found.append(Button("publish", _("Publish now"), "primary"))
    if publishes and cell.state == State.WITHDRAWN:
        found.append(Button("publish_again", _("Publish again"), "primary"))
    if writes:
        found.append(Button("save", _("Save"), "plain" if found else "primary"))
    if writes and variant.status == Status.DRAFT:
        found.append(Button("review", _("Send to review")))
    if approves and variant.status in (Status.DRAFT, Status.REVIEW):
        found.append(Button("approve", _("Mark as ready")))
    if writes and variant.status in (Status.REVIEW, Status.READY):
        found.append(Button("back", _("Back to draft")))
    if publishes and cell.state == State.SCHEDULED:
        found.append(Button("unschedule", _("Cancel the schedule")))
    if cell.state == State.OUTDATED and may(user, Verb.TRANSLATE, variant):
        found.append(Button("confirm", _("Nothing to change")))
    if withdraws and cell.state in (State.LIVE, State.OUTDATED):
        question = _("Withdraw this language from the site? Its address will say that the story was withdrawn.")
        found.append(Button("withdraw", _("Withdraw"), "danger", question))
    return found


def buttons_beside(found: list[Button], side: Beside, user: User, variant: ArticleVariant) -> list[Button]:
    """With the source in sight it can be confirmed before the translation was ever live."""
    is_there = any(button.do == "confirm" for button in found)
    if is_there or not found or not side.is_outdated or not may(user, Verb.TRANSLATE, variant):
        return found
    return [*found, Button("confirm", _("Confirm: it matches the source"))]


def with_confirmation(found: list[Button], cell: Cell) -> list[Button]:
    """Beside the source, a translation that is brought up to date is published and confirmed at one stroke."""
    if cell.state != State.OUTDATED or not any(button.do == "publish" for button in found):
        return found
    plain = [replace(button, look="plain") for button in found]
    return [Button("publish_and_confirm", _("Publish and confirm"), "primary"), *plain]


def may_schedule(user: User, cell: Cell) -> bool:
    """A story that was public is published at once; anything else may wait for its time."""
    variant = cell.variant
    return variant is not None and may(user, Verb.PUBLISH, variant) and cell.state not in (
        State.LIVE, State.OUTDATED, State.WITHDRAWN
    )  # fmt: skip


Step = Callable[..., Any]
STEPS: dict[str, Step] = {
    "review": workflow.submit_for_review,
    "back": workflow.send_back,
    "approve": workflow.approve,
    "publish": workflow.publish,
    "publish_again": workflow.publish_again,
    "unschedule": workflow.unschedule,
    "withdraw": workflow.withdraw,
}
DONE = {
    "save": gettext_lazy("Saved."),
    "review": gettext_lazy("Saved and sent to review."),
    "back": gettext_lazy("Saved. It is a draft again."),
    "approve": gettext_lazy("Saved and marked as ready."),
    "publish": gettext_lazy("Published. Readers see it now."),
    "publish_again": gettext_lazy("Published. Readers see it now."),
    "schedule": gettext_lazy("Scheduled. It goes live at that time."),
    "unschedule": gettext_lazy("The schedule is cancelled."),
    "withdraw": gettext_lazy("Withdrawn. Readers no longer see it in this language."),
    "confirm": gettext_lazy("Confirmed: this language matches the original."),
    "correct": gettext_lazy("The correction is published with the story."),
}

# Where readers see the words already, there was nothing to publish.
DONE_ALREADY = {
    "publish": gettext_lazy("Nothing was changed: readers see these words already."),
    "publish_and_confirm": DONE["confirm"],
}


def seen_words(variant: ArticleVariant, now: datetime) -> str:
    """What to tell somebody who has just published: an embargo may hold it back."""
    if variant.is_live(now):
        return str(DONE["publish"])
    when = full_moment(variant.visible_from)
    return _("Published. Readers see it when the embargo ends: %(when)s.") % {"when": when}


def withdrawn_words(variant_id: int, now: datetime) -> str:
    """What to tell somebody who has just withdrawn: the story's other languages stay as they are. One query."""
    left = ArticleVariant.objects.filter(article__variants=variant_id, visible_from__isnull=False)
    is_live = {variant.language: variant.is_live(now) for variant in left.only("language", "visible_from")}
    told = [str(DONE["withdraw"])]
    for live, words in ((True, _("Still on the site: %(languages)s.")), (False, _("Still scheduled: %(languages)s."))):
        inside = [str(language.inside) for code, language in LANGUAGES.items() if is_live.get(code) is live]
        if inside:
            told.append(words % {"languages": ", ".join(inside)})
    return " ".join(told)


def take(do: str, *, user: User, now: datetime, variant_id: int, head: int, data: dict[str, Any]) -> str:
    """Do what the button says, through the workflow's verb; returns what to tell the person.

    Raises Refusal (StaleRevision and Blocked among them) and PermissionDenied.
    """
    common: dict[str, Any] = {"user": user, "now": now, "variant_id": variant_id}
    if do in STEPS:
        is_publishing = do in ("publish", "publish_again")
        options = {"is_minor": data["is_minor"], "reason": data["reason"]} if is_publishing else {}
        if do == "withdraw":
            options = {"because": data["withdrawn_because"]}
        done = STEPS[do](**common, expected_head=head, **options)
        if is_publishing:
            return seen_words(done, now)
        if do == "withdraw":
            return withdrawn_words(variant_id, now)
    elif do == "publish_and_confirm":
        with transaction.atomic():  # both or neither
            done = workflow.publish(**common, expected_head=head, is_minor=data["is_minor"], reason=data["reason"])
            workflow.confirm_translation(**common, expected_source=data["expected_source"])
        return seen_words(done, now)
    elif do == "schedule":
        if data["schedule_at"] is None:
            raise workflow.Refusal(_("Choose the date and time first."))
        workflow.schedule(**common, expected_head=head, at=data["schedule_at"], reason=data["reason"])
    elif do == "confirm":
        workflow.confirm_translation(**common, expected_source=data["expected_source"])
    elif do == "correct":
        workflow.correct(
            **common,
            kind=data["correction_kind"],
            text=data["correction_text"],
            is_on_top=data["correction_is_on_top"],
            with_head=head if data["correction_with_text"] else None,
            is_minor=data["is_minor"],
            reason=data["reason"],
        )
    return str(DONE.get(do, DONE["save"]))
