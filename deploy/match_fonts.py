"""Prints the faces of static/css/fonts.css that stand in until ours have come: fonts of the reader's machine, scaled so
that a line holds as many letters and nothing moves.

    python deploy/match_fonts.py tinos/files gelasio/files

Needs fonttools[woff], and Tinos and Gelasio (npm: @fontsource/tinos, @fontsource/gelasio), which have the widths of Times
New Roman and Georgia (in Latin; its Cyrillic letters are left to Times);
Noto Serif and DejaVu Serif are looked for where Debian puts them.
"""

import re
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
OURS = {"latin": "source-serif-latin", "cyrillic": "source-serif-cyrillic", "armenian": "noto-serif-armenian"}
SPOKEN = {
    "latin": "eng",
    "cyrillic": "rus",
    "armenian": "hye",
}  # whose letters are weighed: the Declaration of Human Rights
LETTERS = {"latin": (0x20, 0xFF), "cyrillic": (0x400, 0x52F), "armenian": (0x530, 0x58F)}
RANGES = {"latin": "U+0-24F,U+2010-2122,U+2212", "cyrillic": "U+400-52F", "armenian": "U+530-58F,U+2024"}
WEIGHTS = {"400": 400, "600 700": 600}  # in CSS: where ours stands between
ARMENIAN_SCALE = 0.91  # size-adjust of our Armenian face


def stand_ins(tinos: Path, gelasio: Path) -> list[tuple[str, dict[str, tuple[str, dict[str, Path]]]]]:
    """(family, {weight: (local name, {script: file with its widths})}), the most common first."""
    noto, dejavu = Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/truetype/dejavu")
    both = ("latin", "cyrillic")
    return [
        ("N Georgia", {"400": ("Georgia", {"latin": gelasio / "gelasio-latin-400-normal.woff2"}),
                       "600 700": ("Georgia Bold", {"latin": gelasio / "gelasio-latin-700-normal.woff2"})}),
        ("N Times", {"400": ('Times New Roman"),local("Liberation Serif', {script: tinos / f"tinos-{script}-400-normal.woff2" for script in both}),
                     "600 700": ('Times New Roman Bold"),local("Liberation Serif Bold', {script: tinos / f"tinos-{script}-700-normal.woff2" for script in both})}),
        ("N Noto", {"400": ("Noto Serif", dict.fromkeys(both, noto / "NotoSerif-Regular.ttf") | {"armenian": noto / "NotoSerifArmenian-Regular.ttf"}),
                    "600 700": ("Noto Serif Bold", dict.fromkeys(both, noto / "NotoSerif-Bold.ttf") | {"armenian": noto / "NotoSerifArmenian-Bold.ttf"})}),
        ("N DejaVu", {"400": ("DejaVu Serif", dict.fromkeys(LETTERS, dejavu / "DejaVuSerif.ttf")),
                      "600 700": ("DejaVu Serif Bold", dict.fromkeys(LETTERS, dejavu / "DejaVuSerif-Bold.ttf"))}),
    ]  # fmt: skip


def text_of(script: str) -> str:
    """The letters of the sample that are of the script."""
    html = (ROOT / "tests" / "data" / "udhr" / f"{SPOKEN[script]}.html").read_text(encoding="utf-8")
    first, last = LETTERS[script]
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return "".join(char for char in words if first <= ord(char) <= last)


def width(font: TTFont, text: str) -> float:
    """Of the text set in one line, in ems; kerning apart."""
    names, advances = font.getBestCmap(), font["hmtx"]
    known = [advances[names[ord(char)]][0] for char in text if ord(char) in names]
    assert len(known) > 0.98 * len(text), "the font lacks letters"
    return sum(known) / len(known) / font["head"].unitsPerEm


def ours(script: str, weight: int) -> TTFont:
    font = TTFont(ROOT / "static" / "fonts" / f"{OURS[script]}.woff2")
    return instancer.instantiateVariableFont(font, {"wght": weight})


def main() -> None:
    for family, weights in stand_ins(Path(sys.argv[1]), Path(sys.argv[2])):
        for weight, (local, files) in weights.items():
            for script, file in files.items():
                goal = ours(script, WEIGHTS[weight])
                scale = width(goal, text_of(script)) / width(TTFont(file), text_of(script))
                if script == "armenian":
                    scale *= ARMENIAN_SCALE
                hhea, size = goal["hhea"], goal["head"].unitsPerEm * scale
                name = (
                    local.replace("Noto Serif", "Noto Serif Armenian")
                    if script == "armenian" and family == "N Noto"
                    else local
                )
                print(
                    f'@font-face{{font-family:"{family}";src:local("{name}");font-weight:{weight};unicode-range:{RANGES[script]};'
                    f"size-adjust:{scale:.1%};ascent-override:{hhea.ascent / size:.1%};"
                    f"descent-override:{-hhea.descent / size:.1%};line-gap-override:{hhea.lineGap / size:.1%}}}"
                )


if __name__ == "__main__":
    main()
