"""On the way: roads, borders, runways and ports."""

from math import cos, sin

from demo.pictures.canvas import Sheet, mix


def road_pass(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.5, 0.3, 0.7, 0.3, mix(p.far, p.low, 0.45), mix(p.far, p.low, 0.2), p.light)
    s.peak(0.16, 0.18, 0.72, 0.38, mix(p.far, p.light, 0.25), p.far, p.light)
    s.peak(0.84, 0.12, 0.76, 0.42, mix(p.mid, p.light, 0.2), p.mid, p.light)
    s.birds(0.5, 0.18, 4, p.dark)
    s.hills(0.58, 0.03, p.near)
    left, right, middle = [], [], []
    for step in range(121):
        depth = step / 120
        x, half = 0.5 + (0.03 + 0.3 * depth) * sin(2 + depth**0.6 * 10.5), 0.007 + 0.085 * depth**1.3
        y = 0.56 + 0.47 * depth
        left.append((x - half, y))
        right.append((x + half, y))
        middle.append((x, y))
    s.shape([*left, *reversed(right)], mix(p.light, p.low, 0.25))
    for step in range(46, 118, 9):
        s.stroke(middle[step : step + 5], p.near, 0.002 + step * 0.00005)
    for index in range(16):
        x, base = s.chance.choice((s.chance.uniform(0, 0.14), s.chance.uniform(0.86, 1))), 0.66 + index * 0.024
        s.pine(x, base, base * 0.2, p.dark, mix(p.dark, p.near, 0.55))
    x, y = middle[64]
    s.box(x - 0.055, y - 0.085, 0.075, 0.07, p.loud, 0.008)
    s.box(x + 0.022, y - 0.062, 0.03, 0.047, p.dark, 0.008)
    s.box(x + 0.034, y - 0.054, 0.013, 0.018, p.light)
    for wheel in (-0.04, -0.005, 0.036):
        s.disc(x + wheel, y - 0.012, 0.013, p.dark)


def border(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.75, 0.22, 0.7, 0.4, mix(p.far, p.light, 0.25), p.far, p.light)
    s.peak(0.3, 0.36, 0.7, 0.3, mix(p.far, p.low, 0.4), mix(p.far, p.low, 0.2))
    s.hills(0.56, 0.03, p.mid)
    s.shape([(0.49, 0.57), (0.53, 0.57), (0.98, 1.02), (0.3, 1.02)], p.near)
    for index in range(5):
        y = 0.6 + index * index * 0.022
        s.box(0.512 + index * index * 0.006, y, 0.004 + index * 0.003, 0.02 + index * 0.014, p.light)
    s.box(0.08, 0.5, 0.2, 0.38, p.light)
    s.box(0.06, 0.46, 0.24, 0.05, p.near)
    s.box(0.1, 0.56, 0.1, 0.13, p.top)
    s.person(0.15, 0.86, 0.3, p.near, mix(p.light, p.loud, 0.3))
    s.box(0.1, 0.69, 0.1, 0.19, mix(p.light, p.far, 0.3))
    s.box(0.22, 0.56, 0.045, 0.32, mix(p.light, p.far, 0.45))
    s.box(0.29, 0.66, 0.035, 0.24, p.dark, 0.01)
    for index in range(13):
        s.box(0.27 + index * 0.048, 0.69, 0.048, 0.04, p.loud if index % 2 else p.light)
    s.box(0.88, 0.66, 0.02, 0.2, p.dark)
    for x, base in ((0.94, 0.68), (0.98, 0.74)):
        s.pine(x, base, 0.2, p.dark, mix(p.dark, p.near, 0.6))


def airport(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.6, 0.05, p.far)
    s.box(0, 0.72, 1, 0.3, p.near)
    s.box(0.0, 0.6, 0.42, 0.13, p.mid)
    s.panes(0.01, 0.63, 0.4, 0.07, 12, 1, mix(p.light, p.loud, 0.2), 1)
    s.box(0, 0.585, 0.44, 0.02, p.light)
    s.box(0.1, 0.38, 0.03, 0.24, p.mid)
    s.shape([(0.065, 0.33), (0.165, 0.33), (0.148, 0.4), (0.082, 0.4)], p.dark)
    s.box(0.06, 0.31, 0.11, 0.022, p.light)
    s.lanes((0.62, 0.7), 0.3, 0.94, 1, p.dark, p.dark)
    s.box(0, 0.68, 1, 0.045, p.mid)
    for index in range(5):
        s.box(
            0.619 - index * 0.001, 0.74 + index * index * 0.014, 0.003 + index * 0.002, 0.012 + index * 0.008, p.light
        )
    plane(s, 0.6, 0.33, 0.52)


