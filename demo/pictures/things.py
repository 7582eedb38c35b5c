"""Close by: tables, instruments, the sky above them."""

from collections.abc import Iterable
from math import cos, pi, sin

from demo.pictures.canvas import Sheet, mix


def library(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.near)
    for row in range(4):
        x = 0.02
        while x < 0.97:
            wide, high = s.chance.uniform(0.014, 0.034), s.chance.uniform(0.13, 0.19)
            fill = s.chance.choice((p.loud, p.light, p.far, p.mid, mix(p.loud, p.light, 0.5)))
            s.box(x, 0.225 + row * 0.245 - high, wide, high, fill)
            s.box(x, 0.225 + row * 0.245 - high * 0.75, wide, 0.012, p.dark)
            x += wide + 0.003 if s.chance.random() < 0.92 else wide + 0.04
        s.box(0, 0.225 + row * 0.245, 1, 0.022, p.dark)
    s.person(0.72, 1.0, 0.52, p.dark, mix(p.light, p.loud, 0.25))
    s.stroke([(0.06, 1), (0.22, 0.08)], p.light, 0.016)
    s.stroke([(0.15, 1), (0.31, 0.08)], p.light, 0.016)
    for step in range(9):
        share = step / 9 + 0.06
        s.stroke([(0.06 + 0.16 * share, 1 - 0.92 * share), (0.15 + 0.16 * share, 1 - 0.92 * share)], p.light, 0.012)


def carpet(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.loud)
    for inset, fill in (
        (0.03, p.dark),
        (0.05, p.light),
        (0.066, p.near),
        (0.13, p.light),
        (0.142, mix(p.loud, p.dark, 0.25)),
    ):
        s.box(inset / 1.5, inset, 1 - inset * 4 / 3, 1 - inset * 2, fill)
    for index in range(17):
        for y in (0.098, 0.902):
            diamond(s, 0.1 + index * 0.05, y, 0.018, 0.028, p.far if index % 2 else p.light)
    for index in range(9):
        for x in (0.066, 0.934):
            diamond(s, x, 0.18 + index * 0.08, 0.018, 0.03, p.far if index % 2 else p.light)
    for x in (0.27, 0.5, 0.73):
        for size, fill in ((1, p.light), (0.84, p.near), (0.62, p.far), (0.42, p.loud), (0.2, p.light)):
            diamond(s, x, 0.5, 0.115 * size, 0.29 * size, fill)
        for dx, dy in ((-0.075, 0.19), (0.075, 0.19), (-0.075, -0.19), (0.075, -0.19)):
            diamond(s, x + dx, 0.5 + dy, 0.03, 0.05, p.far)
            diamond(s, x + dx, 0.5 + dy, 0.015, 0.025, p.light)


def diamond(s: Sheet, x: float, y: float, wide: float, high: float, fill: tuple[int, int, int]) -> None:
    """A stepped diamond, as knots make it."""
    steps = 4
    for step in range(steps):
        share = (step + 1) / steps
        s.box(
            x - wide * share,
            y - high * (1 - share + 1 / steps),
            wide * share * 2,
            high * (1 - share + 1 / steps) * 2,
            fill,
        )


PAWN = ((0.076, 0), (0.078, 0.06), (0.056, 0.11), (0.03, 0.34), (0.022, 0.56), (0.05, 0.6), (0.05, 0.65), (0.02, 0.68))
KING = ((0.082, 0), (0.084, 0.06), (0.06, 0.11), (0.034, 0.36), (0.026, 0.64), (0.056, 0.68),
        (0.056, 0.72), (0.03, 0.75), (0.058, 1.02), (0.04, 1.07), (0.01, 1.09))  # fmt: skip
KNIGHT = ((-0.076, 0), (0.076, 0), (0.08, 0.06), (0.056, 0.12), (0.066, 0.34), (0.066, 0.54),
          (0.052, 0.74), (0.026, 0.89), (0.012, 1.02), (-0.004, 0.91), (-0.032, 0.84),
          (-0.058, 0.7), (-0.088, 0.58), (-0.084, 0.5), (-0.06, 0.47),
          (-0.034, 0.55), (-0.008, 0.53), (-0.03, 0.38), (-0.05, 0.24), (-0.056, 0.12), (-0.08, 0.06))  # fmt: skip
