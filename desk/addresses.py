"""The desk's own screens that are no model's: their addresses below /admin/."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from desk import assignments, bulk, calendar, finding, keys, log
from desk.nameless import names_page
from desk.release import release


def own_urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """`view`: the site's own wrapper, which asks for a sign-in and the second factor."""
    return [
        path("single-keys/", view(require_POST(keys.set_single_keys)), name="single_keys"),
        path("find/", view(finding.find), name="find"),
        path("board/<int:article_id>/<slug:word>/", view(require_POST(assignments.act)), name="board_cell"),
        path("translations/", view(assignments.mine), name="translations"),
        path("release/", view(release), name="release"),
        path("names/", view(names_page), name="names"),
        path("log/", view(log.log), name="log"),
        path("log/export/", view(log.export), name="log_export"),
        path("calendar/", view(calendar.calendar), name="calendar"),
        path("calendar/move/", view(require_POST(calendar.move)), name="calendar_move"),
        path("bulk/", view(require_POST(bulk.bulk)), name="bulk"),
        path("bulk/<int:change_id>/", view(bulk.result), name="bulk_result"),
        path("bulk/<int:change_id>/undo/", view(require_POST(bulk.undo)), name="bulk_undo"),
    ]
