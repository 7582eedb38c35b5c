"""Prints the faces of static/css/fonts.css that stand in until ours have come: fonts of the reader's machine, scaled so
that a line holds as many letters and nothing moves. A space is scaled by itself: it is a seventh of every text.

    python deploy/match_fonts.py tinos/files gelasio/files

Needs fonttools[woff], a Pillow with Raqm, and Tinos and Gelasio (npm: @fontsource/tinos, @fontsource/gelasio), which have
the widths of Times New Roman and Georgia (in Latin; its Cyrillic letters are left to Times);
Noto and DejaVu are looked for where Debian puts them.
Not matched, as nobody may pass them on: Sylfaen and Segoe UI, in which Windows shows Armenian.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent
OURS = {"space": "source-serif-latin", "latin": "source-serif-latin", "cyrillic": "source-serif-cyrillic", "armenian": "noto-serif-armenian"}  # fmt: skip
SPOKEN = {"space": "eng", "latin": "eng", "cyrillic": "rus", "armenian": "hye"}  # whose letters are weighed: the Declaration of Human Rights  # fmt: skip
LETTERS = {"space": (0x20, 0x20), "latin": (0x21, 0xFF), "cyrillic": (0x400, 0x52F), "armenian": (0x530, 0x58F)}
RANGES = {"space": "U+20,U+A0", "latin": "U+21-9F,U+A1-24F,U+2010-2122,U+2212", "cyrillic": "U+400-52F", "armenian": "U+530-58F,U+2024"}  # fmt: skip
WEIGHTS = {"400": 400, "600 700": 600}  # in CSS: where ours stands between
ARMENIAN_SCALE = 0.91  # size-adjust of our Armenian face
NOTO, DEJAVU = Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/truetype/dejavu")


def stand_ins(tinos: Path, gelasio: Path) -> Iterator[tuple[str, str, list[str], dict[str, Path]]]:
    """(family, weight in CSS, full and PostScript names, {script: file with the widths}), the most common first."""
    european = ("space", "latin", "cyrillic")
    for weight, bold, number in (("400", "", 400), ("600 700", " Bold", 700)):
        dash = bold.replace(" ", "-")
        style = dash or "-Regular"
        latin = gelasio / f"gelasio-latin-{number}-normal.woff2"
        yield "N Georgia", weight, [f"Georgia{bold}", f"Georgia{dash}"], {"space": latin, "latin": latin}
        latin, cyrillic = (tinos / f"tinos-{script}-{number}-normal.woff2" for script in ("latin", "cyrillic"))
        names = [f"Times New Roman{bold}", f"TimesNewRomanPS{dash}MT", f"Liberation Serif{bold}", f"LiberationSerif{dash}"]  # fmt: skip
        yield "N Times", weight, names, {"space": latin, "latin": latin, "cyrillic": cyrillic}
        names = [f"Noto Serif{bold}", f"NotoSerif{style}"]
        yield "N Noto", weight, names, dict.fromkeys(european, NOTO / f"NotoSerif{style}.ttf")
        names = [f"Noto Serif Armenian{bold}", f"NotoSerifArmenian{style}"]
        yield "N Noto", weight, names, {"armenian": NOTO / f"NotoSerifArmenian{style}.ttf"}
        yield "N DejaVu", weight, [f"DejaVu Serif{bold}", f"DejaVuSerif{dash}"], dict.fromkeys(LETTERS, DEJAVU / f"DejaVuSerif{dash}.ttf")  # fmt: skip
        names = [f"Noto Sans Armenian{bold}", f"NotoSansArmenian{style}"]
        yield "N Noto Sans", weight, names, {"armenian": NOTO / f"NotoSansArmenian{style}.ttf"}
    # New telephones have all weights in one file, and it is known by its regular name alone.
    names = ["Noto Serif Armenian", "NotoSerifArmenian-Regular"]
    yield "N Noto Regular", "600 700", names, {"armenian": NOTO / "NotoSerifArmenian-Regular.ttf"}


def words_of(script: str) -> list[str]:
    """The words of the sample, the letters of the script alone."""
    html = (ROOT / "tests" / "data" / "udhr" / f"{SPOKEN[script]}.html").read_text(encoding="utf-8")
    first, last = LETTERS[script]
    return re.findall(f"[{chr(first)}-{chr(last)}]+", " ".join(re.sub(r"<[^>]+>", " ", html).split()))


def width(file: Path, words: list[str], weight: int = 0) -> float:
    """Of a letter, on the average, in ems; kerned, as browsers set it. `weight`: of a file that has them all."""
    letters = TTFont(file).getBestCmap()
    known = [word for word in words if all(ord(char) in letters for char in word)]
    assert len(known) > 0.98 * len(words), "the font lacks letters"
    font = ImageFont.truetype(str(file), 1000, layout_engine=ImageFont.Layout.RAQM)
    if weight:
        font.set_variation_by_axes([weight])
    return sum(map(font.getlength, known)) / sum(map(len, known)) / 1000


def main() -> None:
    for family, weight, names, files in stand_ins(Path(sys.argv[1]), Path(sys.argv[2])):
        source = ",".join(f'local("{name}")' for name in dict.fromkeys(names))
        for script, file in files.items():
            goal = ROOT / "static" / "fonts" / f"{OURS[script]}.woff2"
            own = ARMENIAN_SCALE if script == "armenian" else 1
            scale = width(goal, words_of(script), WEIGHTS[weight]) / width(file, words_of(script)) * own
            hhea, size = TTFont(goal)["hhea"], TTFont(goal)["head"].unitsPerEm * scale / own
            print(
                f'@font-face{{font-family:"{family}";src:{source};font-weight:{weight};unicode-range:{RANGES[script]};'
                f"size-adjust:{scale:.1%};ascent-override:{hhea.ascent / size:.1%};"
                f"descent-override:{-hhea.descent / size:.1%};line-gap-override:{hhea.lineGap / size:.1%}}}"
            )


if __name__ == "__main__":
    main()