MANE = ((0.076, 0), (0.08, 0.06), (0.056, 0.12), (0.066, 0.34), (0.066, 0.54), (0.052, 0.74),
        (0.026, 0.89), (0.012, 1.02), (0.012, 0.86), (0.03, 0.66),
        (0.034, 0.46), (0.026, 0.28), (0.012, 0.12), (0, 0.06), (0, 0))  # fmt: skip


def chess(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    s.rays(0.5, 0.56, 30, 0.1, 1.3, mix(p.far, p.top, 0.45), 0.035)
    pale = mix(p.light, p.far, 0.45)
    s.box(0, 0.56, 1, 0.44, p.near)
    for row in range(6):
        for column in range(-10, 11):
            one, two = 0.56 + row * row * 0.014, 0.56 + (row + 1) ** 2 * 0.014
            spread, next_spread = 0.06 + row * 0.018, 0.06 + (row + 1) * 0.018
            corners = [(0.5 + column * spread, one), (0.5 + (column + 1) * spread, one)]
            corners += [(0.5 + (column + 1) * next_spread, two), (0.5 + column * next_spread, two)]
            s.shape(corners, pale if (row + column) % 2 else p.near)
    kinds = ["king", "knight", "pawn", "pawn"]
    s.chance.shuffle(kinds)
    places = (
        (0.71, 0.69, 0.66, p.loud),
        (0.26, 0.79, 0.86, p.light),
        (0.87, 0.86, 0.98, p.light),
        (0.5, 0.94, 1.2, p.dark),
    )
    for kind, (x, base, size, fill) in zip(kinds, places, strict=True):
        piece(s, kind, x, base, size, fill)


def piece(s: Sheet, kind: str, x: float, base: float, size: float, fill: tuple[int, int, int]) -> None:
    """A chess king, knight or pawn, lit from the left; `size` 1 is two fifths of the height."""
    p, high = s.palette, 0.42 * size
    lit, shade = mix(fill, p.light, 0.24), mix(fill, p.near if fill == p.light else p.dark, 0.26)
    if fill == p.dark:
        shade = fill
    s.oval(x + 0.035 * size, base + 0.012 * size, 0.115 * size, 0.024 * size, mix(p.near, p.dark, 0.6))

    def put(points: Iterable[tuple[float, float]], tone: tuple[int, int, int]) -> None:
        s.shape([(x + along * size, base - up * high) for along, up in points], tone)

    foot = (KING[0][0] if kind == "king" else PAWN[0][0]) * size
    s.oval(x, base, foot, 0.016 * size, lit)
    s.pen.pieslice([s.at(x - foot, base - 0.016 * size), s.at(x + foot, base + 0.016 * size)], -90, 90, fill=shade)
    if kind == "knight":
        put(KNIGHT, lit)
        put(MANE, shade)
        s.disc(x - 0.028 * size, base - high * 0.72, 0.011 * size, p.dark if fill != p.dark else p.light)
        return
    profile = KING if kind == "king" else PAWN
    if kind == "king":
        for wide, up, tall in ((0.009, 1.3, 0.24), (0.03, 1.24, 0.06)):
            s.box(x - wide * size, base - high * up, wide * 2 * size, high * tall, shade)
    put([*((-half, up) for half, up in profile), *reversed(profile)], lit)
    put([(0, 0), *profile, (0, profile[-1][1])], shade)
    if kind == "pawn":
        s.disc(x, base - high * 0.82, 0.078 * size, lit)
        corners = [
            s.at(x - 0.052 * size, base - high * 0.82 - 0.078 * size),
            s.at(x + 0.052 * size, base - high * 0.82 + 0.078 * size),
        ]
        s.pen.chord(corners, -90, 90, fill=shade)


def football(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    s.lanes((0.5, 0.1), -1.5, 2.5, 14, p.mid, mix(p.mid, p.light, 0.14))
    s.box(0, 0, 1, 0.2, p.top)
    s.box(0, 0.2, 1, 0.26, p.near)
    for row in range(7):
        for seat in range(48):
            if s.chance.random() < 0.85:
                s.disc(
                    (seat + row % 2 / 2) / 47,
                    0.225 + row * 0.033,
                    0.0095,
                    s.chance.choice((p.light, p.loud, p.far, p.mid, p.top)),
                )
    s.box(0, 0.44, 1, 0.025, p.dark)
    for x in (0.1, 0.9):
        s.box(x - 0.004, 0.05, 0.008, 0.3, p.dark)
        s.box(x - 0.05, 0.02, 0.1, 0.1, p.dark, 0.01)
        s.panes(x - 0.042, 0.032, 0.09, 0.09, 4, 2, p.light, 1)
    net = mix(p.light, p.near, 0.55)
    for index in range(1, 20):
        s.stroke([(0.26 + index * 0.024, 0.31), (0.26 + index * 0.024, 0.66)], net, 0.0025)
    for index in range(1, 10):
        s.stroke([(0.26, 0.31 + index * 0.036), (0.74, 0.31 + index * 0.036)], net, 0.0025)
    for x in (0.255, 0.735):
        s.box(x, 0.3, 0.012, 0.37, p.light)
    s.box(0.255, 0.295, 0.492, 0.02, p.light)
    for side in (-1, 1):
        s.stroke([(0.56 + side * 0.02, 0.47), (0.56 + side * 0.06, 0.37)], p.loud, 0.022)
        s.disc(0.56 + side * 0.062, 0.365, 0.016, p.light)
    s.person(0.56, 0.68, 0.28, p.loud, mix(p.light, p.loud, 0.3))
    s.oval(0.3, 0.95, 0.1, 0.02, mix(p.mid, p.dark, 0.4))
    ball(s, 0.3, 0.8, 0.145)


def telescope(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    for index in range(22):
        reach = 0.06 + index * 0.042
        for _trail in range(3):
            start = s.chance.uniform(0, 360)
            corners = [s.at(0.7 - reach / 1.5, 0.3 - reach), s.at(0.7 + reach / 1.5, 0.3 + reach)]
            s.pen.arc(
                corners,
                start,
                start + s.chance.uniform(14, 46),
                fill=mix(p.top, p.light, s.chance.uniform(0.3, 0.9)),
                width=max(1, round(0.0035 * s.height)),
            )
    s.disc(0.7, 0.3, 0.011, p.loud)
    s.hills(0.7, 0.05, p.far)
    s.hills(0.8, 0.03, p.mid)
    s.box(0.19, 0.6, 0.26, 0.3, mix(p.light, p.far, 0.12))
    s.box(0.19, 0.6, 0.1, 0.3, mix(p.light, p.far, 0.4))
    s.pen.pieslice([s.at(0.175, 0.385), s.at(0.465, 0.82)], 180, 360, fill=p.light)
    s.pen.pieslice([s.at(0.175, 0.385), s.at(0.465, 0.82)], 180, 240, fill=mix(p.light, p.far, 0.35))
    s.pen.pieslice([s.at(0.175, 0.385), s.at(0.465, 0.82)], 288, 318, fill=p.dark)
    s.shape([(0.345, 0.58), (0.415, 0.345), (0.448, 0.37), (0.375, 0.59)], p.loud)
    s.shape([(0.41, 0.335), (0.457, 0.37), (0.451, 0.385), (0.404, 0.35)], p.light)
    s.box(0.165, 0.59, 0.31, 0.028, p.near)
    s.arch(0.3, 0.9, 0.045, 0.16, p.near)
    s.panes(0.36, 0.7, 0.08, 0.08, 2, 1, mix(p.loud, p.light, 0.4), 1)
    s.hills(0.9, 0.02, p.near)
    for x, base, high in ((0.06, 0.95, 0.26), (0.12, 0.98, 0.2), (0.86, 0.97, 0.24), (0.93, 0.98, 0.32)):
        s.pine(x, base, high, p.dark, mix(p.dark, p.near, 0.5))
    s.person(0.62, 0.95, 0.15, p.dark, p.light)


def satellite(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.dark, p.near, 0.35))
    for _star in range(160):
        s.disc(s.chance.random(), s.chance.random(), s.chance.uniform(0.0012, 0.0035), p.light)
    for halo in range(5):
        s.disc(0.24, 1.22, 0.9 - halo * 0.018, mix(mix(p.dark, p.near, 0.35), p.top, 0.1 + halo * 0.14))
    s.disc(0.24, 1.22, 0.81, p.mid)
    for x, y, wide, high in (
        (0.14, 0.6, 0.1, 0.05),
        (0.2, 0.65, 0.09, 0.06),
        (0.42, 0.78, 0.1, 0.06),
        (0.5, 0.84, 0.06, 0.05),
        (0.1, 0.85, 0.08, 0.05),
    ):
        s.oval(x, y, wide, high, mix(p.mid, p.near, 0.6))
    for x, y, wide in ((0.24, 0.52, 0.16), (0.02, 0.72, 0.2), (0.3, 0.72, 0.22), (0.4, 0.92, 0.24), (0.16, 0.95, 0.12)):
        s.box(x, y, wide, 0.014, mix(p.mid, p.light, 0.45), 0.007)
        s.box(x + 0.04, y + 0.022, wide * 0.6, 0.011, mix(p.mid, p.light, 0.3), 0.005)
    orbiter(s, s.chance.uniform(0.56, 0.68), s.chance.uniform(0.32, 0.42), s.chance.uniform(0.15, 0.6))


def lab(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.light, p.top, 0.4))
    s.rays(0.46, 0.45, 28, 0.4, 1.3, mix(p.light, p.top, 0.25), 0.03)
    s.box(0, 0.8, 1, 0.2, p.near)
    s.box(0, 0.8, 1, 0.02, p.dark)
    for x, size, fill in ((0.16, 0.85, p.loud), (0.38, 1.25, p.mid), (0.6, 0.95, mix(p.loud, p.light, 0.4))):
        high, wide = 0.42 * size, 0.11 * size
        neck = 0.8 - high
        glass = [(x - wide, 0.8), (x - 0.022, neck + high * 0.4), (x - 0.022, neck)]
        s.shape([*glass, *((2 * x - gx, gy) for gx, gy in reversed(glass))], p.light)
        level = 0.79 - high * 0.3
        s.shape(
            [(x - wide * 0.92, 0.79), (x - wide * 0.52, level), (x + wide * 0.52, level), (x + wide * 0.92, 0.79)], fill
        )
        s.oval(x, level, wide * 0.52, 0.014, mix(fill, p.light, 0.35))
        s.box(x - 0.03, neck - 0.01, 0.06, 0.02, p.dark, 0.008)
        for bubble in range(5):
            s.disc(
                x + s.chance.uniform(-0.035, 0.035),
                0.77 - bubble * 0.03,
                s.chance.uniform(0.007, 0.014),
                mix(fill, p.light, 0.6),
            )
    microscope(s, 0.86, 0.8)


def kitchen(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    for row in range(5):
        for column in range(13):
            s.box(column * 0.08, row * 0.12, 0.077, 0.114, mix(p.far, p.light, 0.3 if (row + column) % 2 else 0.5))
    s.box(0, 0.7, 1, 0.3, p.near)
    s.box(0, 0.7, 1, 0.025, p.light)
    s.box(0.16, 0.44, 0.27, 0.26, p.loud, 0.03)
    s.box(0.13, 0.42, 0.33, 0.04, p.dark, 0.015)
    s.disc(0.295, 0.4, 0.025, p.dark)
    for x in (0.2, 0.28, 0.36):
        s.stroke([(x + 0.012 * sin(t / 2), 0.36 - t * 0.03) for t in range(9)], p.light, 0.012)
    s.oval(0.68, 0.69, 0.16, 0.035, p.light)
    s.oval(0.68, 0.655, 0.12, 0.06, mix(p.loud, p.light, 0.45))
    for x in (0.61, 0.66, 0.71, 0.76):
        s.stroke([(x - 0.012, 0.62), (x + 0.012, 0.66)], p.near, 0.01)
    for x in (0.55, 0.62, 0.69):
        s.stroke([(x, 0.08), (x, 0.3)], p.dark, 0.012)
        s.oval(x, 0.32, 0.02, 0.045, p.dark)


def letters(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.mid)
    s.rays(0.5, 0.5, 40, 0.2, 1.3, mix(p.mid, p.light, 0.16), 0.02)
    for index in range(6):
        x, y = (
            0.1 + (index % 3) * 0.27 + s.chance.uniform(-0.03, 0.05),
            0.14 + (index // 3) * 0.36 + s.chance.uniform(-0.03, 0.05),
        )
        lean = s.chance.uniform(-0.04, 0.04)
        corners = [(x, y + lean), (x + 0.24, y - lean), (x + 0.25, y + 0.25 - lean), (x + 0.01, y + 0.25 + lean)]
        s.shape(corners, p.light if index % 2 else mix(p.light, p.far, 0.3))
        middle = (x + 0.125, y + 0.14)
        s.stroke([corners[0], middle, corners[1]], p.near, 0.008)
        s.disc(x + 0.125, y + 0.14, 0.024, p.loud)


def ball(s: Sheet, x: float, y: float, radius: float) -> None:
    """A football: a patch in the middle, five at the rim, seams between."""
    p, ratio, spin = s.palette, s.height / s.width, s.chance.uniform(0, 6)

    def spot(turn: float, reach: float) -> tuple[float, float]:
        return x + cos(turn) * reach * radius * ratio, y + sin(turn) * reach * radius

    s.disc(x, y, radius, p.light)
    turns = [spin + 2 * pi * index / 5 for index in range(5)]
    for turn in turns:
        s.stroke([spot(turn, 0.3), spot(turn, 0.7)], p.dark, radius * 0.045)
        for side in (-1, 1):
            s.stroke([spot(turn + side * 0.26, 0.78), spot(turn + side * pi / 5, 0.66)], p.dark, radius * 0.045)
        s.stroke([spot(turn + pi / 5, 0.66), spot(turn + pi / 5, 0.97)], p.dark, radius * 0.045)
        rim = [spot(turn + step * 0.1, 0.99) for step in range(-3, 4)]
        s.shape([spot(turn, 0.62), spot(turn - 0.26, 0.78), *rim, spot(turn + 0.26, 0.78)], p.dark)
    s.shape([spot(turn, 0.33) for turn in turns], p.dark)
    s.disc(x, y, radius, None, ring=p.dark, line=radius * 0.05)


def microscope(s: Sheet, x: float, base: float) -> None:
    """A microscope on the bench, its eyepiece to the left."""
    p = s.palette
    s.box(x - 0.085, base - 0.04, 0.17, 0.04, p.dark, 0.015)
    arm = [(x + cos(turn / 10) * 0.075, base - 0.2 + sin(turn / 10) * 0.17) for turn in range(-14, 14)]
    s.stroke(arm, p.dark, 0.045)
    s.box(x - 0.075, base - 0.14, 0.13, 0.022, p.dark, 0.006)
    s.box(x - 0.045, base - 0.152, 0.05, 0.012, p.loud)
    s.stroke([(x - 0.075, base - 0.53), (x - 0.058, base - 0.44)], p.dark, 0.04)
    s.stroke([(x - 0.06, base - 0.45), (x - 0.028, base - 0.27)], p.loud, 0.075)
    s.stroke([(x - 0.03, base - 0.28), (x - 0.018, base - 0.19)], p.dark, 0.042)
    s.stroke([(x - 0.04, base - 0.38), (x + 0.03, base - 0.36)], p.dark, 0.04)
    s.disc(x + 0.072, base - 0.2, 0.03, p.loud)


def orbiter(s: Sheet, x: float, y: float, lean: float) -> None:
    """A satellite with two wings and a dish, tilted by `lean` radians."""
    p, ratio = s.palette, s.width / s.height

    def turned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + a * cos(lean) + b * sin(lean), y + (b * cos(lean) - a * sin(lean)) * ratio) for a, b in points]

    def slab(a: float, b: float, wide: float, high: float) -> list[tuple[float, float]]:
        return turned([(a, b), (a + wide, b), (a + wide, b + high), (a, b + high)])

    s.shape(slab(-0.12, -0.005, 0.24, 0.01), p.far)
    for side in (-1, 1):
        for panel in range(4):
            left = side * (0.1 + panel * 0.052) - (0.048 if side < 0 else 0)
            s.shape(slab(left, -0.055, 0.048, 0.11), p.loud)
            s.shape(slab(left, -0.002, 0.048, 0.004), p.dark)
            s.shape(slab(left + 0.022, -0.055, 0.004, 0.11), p.dark)
    s.shape(slab(-0.055, -0.07, 0.11, 0.14), p.light)
    s.shape(slab(0.015, -0.07, 0.04, 0.14), mix(p.light, p.far, 0.5))
    s.shape(slab(-0.04, -0.05, 0.04, 0.03), p.near)
    s.shape(slab(-0.055, 0.03, 0.11, 0.012), p.loud)
    s.shape(slab(-0.004, 0.07, 0.008, 0.04), p.light)
    bowl = [(0.06 * cos(pi * i / 12), 0.15 - 0.05 * sin(pi * i / 12)) for i in range(13)]
    s.shape(turned(bowl), p.light)
    s.stroke(turned([(0, 0.14), (0, 0.185)]), p.light, 0.008)
    s.disc(*turned([(0, 0.187)])[0], 0.012, p.loud)
