"""A sheet to make posters on: coordinates from 0 to 1, flat shapes, few colours, a little paper grain."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

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
        self.may_mirror = True  # a scene says no where left and right are facts
        self.size = size
        self.width, self.height = size[0] * SCALE, size[1] * SCALE
        self.image = Image.new("RGB", (self.width, self.height), self.palette.low)
        self.pen = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> Point:
        return x * self.width, y * self.height

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.pen.polygon([self.at(*point) for point in points], fill=fill)

    def fade(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape whose colour turns into another from its top to its bottom."""
        spots = [self.at(*point) for point in points]
        upper, lower = int(min(y for _x, y in spots)), self.height
        strip = Image.linear_gradient("L").crop((0, 0, 1, 256)).resize((1, max(1, lower - upper)))
        ramp = ImageOps.colorize(strip, top, bottom).resize((self.width, strip.height))
        mask = Image.new("L", ramp.size)
        ImageDraw.Draw(mask).polygon([(x, y - upper) for x, y in spots], fill=255)
        self.image.paste(ramp, (0, upper), mask)

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

    def sky(self, *, sun: bool = True, left: float = 0.15) -> None:
        """Light from the horizon, a sun or moon to the right of `left`, stars at night."""
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
            x, y = self.chance.uniform(left, 0.85), self.chance.uniform(0.14, 0.32)
            if shades.is_night:
                self.crescent(x, y, 0.1, shades.light)
            else:
                self.disc(x, y, 0.1, mix(shades.light, shades.loud, 0.12))

    def crescent(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A young moon; `radius` is a share of the height."""
        ratio, lean = self.height / self.width, -0.5
        outer = [(cos(pi / 3 + step * pi / 30), sin(pi / 3 + step * pi / 30)) for step in range(41)]
        inner = [(0.45 + 0.868 * cos(1.513 + step * 0.0814), 0.868 * sin(1.513 + step * 0.0814)) for step in range(41)]
        edge = [*outer, *reversed(inner)]
        turned = [(a * cos(lean) - b * sin(lean), a * sin(lean) + b * cos(lean)) for a, b in edge]
        self.shape([(x + a * radius * ratio, y + b * radius) for a, b in turned], fill)

    def hills(self, y: float, swing: float, fill: Colour, steps: int = 7) -> None:
        """A soft ridge across the sheet; everything below it is filled."""
        knots = [self.chance.uniform(-swing, swing) for _knot in range(steps + 1)]
        points: list[Point] = []
        for index in range(101):
            place = index / 100 * steps
            left = min(int(place), steps - 1)
            ease = (1 - cos((place - left) * pi)) / 2
            points.append((index / 100, y + knots[left] * (1 - ease) + knots[left + 1] * ease))
        self.fade([*points, (1, 1), (0, 1)], fill, mix(fill, self.palette.low, 0.3))

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

    def pine(self, x: float, base: float, high: float, fill: Colour, lit: Colour) -> None:
        """A fir of three tiers, its light side to the left."""
        half = high * 0.3 * self.height / self.width
        self.box(x - half * 0.1, base - high * 0.1, half * 0.2, high * 0.1, self.palette.dark)
        for tier in range(3):
            low, reach = base - high * (0.06 + 0.25 * tier), half * (1 - tier * 0.24)
            top = low - high * 0.44
            self.shape([(x - reach, low), (x, top), (x + reach, low)], fill)
            self.shape([(x - reach, low), (x, top), (x - reach * 0.25, low)], lit)

    def person(self, x: float, base: float, high: float, coat: Colour, head: Colour) -> None:
        """Somebody in a coat, seen from afar; `head` is the face."""
        unit = high * self.height / self.width
        legs = mix(coat, self.palette.dark, 0.6)
        for side in (-1, 1):
            self.box(x + side * unit * 0.06 - unit * 0.04, base - high * 0.36, unit * 0.08, high * 0.36, legs)
            elbow = [(x + side * unit * 0.11, base - high * 0.75), (x + side * unit * 0.155, base - high * 0.43)]
            self.stroke(elbow, mix(coat, self.palette.dark, 0.25), high * 0.07)
        self.box(x - unit * 0.03, base - high * 0.86, unit * 0.06, high * 0.1, head)
        shoulders = [(x - unit * 0.14, base - high * 0.76), (x - unit * 0.06, base - high * 0.81)]
        shoulders += [(x + unit * 0.06, base - high * 0.81), (x + unit * 0.14, base - high * 0.76)]
        self.shape([(x - unit * 0.145, base - high * 0.26), *shoulders, (x + unit * 0.145, base - high * 0.26)], coat)
        self.disc(x, base - high * 0.92, high * 0.08, mix(self.palette.dark, self.palette.near, 0.3))
        self.disc(x, base - high * 0.895, high * 0.064, head)

    def birds(self, x: float, y: float, count: int, fill: Colour) -> None:
        """A few birds on the wing around a point; none at night."""
        if self.palette.is_night:
            return
        for _bird in range(count):
            bx, by, span = (
                x + self.chance.uniform(-0.1, 0.1),
                y + self.chance.uniform(-0.07, 0.07),
                self.chance.uniform(0.01, 0.016),
            )
            wings = [
                (bx - span, by - span * 0.6),
                (bx - span * 0.4, by - span * 0.8),
                (bx, by),
                (bx + span * 0.4, by - span * 0.8),
                (bx + span, by - span * 0.6),
            ]
            self.stroke(wings, fill, 0.004)

    def chapel(self, x: float, base: float, high: float) -> None:
        """A small domed church: nave, drum, cone."""
        p, unit = self.palette, high * self.height / self.width
        wall, shade = mix(p.loud, p.light, 0.72), mix(p.loud, p.near, 0.35)
        self.box(x - unit * 0.42, base - high * 0.4, unit * 0.84, high * 0.45, wall)
        self.box(x, base - high * 0.4, unit * 0.42, high * 0.45, mix(wall, p.near, 0.25))
        self.shape(
            [
                (x - unit * 0.44, base - high * 0.39),
                (x - unit * 0.22, base - high * 0.56),
                (x + unit * 0.22, base - high * 0.56),
                (x + unit * 0.44, base - high * 0.39),
            ],
            shade,
        )
        self.box(x - unit * 0.16, base - high * 0.84, unit * 0.32, high * 0.34, wall)
        self.box(x, base - high * 0.84, unit * 0.16, high * 0.34, mix(wall, p.near, 0.25))
        self.shape(
            [(x - unit * 0.18, base - high * 0.83), (x, base - high * 1.25), (x + unit * 0.18, base - high * 0.83)],
            shade,
        )
        self.box(x - unit * 0.03, base - high * 0.7, unit * 0.06, high * 0.13, p.dark)
        self.arch(x - unit * 0.07, base + high * 0.04, unit * 0.14, high * 0.26, p.dark)

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
        if self.chance.random() < 0.5 and self.may_mirror:
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
