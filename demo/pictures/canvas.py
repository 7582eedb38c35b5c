"""A sheet to make posters on: coordinates from 0 to 1, flat shapes, few colours, a little paper grain."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]
SCALE = 2  # drawn larger, then made smaller: smooth edges


def colour(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` in `one`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Palette:
    """Sky from top to horizon, land from far to near, then the one loud colour, the light and the dark."""

    top: Colour
    low: Colour
    far: Colour
    mid: Colour
    near: Colour
    loud: Colour
    light: Colour
    dark: Colour
    is_night: bool = False


def palette(codes: str, *, is_night: bool = False) -> Palette:
    top, low, far, mid, near, loud, light, dark = map(colour, codes.split())
    return Palette(top, low, far, mid, near, loud, light, dark, is_night)


DAYS = (
    palette("E9C7A0 F6E7CB C9A58C A5705E 6B3F3C B3303F FBF1DC 2B2024"),  # apricot morning
    palette("8FB3B8 E6E3CF 9DAF9C 6F8C79 3F5B53 C2502F F7F0DE 20302F"),  # sage
    palette("6F93B5 DCE4DF 93A9BA 5D7A93 2F4A66 D0503A F6F1E4 18283B"),  # ink blue noon
    palette("D98E73 F3D3A8 B9796C 8A4F55 4F2E41 E0B040 FCEFD9 27182A"),  # tuff evening
    palette("B9C4A7 F1EBCF A9B189 7F8A5C 4D5838 A3213A FAF5E2 262B1D"),  # orchard
)
NIGHTS = (
    palette("141C3A 3A4A7C 2F3C68 222C50 151C36 F2C94C F3EBD6 0C1122", is_night=True),
    palette("1B1A33 5A4672 44395F 2F294A 1B1830 E8795A F5E6D0 100E20", is_night=True),
)


class Sheet:
    """One picture being made. `chance` is the story's own: the same story always gets the same picture."""

    def __init__(self, size: tuple[int, int], seed: str, *, nights: float = 0.2) -> None:
        self.chance = Random(seed)
        self.palette = self.chance.choice(NIGHTS if self.chance.random() < nights else DAYS)
        self.size = size
        self.width, self.height = size[0] * SCALE, size[1] * SCALE
        self.image = Image.new("RGB", (self.width, self.height), self.palette.low)
        self.pen = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> Point:
        return x * self.width, y * self.height

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.pen.polygon([self.at(*point) for point in points], fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        corners = [self.at(x, y), self.at(x + width, y + height)]
        self.pen.rounded_rectangle(corners, radius * self.height, fill=fill)

    def disc(
        self, x: float, y: float, radius: float, fill: Colour | None, *, ring: Colour | None = None, line: float = 0.01
    ) -> None:
        """`radius` and `line` are shares of the height."""
        cx, cy = self.at(x, y)
        r = radius * self.height
        self.pen.ellipse([cx - r, cy - r, cx + r, cy + r], fill=fill, outline=ring, width=round(line * self.height))

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        cx, cy = self.at(x, y)
        self.pen.ellipse(
            [cx - wide * self.width, cy - high * self.height, cx + wide * self.width, cy + high * self.height],
            fill=fill,
        )

    def stroke(self, points: Sequence[Point], fill: Colour, line: float = 0.006) -> None:
        width = max(1, round(line * self.height))
        self.pen.line([self.at(*point) for point in points], fill=fill, width=width, joint="curve")

    def sky(self, *, sun: bool = True) -> None:
        """Light from the horizon, a sun or moon somewhere, stars at night."""
        shades = self.palette
        band = Image.linear_gradient("L").resize((self.width, self.height))
        self.image.paste(
            Image.composite(Image.new("RGB", band.size, shades.low), Image.new("RGB", band.size, shades.top), band)
        )
        if shades.is_night:
            for _star in range(70):
                self.disc(
                    self.chance.random(),
                    self.chance.random() * 0.55,
                    self.chance.choice((0.0015, 0.0025)),
                    shades.light,
                )
        if sun:
            x, y = self.chance.uniform(0.15, 0.85), self.chance.uniform(0.14, 0.32)
            self.disc(x, y, 0.1, shades.light if shades.is_night else mix(shades.light, shades.loud, 0.12))
            if shades.is_night:
                self.disc(x + 0.022, y - 0.015, 0.09, mix(shades.top, shades.low, y))

    def hills(self, y: float, swing: float, fill: Colour, steps: int = 7) -> None:
        """A soft ridge across the sheet; everything below it is filled."""
        knots = [self.chance.uniform(-swing, swing) for _knot in range(steps + 1)]
        points: list[Point] = []
        for index in range(101):
            place = index / 100 * steps
            left = min(int(place), steps - 1)
            ease = (1 - cos((place - left) * pi)) / 2
            points.append((index / 100, y + knots[left] * (1 - ease) + knots[left + 1] * ease))
        self.shape([*points, (1, 1), (0, 1)], fill)

    def peak(
        self, x: float, top: float, base: float, half: float, lit: Colour, shade: Colour, snow: Colour | None = None
    ) -> None:
        """A mountain of two faces, with a ragged snow cap."""
        self.shape([(x - half, base), (x, top), (x + half, base)], shade)
        fold = x + half * 0.16
        self.shape([(x - half, base), (x, top), (fold - 0.02, (top + base) / 2), (fold + 0.03, base)], lit)
        if snow:
            deep = (base - top) * 0.3
            share = 0.3 * half
            edge = [
                (x - share, top + deep),
                (x - share * 0.5, top + deep * 0.75),
                (x - share * 0.15, top + deep * 1.15),
            ]
            edge += [(x + share * 0.3, top + deep * 0.8), (x + share * 0.6, top + deep * 1.1), (x + share, top + deep)]
            self.shape([(x, top), *edge], snow)

    def water(self, y: float, bottom: float = 1) -> None:
        """A still surface with broken strips of light."""
        shades = self.palette
        self.box(0, y, 1, bottom - y, mix(shades.mid, shades.top, 0.45))
        for index in range(16):
            strip = y + (bottom - y) * (index + self.chance.random()) / 16
            wide = self.chance.uniform(0.05, 0.3)
            self.box(self.chance.uniform(-0.05, 0.95), strip, wide, 0.006, mix(shades.low, shades.mid, 0.3), 0.003)

    def poplar(self, x: float, base: float, high: float, fill: Colour) -> None:
        self.oval(x, base - high / 2, high * 0.085, high / 2, fill)

    def tree(self, x: float, base: float, high: float, crown: Colour, trunk: Colour) -> None:
        self.box(x - high * 0.025, base - high * 0.5, high * 0.05, high * 0.5, trunk)
        for dx, dy, size in ((0, 0.66, 0.3), (-0.14, 0.55, 0.22), (0.15, 0.57, 0.21)):
            self.disc(x + dx * high, base - dy * high, size * high, crown)

    def person(self, x: float, base: float, high: float, coat: Colour, head: Colour) -> None:
        """Somebody in a coat, seen from afar."""
        wide = high * 0.16
        self.shape(
            [
                (x - wide, base),
                (x - wide * 0.55, base - high * 0.72),
                (x + wide * 0.55, base - high * 0.72),
                (x + wide, base),
            ],
            coat,
        )
        self.disc(x, base - high * 0.84, high * 0.13, head)

    def house(
        self,
        x: float,
        base: float,
        wide: float,
        high: float,
        wall: Colour,
        roof: Colour | None = None,
        lamp: Colour | None = None,
    ) -> None:
        self.box(x, base - high, wide, high, wall)
        if roof:
            peak = base - high - wide * 0.55
            self.shape([(x - wide * 0.08, base - high), (x + wide / 2, peak), (x + wide * 1.08, base - high)], roof)
        if lamp:
            self.panes(
                x + wide * 0.16, base - high * 0.86, wide * 0.68, high * 0.62, 2, max(1, round(high / 0.11)), lamp
            )

    def panes(
        self, x: float, y: float, wide: float, high: float, across: int, down: int, fill: Colour, share: float = 0.8
    ) -> None:
        """Windows in rows; some stay dark."""
        for row in range(down):
            for column in range(across):
                if self.chance.random() < share:
                    self.box(
                        x + wide * column / across, y + high * row / down, wide / across * 0.62, high / down * 0.6, fill
                    )

    def arch(self, x: float, base: float, wide: float, high: float, fill: Colour) -> None:
        """A doorway or window with a round head."""
        radius = wide / 2 * self.width / self.height
        self.box(x, base - high + radius, wide, high - radius, fill)
        self.oval(x + wide / 2, base - high + radius, wide / 2, radius, fill)

    def columns(self, x: float, base: float, wide: float, high: float, count: int, wall: Colour, shade: Colour) -> None:
        """A temple front: steps, columns, a pediment."""
        self.box(x - 0.03, base - 0.03, wide + 0.06, 0.03, shade)
        self.box(x, base - high, wide, high - 0.03, shade)
        for index in range(count):
            self.box(x + wide * (index + 0.25) / count, base - high, wide / count * 0.5, high - 0.03, wall)
        self.box(x - 0.02, base - high - 0.045, wide + 0.04, 0.05, wall)
        self.shape(
            [
                (x - 0.02, base - high - 0.045),
                (x + wide / 2, base - high - 0.2),
                (x + wide + 0.02, base - high - 0.045),
            ],
            wall,
        )
        self.shape(
            [(x + 0.06, base - high - 0.06), (x + wide / 2, base - high - 0.16), (x + wide - 0.06, base - high - 0.06)],
            shade,
        )

    def lanes(self, point: Point, left: float, right: float, count: int, one: Colour, two: Colour) -> None:
        """Strips that run from the lower edge to a vanishing point: fields, tables of rows, a floor."""
        step = (right - left) / count
        for index in range(count):
            start = left + step * index
            self.shape([point, (start, 1.02), (start + step, 1.02)], one if index % 2 else two)

    def rays(
        self, x: float, y: float, count: int, inner: float, outer: float, fill: Colour, line: float = 0.008
    ) -> None:
        ratio = self.height / self.width
        for index in range(count):
            angle = 2 * pi * index / count
            ends = [(x + cos(angle) * r * ratio, y + sin(angle) * r) for r in (inner, outer)]
            self.stroke(ends, fill, line)

    def finish(self) -> Image.Image:
        """The sheet at its size: perhaps seen in a mirror, with the grain of paper and a darker rim."""
        image = self.image.resize(self.size, Image.Resampling.LANCZOS)
        if self.chance.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        tile = Image.frombytes("L", (256, 256), self.chance.randbytes(256 * 256)).point(lambda value: 116 + value // 11)
        grain = Image.new("L", self.size)
        for x in range(0, self.size[0], 256):
            for y in range(0, self.size[1], 256):
                grain.paste(tile, (x, y))
        grain = grain.filter(ImageFilter.GaussianBlur(0.6))
        image = ImageChops.overlay(image, Image.merge("RGB", (grain, grain, grain)))
        rim = (
            ImageChops.invert(Image.radial_gradient("L"))
            .resize(self.size)
            .point(lambda value: min(255, 200 + value // 2))
        )
        return ImageChops.multiply(image, Image.merge("RGB", (rim, rim, rim)))
