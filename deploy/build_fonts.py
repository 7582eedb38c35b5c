"""Builds static/fonts from two npm packages: modern letters only, weights 400 to 700, no hints, woff2.

    python deploy/build_fonts.py

Needs npm and fonttools[woff] (requirements-dev.txt). The outputs are committed, so nobody needs this to run the site.
"""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
SERIF = "@fontsource-variable/source-serif-4@5.3.1"
ARMENIAN = "@fontsource-variable/noto-serif-armenian@5.3.0"
# Few pages have an accented letter, and every page needs the rest. Small letters are a face of their own, with the signs that
# stand in any text (m², ½, ®) and ı and œ, which the package counts as common too: a Russian page that has one of them still loads 40 KB of fonts and no more.
PLAIN = "U+0020-007E,U+00A0,U+00A3,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0-00B1,U+00B7,U+00BB,U+00D7,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2116,U+2122,U+2212"
ACCENTS = "U+00AE,U+00B2-00B3,U+00B9,U+00BC-00BE,U+00DF-00FF,U+0131,U+0152-0153"
CAPITALS = "U+00A1-00A2,U+00A4-00A6,U+00A8,U+00AA,U+00AC,U+00AF,U+00B4-00B6,U+00B8,U+00BA,U+00BF-00D6,U+00D8-00DE"
FACES = [  # (package, file in it, ours, what stays)
    (SERIF, "source-serif-4-latin-wght-normal.woff2", "source-serif-latin", PLAIN),
    (SERIF, "source-serif-4-latin-wght-normal.woff2", "source-serif-accents", ACCENTS),
    (SERIF, "source-serif-4-latin-wght-normal.woff2", "source-serif-capitals", CAPITALS),
    (
        SERIF,
        "source-serif-4-latin-ext-wght-normal.woff2",
        "source-serif-latin-ext",
        "U+0100-0130,U+0134-0151,U+0154-0165,U+0168-017F,U+0218-021B,U+01E6-01E7",
    ),
    (SERIF, "source-serif-4-cyrillic-wght-normal.woff2", "source-serif-cyrillic", "U+0401,U+0410-044F,U+0451,U+2116"),
    (
        ARMENIAN,
        "noto-serif-armenian-armenian-wght-normal.woff2",
        "noto-serif-armenian",
        "U+0531-0556,U+0559-058A,U+058F,U+2024",
    ),
]
LICENCES = {SERIF: "LICENSE-source-serif.txt", ARMENIAN: "LICENSE-noto-serif-armenian.txt"}


def fetch(package: str, folder: Path) -> Path:
    """Unpacks a pinned npm package; returns its folder."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    target = folder / packed.stdout.strip().removesuffix(".tgz")
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def build(source: Path, target: Path, unicodes: str) -> None:
    """Instantiate, save, load again, subset: in one go fonttools raises a KeyError."""
    font = TTFont(source)
    limits = {axis.axisTag: (400, 700) if axis.axisTag == "wght" else axis.defaultValue for axis in font["fvar"].axes}
    with tempfile.NamedTemporaryFile(suffix=".ttf") as middle:
        instancer.instantiateVariableFont(font, limits).save(middle.name)
        options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True)
        options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
        font = subset.load_font(middle.name, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(unicodes))
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
    print(f"{target.name}: {target.stat().st_size:,} bytes")


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        packages = {package: fetch(package, Path(name)) for package in LICENCES}
        for package, source, ours, unicodes in FACES:
            build(packages[package] / "files" / source, FONTS / f"{ours}.woff2", unicodes)
        for package, licence in LICENCES.items():
            shutil.copy(packages[package] / "LICENSE", FONTS / licence)


if __name__ == "__main__":
    main()
