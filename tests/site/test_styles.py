"""What no stylesheet and no label may do: upper-case corrupts Armenian, and left and right are not where every script has them."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
UPPERCASE = re.compile(
    r"text-transform:(?!\s*none)|font-variant[\w-]*:[^;}]*(?:small|petite|titling|unicase)|font:[^;}]*small-caps"
)
SIDES = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|(?<![\w-])(?:left|right):|(?:text-align|float|clear):\s*(?:left|right)"
)
IN_CODE = re.compile(r"\|\s*(?:upper|title)\b|\.toUpperCase\(|\.toLocaleUpperCase\(")


def lines(*patterns):
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    assert found
    return [(path.relative_to(ROOT), line) for path in found for line in path.read_text().splitlines()]


def test_no_style_changes_the_case_of_letters():
    assert UPPERCASE.search("a { text-transform: uppercase }") and UPPERCASE.search(
        "b { font-variant-caps: all-small-caps; }"
    )
    assert [where for where in lines("static/**/*.css", "templates/**/*.html") if UPPERCASE.search(where[1])] == []


def test_no_template_or_script_changes_the_case_of_a_label():
    assert IN_CODE.search("{{ name|upper }}") and IN_CODE.search("label.toUpperCase()")
    assert [where for where in lines("templates/**/*.html", "static/**/*.js") if IN_CODE.search(where[1])] == []


def test_the_readers_stylesheets_know_no_left_and_right():
    assert SIDES.search("a { margin-left: 1px }") and SIDES.search("b { text-align: right; }")
    assert [where for where in lines("static/css/*.css") if SIDES.search(where[1])] == []