def plane(s: Sheet, x: float, y: float, size: float) -> None:
    """An airliner climbing to the right; `size` is its length as a share of the width."""
    p = s.palette
    ratio = s.width / s.height

    def turned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        lean = -0.3
        return [
            (x + (a * cos(lean) - b * sin(lean)) * size, y + (a * sin(lean) + b * cos(lean)) * size * ratio)
            for a, b in points
        ]

    s.shape(turned([(0.02, 0), (-0.1, -0.2), (-0.05, -0.2), (0.14, 0)]), mix(p.loud, p.dark, 0.35))
    s.shape(turned([(-0.42, -0.02), (-0.52, -0.17), (-0.45, -0.17), (-0.32, -0.03)]), p.loud)
    body = [
        (-0.5, -0.02),
        (-0.3, -0.045),
        (0.36, -0.045),
        (0.44, -0.034),
        (0.5, 0.005),
        (0.44, 0.035),
        (0.36, 0.045),
        (-0.2, 0.045),
    ]
    s.shape(turned(body), p.light)
    s.shape(
        turned([(-0.5, -0.02), (-0.2, 0.045), (0.36, 0.045), (0.46, 0.03), (0.3, 0.022), (-0.25, 0.02)]),
        mix(p.light, p.far, 0.5),
    )
    for index in range(14):
        left = -0.26 + index * 0.045
        s.shape(turned([(left, -0.02), (left + 0.02, -0.02), (left + 0.02, 0), (left, 0)]), p.near)
    s.shape(turned([(0.41, -0.03), (0.455, -0.02), (0.46, -0.005), (0.41, -0.008)]), p.near)
    s.shape(turned([(0.14, 0.02), (-0.04, 0.02), (-0.2, 0.2), (-0.14, 0.2)]), p.loud)
    s.shape(turned([(-0.38, 0), (-0.5, 0.07), (-0.45, 0.07), (-0.28, 0.01)]), mix(p.loud, p.dark, 0.2))


def harbour(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.5, 0.05, p.far)
    s.water(0.6)
    for x in (0.12, 0.34):
        s.stroke([(x, 0.66), (x + 0.03, 0.22), (x + 0.06, 0.66)], p.dark, 0.014)
        s.stroke([(x - 0.05, 0.27), (x + 0.22, 0.22)], p.loud, 0.018)
        s.stroke([(x + 0.2, 0.22), (x + 0.2, 0.42)], p.dark, 0.005)
    s.box(0, 0.64, 0.56, 0.06, p.near)
    for row in range(2):
        for column in range(6 - row):
            s.box(
                0.03 + column * 0.085 + row * 0.04,
                0.58 - row * 0.06,
                0.08,
                0.058,
                (p.loud, p.light, p.mid)[(column + row) % 3],
            )
    hull(s, 0.55, 0.76, 1.0)


def ship(s: Sheet) -> None:
    s.sky()
    s.birds(0.22, 0.3, 6, s.palette.dark)
    s.hills(0.5, 0.03, s.palette.far)
    s.water(0.54)
    hull(s, 0.16, 0.8, 1.65)
    for row in range(5):
        wide = 0.58 - row * 0.09
        s.box(
            0.49 - wide / 2,
            0.81 + row * 0.03,
            wide,
            0.009,
            mix(s.palette.light, s.palette.mid, 0.2 + row * 0.15),
            0.004,
        )


def hull(s: Sheet, x: float, y: float, size: float) -> None:
    """A ferry or freighter; `size` 1 is two fifths of the sheet."""
    p, wide, tall = s.palette, 0.4 * size, size**0.5

    def shape(points: list[tuple[float, float]], fill: tuple[int, int, int]) -> None:
        s.shape([(x + along * wide, y - up * tall) for along, up in points], fill)

    shape([(0, 0.1), (0.8, 0.1), (1.04, 0.15), (0.92, 0), (0.05, 0)], p.dark)
    shape([(0.035, 0.03), (0.944, 0.03), (0.92, 0), (0.05, 0)], p.loud)
    for left, up, across, count, fill in (
        (0.08, 0.18, 0.66, 11, p.light),
        (0.16, 0.245, 0.46, 8, mix(p.light, p.far, 0.15)),
    ):
        s.box(x + wide * left, y - up * tall, wide * across, 0.08 * tall, fill)
        s.panes(
            x + wide * (left + 0.03), y - (up - 0.02) * tall, wide * (across - 0.04), 0.05 * tall, count, 1, p.mid, 1
        )
    s.box(x + wide * 0.47, y - 0.3 * tall, wide * 0.15, 0.056 * tall, p.light)
    s.box(x + wide * 0.53, y - 0.285 * tall, wide * 0.09, 0.022 * tall, p.near)
    s.stroke([(x + wide * 0.84, y - 0.11 * tall), (x + wide * 0.84, y - 0.27 * tall)], p.dark, 0.006)
    shape([(0.27, 0.245), (0.26, 0.36), (0.36, 0.36), (0.38, 0.245)], p.loud)
    s.box(x + wide * 0.26, y - 0.36 * tall, wide * 0.1, 0.022 * tall, p.dark)
    for puff in range(4):
        at = (x + wide * (0.28 - puff * 0.08), y - (0.4 + puff * 0.035) * tall)
        s.disc(*at, 0.022 + puff * 0.011, mix(p.low, p.far, 0.5))
