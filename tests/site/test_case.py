"""Nothing is written in capitals by a style, a template or a line of code: Armenian և has none, and a label is not shouted. Nor has a style sides."""

import re

from django.conf import settings

from newsroom.joined_static import SOURCE

STYLED = re.compile(
    r"text-transform\s*:(?!\s*none\b)[^;}]+|font(?:-variant(?:-caps)?)?\s*:[^;}]*\b(?:small|petite|unicase|titling)\b[^;}]*|::first-letter[^}]*"
)
RAISED = re.compile(r"\|(?:upper|title)\b|\.(?:upper|title|capitalize)\(\)|\.to(?:Locale)?UpperCase\(")
SIDED = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|(?<![\w-])(?:left|right):|(?:text-align|float|clear):\s*(?:left|right)"
)
MACHINES = {"b32decode(word.upper()"}  # what no reader sees


def found(pattern, folder, *endings):
    """{file: what matches} of the files of ours in a folder."""
    files = [file for ending in endings for file in sorted(folder.rglob(f"*.{ending}"))]
    assert files, folder
    told = {file: pattern.findall(without(file.read_text(encoding="utf-8"))) for file in files}
    return {str(file.relative_to(settings.BASE_DIR)): matches for file, matches in told.items() if matches}


def without(text):
    for allowed in MACHINES:
        text = text.replace(allowed, "")
    return text


def test_no_style_changes_the_case_of_words():
    assert found(STYLED, SOURCE, "css") == {}
    assert STYLED.search("a { text-transform: uppercase }") and STYLED.search("a{font-variant:small-caps}")
    assert not STYLED.search("a { text-transform: none; font-variant-numeric: tabular-nums }")


def test_the_readers_styles_know_no_left_and_right():
    assert found(SIDED, SOURCE / "css", "css") == {}
    assert SIDED.search("a { margin-left: 1px }") and SIDED.search("b { text-align: right; }")


def test_no_template_script_or_function_raises_letters():
    assert found(RAISED, settings.BASE_DIR / "templates", "html", "js") | found(RAISED, SOURCE, "js") == {}
    for app in ("accounts", "articles", "audience", "desk", "photos", "reader", "search", "text"):
        assert found(RAISED, settings.BASE_DIR / app, "py") == {}
    assert RAISED.search("{{ name|upper }}") and RAISED.search("label.upper()")
