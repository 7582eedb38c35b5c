"""Everything that may happen to a story. Admin, bulk actions, importers and commands all call these verbs.

Each verb is one transaction: gate first (PermissionDenied), then the row locked, the revision checked (StaleRevision),
then only the changed fields written. A step the workflow does not have raises Refusal, which says what to do next.
What it did stands in the log (articles/models/log.py), in the same transaction.
"""

from articles.workflow.beginning import (
    is_only_begun,
    start_article,
    start_translation,
    take_beginning_back,
    write_brief,
)
from articles.workflow.binning import BIN_DAYS, empty_bin, move_to_bin, take_out_of_bin
from articles.workflow.editing import autosave, forget_autosave, keep_lock, leave, take_over
from articles.workflow.facts import change_original_language, save_facts
from articles.workflow.preview import make_preview_link, open_wall, revoke_preview_link, revoke_preview_links
from articles.workflow.publishing import (
    Moved,
    NotTogether,
    Problem,
    correct,
    publish,
    publish_again,
    release_together,
    reschedule,
    reschedule_together,
    schedule,
    unschedule,
    withdraw,
)
from articles.workflow.rows import Blocked, Refusal, StaleRevision
from articles.workflow.translation import assign_translation, confirm_translation, waive_translation
from articles.workflow.writing import (
    approve,
    name_revision,
    restore_revision,
    save_draft,
    send_back,
    submit_for_review,
)

__all__ = [
    "BIN_DAYS", "Blocked", "Moved", "NotTogether", "Problem", "Refusal", "StaleRevision", "approve", "assign_translation", "autosave",
    "change_original_language", "confirm_translation", "correct", "empty_bin", "forget_autosave", "is_only_begun", "keep_lock", "leave",
    "make_preview_link", "move_to_bin", "name_revision", "open_wall", "publish", "publish_again", "release_together", "reschedule", "reschedule_together", "restore_revision",
    "revoke_preview_link", "revoke_preview_links", "save_draft", "save_facts", "schedule", "send_back", "start_article", "start_translation",
    "submit_for_review", "take_beginning_back", "take_out_of_bin", "take_over", "unschedule", "waive_translation", "withdraw", "write_brief",
]  # fmt: skip
