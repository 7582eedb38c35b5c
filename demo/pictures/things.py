"""Close by: tables, instruments, the sky above them."""

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


def chess(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    for row in range(6):
        for column in range(-8, 9):
            one, two = 0.56 + row * row * 0.014, 0.56 + (row + 1) ** 2 * 0.014
            spread, next_spread = 0.06 + row * 0.018, 0.06 + (row + 1) * 0.018
            corners = [(0.5 + column * spread, one), (0.5 + (column + 1) * spread, one)]
            corners += [(0.5 + (column + 1) * next_spread, two), (0.5 + column * next_spread, two)]
            s.shape(corners, p.light if (row + column) % 2 else p.near)
    for x, base, size, fill in (
        (0.28, 0.8, 0.8, p.light),
        (0.7, 0.7, 0.62, p.loud),
        (0.5, 0.95, 1.15, p.dark),
        (0.86, 0.9, 0.95, p.light),
    ):
        piece(s, x, base, size, fill)


def piece(s: Sheet, x: float, base: float, size: float, fill: tuple[int, int, int]) -> None:
    """A chess pawn, or by chance a king."""
    high = 0.42 * size
    s.oval(x, base, 0.075 * size, 0.035 * size, fill)
    s.shape(
        [
            (x - 0.06 * size, base),
            (x - 0.022 * size, base - high * 0.62),
            (x + 0.022 * size, base - high * 0.62),
            (x + 0.06 * size, base),
        ],
        fill,
    )
    s.oval(x, base - high * 0.63, 0.048 * size, 0.018 * size, fill)
    if s.chance.random() < 0.5:
        s.disc(x, base - high * 0.8, 0.07 * size, fill)
    else:
        s.shape(
            [
                (x - 0.03 * size, base - high * 0.64),
                (x - 0.052 * size, base - high * 0.95),
                (x + 0.052 * size, base - high * 0.95),
                (x + 0.03 * size, base - high * 0.64),
            ],
            fill,
        )
        s.box(x - 0.008 * size, base - high * 1.15, 0.016 * size, high * 0.22, fill)
        s.box(x - 0.026 * size, base - high * 1.09, 0.052 * size, high * 0.05, fill)


def football(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    s.box(0, 0.3, 1, 0.16, p.near)
    for _face in range(220):
        s.disc(s.chance.random(), s.chance.uniform(0.31, 0.45), 0.008, s.chance.choice((p.light, p.loud, p.far)))
    s.lanes((0.5, 0.1), -1.5, 2.5, 14, p.mid, mix(p.mid, p.light, 0.14))
    s.box(0, 0.2, 1, 0.26, p.near)
    for _face in range(260):
        s.disc(s.chance.random(), s.chance.uniform(0.22, 0.44), 0.009, s.chance.choice((p.light, p.loud, p.far)))
    s.box(0, 0, 1, 0.2, p.top)
    for x in (0.12, 0.88):
        s.box(x - 0.004, 0.05, 0.008, 0.3, p.dark)
        s.panes(x - 0.04, 0.02, 0.08, 0.08, 4, 2, p.light, 1)
    for x in (0.28, 0.72):
        s.box(x, 0.34, 0.012, 0.3, p.light)
    s.box(0.28, 0.34, 0.452, 0.018, p.light)
    for index in range(12):
        s.stroke([(0.3 + index * 0.037, 0.36), (0.3 + index * 0.037, 0.64)], mix(p.light, p.near, 0.5), 0.002)
    s.disc(0.46, 0.83, 0.085, p.light)
    s.disc(0.46, 0.83, 0.03, p.dark)
    for index in range(5):
        angle = 2 * pi * index / 5
        s.disc(0.46 + sin(angle) * 0.047, 0.83 + cos(angle) * 0.07, 0.015, p.dark)
    s.person(0.66, 0.97, 0.38, p.loud, mix(p.light, p.loud, 0.3))


def telescope(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    for _star in range(90):
        s.disc(s.chance.random(), s.chance.uniform(0, 0.6), s.chance.uniform(0.0015, 0.004), p.light)
    for ring in range(5):
        s.disc(0.72, 0.2, 0.05 + ring * 0.06, None, ring=mix(p.top, p.light, 0.35), line=0.003)
    s.disc(0.72, 0.2, 0.03, p.loud)
    s.hills(0.8, 0.04, p.mid)
    s.box(0.22, 0.6, 0.3, 0.28, p.light)
    s.pen.pieslice([s.at(0.2, 0.36), s.at(0.54, 0.87)], 180, 360, fill=p.far)
    s.shape([(0.36, 0.61), (0.4, 0.36), (0.46, 0.39), (0.44, 0.61)], p.dark)
    s.shape([(0.4, 0.56), (0.53, 0.3), (0.575, 0.335), (0.45, 0.6)], p.near)
    s.arch(0.335, 0.88, 0.06, 0.16, p.near)
    s.hills(0.9, 0.02, p.near)
    s.person(0.66, 0.93, 0.13, p.dark, p.light)


def satellite(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.dark, p.near, 0.35))
    for _star in range(140):
        s.disc(s.chance.random(), s.chance.random(), s.chance.uniform(0.0012, 0.0035), p.light)
    s.disc(0.24, 1.16, 0.75, p.top)
    s.disc(0.24, 1.16, 0.75, None, ring=mix(p.top, p.light, 0.4), line=0.012)
    for _land in range(6):
        s.oval(
            s.chance.uniform(0.0, 0.5),
            s.chance.uniform(0.72, 0.98),
            s.chance.uniform(0.03, 0.09),
            s.chance.uniform(0.02, 0.06),
            p.mid,
        )
    s.shape([(0.52, 0.34), (0.64, 0.28), (0.7, 0.46), (0.58, 0.52)], p.light)
    s.shape([(0.64, 0.28), (0.67, 0.3), (0.73, 0.47), (0.7, 0.46)], p.far)
    s.stroke([(0.4, 0.5), (0.84, 0.28)], p.light, 0.012)
    for dx, dy in ((-0.27, 0.09), (0.2, -0.14)):
        face = [(0.5 + dx, 0.42 + dy), (0.66 + dx, 0.35 + dy), (0.7 + dx, 0.47 + dy), (0.54 + dx, 0.54 + dy)]
        s.shape(face, p.loud)
        for part in (0.25, 0.5, 0.75):
            top = (face[0][0] + (face[1][0] - face[0][0]) * part, face[0][1] + (face[1][1] - face[0][1]) * part)
            low = (face[3][0] + (face[2][0] - face[3][0]) * part, face[3][1] + (face[2][1] - face[3][1]) * part)
            s.stroke([top, low], p.dark, 0.005)
    s.disc(0.6, 0.56, 0.05, p.near)
    s.stroke([(0.6, 0.56), (0.56, 0.64)], p.light, 0.008)


def lab(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.light, p.top, 0.4))
    s.rays(0.5, 0.45, 28, 0.4, 1.3, mix(p.light, p.top, 0.25), 0.03)
    s.box(0, 0.8, 1, 0.2, p.near)
    for x, size, fill in ((0.2, 0.9, p.loud), (0.46, 1.25, p.mid), (0.74, 1.0, p.far)):
        high, wide = 0.42 * size, 0.11 * size
        neck = 0.8 - high
        s.shape(
            [
                (x - wide, 0.8),
                (x - 0.022, neck + high * 0.4),
                (x - 0.022, neck),
                (x + 0.022, neck),
                (x + 0.022, neck + high * 0.4),
                (x + wide, 0.8),
            ],
            p.light,
        )
        s.shape(
            [
                (x - wide * 0.92, 0.79),
                (x - wide * 0.5, 0.8 - high * 0.28),
                (x + wide * 0.5, 0.8 - high * 0.28),
                (x + wide * 0.92, 0.79),
            ],
            fill,
        )
        s.box(x - 0.03, neck - 0.01, 0.06, 0.02, p.dark, 0.008)
        for bubble in range(5):
            s.disc(x + s.chance.uniform(-0.04, 0.04), 0.77 - bubble * 0.035, s.chance.uniform(0.007, 0.014), p.light)
    s.box(0.9, 0.5, 0.02, 0.3, p.dark)
    s.stroke([(0.93, 0.42), (0.87, 0.6)], p.dark, 0.04)
    s.box(0.84, 0.78, 0.12, 0.03, p.dark)


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
