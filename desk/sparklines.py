"""Small curves, drawn on the server: the desk's policy lets no page draw with styles of its own."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 96, 24, 2


def sparkline(values: Sequence[int]) -> SafeString:
    """An SVG line through `values`, from nought to the greatest of them. Decoration: the numbers stand beside it in words."""
    top = max(values, default=0) or 1
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    tall = HEIGHT - 2 * EDGE
    points = " ".join(
        f"{EDGE + place * step:.1f},{HEIGHT - EDGE - value * tall / top:.1f}" for place, value in enumerate(values)
    )
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        '<polyline points="{2}"/></svg>',
        WIDTH, HEIGHT, points,
    )  # fmt: skip
