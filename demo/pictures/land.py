"""Out of town: mountains, water, fields, weather."""

from math import cos, pi, sin

from demo.pictures.canvas import Point, Sheet, mix


def mountains(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.93, 0.38, 0.8, 0.3, mix(p.far, p.low, 0.45), mix(p.far, p.low, 0.25), p.light)
    s.peak(0.7, 0.28, 0.8, 0.42, mix(p.far, p.light, 0.25), p.far, p.light)
    s.peak(0.28, 0.17, 0.88, 0.46, mix(p.mid, p.light, 0.2), p.mid, p.light)
    s.birds(0.52, 0.2, 5, p.dark)
    s.hills(0.76, 0.05, mix(p.near, p.mid, 0.35))
    s.hills(0.88, 0.03, p.near)
    for index in range(15):
        base = s.chance.uniform(0.9, 1.04)
        s.pine(index / 14 + s.chance.uniform(-0.03, 0.03), base, base * 0.24, p.dark, mix(p.dark, p.near, 0.6))


def ararat_valley(s: Sheet) -> None:
    p = s.palette
    s.may_mirror = False  # from Armenia the lower peak is always on the left
    s.sky()
    s.peak(0.62, 0.17, 0.64, 0.46, mix(p.far, p.light, 0.3), p.far, p.light)
    s.peak(0.19, 0.35, 0.64, 0.27, mix(p.far, p.light, 0.18), mix(p.far, p.mid, 0.4), p.light)
    s.birds(0.36, 0.22, 4, p.dark)
    s.hills(0.6, 0.012, p.mid)
    s.lanes((0.42, 0.59), -0.98, 1.82, 18, p.near, mix(p.near, p.loud, 0.35))
    s.box(0, 0.6, 1, 0.035, mix(p.mid, p.near, 0.4))
    for x in (0.06, 0.11, 0.15, 0.82, 0.88, 0.95):
        s.poplar(x, 0.74, s.chance.uniform(0.22, 0.34), p.dark)


def lake(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.36, 0.08, p.far)
    s.hills(0.46, 0.04, mix(p.far, p.mid, 0.6))
    s.water(0.54)
    rise = [
        (0.5, 0.56),
        (0.58, 0.5),
        (0.66, 0.455),
        (0.76, 0.44),
        (0.86, 0.46),
        (1.0, 0.43),
        (1.0, 0.575),
        (0.75, 0.585),
    ]
    s.shape(rise, p.near)
    s.shape([(0.5, 0.575), (0.75, 0.6), (1.0, 0.59), (1.0, 0.66), (0.8, 0.65), (0.65, 0.61)], mix(p.mid, p.near, 0.5))
    s.chapel(0.72, 0.45, 0.17)
    s.chapel(0.83, 0.46, 0.13)
    s.birds(0.3, 0.24, 5, p.dark)
    s.shape([(0.22, 0.8), (0.4, 0.8), (0.37, 0.845), (0.25, 0.845)], p.dark)
    s.shape([(0.31, 0.52), (0.31, 0.785), (0.4, 0.785)], p.light)
    s.shape([(0.302, 0.56), (0.302, 0.785), (0.235, 0.785)], p.loud)
    for row in range(4):
        s.box(0.25 + row * 0.012, 0.865 + row * 0.028, 0.12 - row * 0.024, 0.009, mix(p.dark, p.mid, 0.45), 0.004)


def dam(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.3, 0.08, p.far)
    rows: list[list[Point]] = []
    for row in range(6):
        inset, drop = 0.08 + row * 0.055, 0.38 + row * 0.115
        rows.append([(inset + (1 - 2 * inset) * i / 20, drop + 0.07 * sin(pi * i / 20)) for i in range(21)])
    s.fade([*rows[0], *reversed(rows[-1])], p.light, mix(p.light, p.mid, 0.55))
    for seam in rows[1:-1]:
        s.stroke(seam, mix(p.light, p.mid, 0.45), 0.004)
    for i in (8, 9, 10, 11):
        left, right = rows[0][i], rows[-1][i]
        s.shape(
            [(left[0] + 0.006, left[1] + 0.05), (left[0] + 0.03, left[1] + 0.05), (right[0] + 0.024, 1), (right[0], 1)],
            mix(p.top, p.light, 0.6),
        )
        s.box(left[0] + 0.004, left[1] + 0.02, 0.028, 0.045, p.dark)
    s.stroke(rows[0], p.near, 0.03)
    s.shape([(0, 0.26), (0.1, 0.37), (0.2, 0.58), (0.37, 1), (0, 1)], p.mid)
    s.shape([(1, 0.22), (0.9, 0.37), (0.78, 0.62), (0.63, 1), (1, 1)], p.near)
    for x, y in ((0.4, 1.0), (0.46, 0.97), (0.53, 0.98), (0.6, 1.0)):
        s.disc(x, y, 0.06, mix(p.top, p.light, 0.75))
    for x, base in (
        (0.03, 0.5),
        (0.1, 0.66),
        (0.06, 0.86),
        (0.18, 0.94),
        (0.95, 0.5),
        (0.88, 0.68),
        (0.95, 0.84),
        (0.82, 0.96),
    ):
        s.pine(x, base, 0.18, p.dark, mix(p.dark, p.near, 0.6))


def bridge(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.46, 0.09, p.far)
    s.hills(0.58, 0.05, p.mid)
    s.water(0.7)
    s.box(0, 0.5, 1, 0.3, p.near)
    for index in range(4):
        s.arch(0.03 + index * 0.25, 0.86, 0.19, 0.3, mix(p.low, p.mid, 0.45))
        s.box(0.03 + index * 0.25, 0.72, 0.19, 0.14, mix(p.mid, p.top, 0.45))
    s.box(0, 0.475, 1, 0.03, p.loud)
    for x in (0.2, 0.5, 0.56, 0.83):
        s.person(x, 0.476, 0.07, p.dark, p.light)


def solar(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.42, 0.06, p.far)
    s.hills(0.52, 0.02, p.mid)
    s.hills(0.57, 0.005, mix(p.mid, p.light, 0.15))
    for y, high in ((0.585, 0.05), (0.66, 0.075), (0.765, 0.115), (0.91, 0.17)):
        wide, lean = high * 1.5, high * 0.35
        for column in range(-1, int(1 / wide) + 2):
            x = column * wide * 1.12 - high * 0.4
            face = [(x, y + high), (x + lean, y), (x + lean + wide, y), (x + wide, y + high)]
            for leg in (0.3, 0.7):
                s.box(x + wide * leg, y + high * 0.9, wide * 0.03, high * 0.35, p.dark)
            s.shape(face, p.dark)
            s.shape(
                [face[0], face[1], (x + lean + wide * 0.45, y), (x + wide * 0.2, y + high)], mix(p.dark, p.top, 0.25)
            )
            for part in (0.25, 0.5, 0.75):
                s.stroke([(x + wide * part, y + high), (x + lean + wide * part, y)], p.far, high * 0.02)
            s.stroke([(x + lean / 2, y + high / 2), (x + lean / 2 + wide, y + high / 2)], p.far, high * 0.02)
            s.stroke([*face, face[0]], p.light, high * 0.035)


def vineyard(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.4, 0.07, p.far)
    s.hills(0.5, 0.03, p.mid)
    s.house(0.68, 0.55, 0.08, 0.08, p.light, p.loud)
    for x in (0.77, 0.79, 0.65):
        s.poplar(x, 0.56, 0.16, p.dark)
    s.lanes((0.42, 0.5), -1.2, 2.1, 22, mix(p.near, p.low, 0.35), mix(p.near, p.low, 0.22))
    s.box(0, 0.5, 1, 0.05, p.mid)
    for step in range(16):
        depth = 0.045 + 0.5 * (step / 15) ** 1.7
        for column in range(-9, 12):
            x, y = 0.42 + column * depth * 0.62, 0.5 + depth
            if not -0.1 < x < 1.1:
                continue
            s.disc(x, y, depth * 0.15, p.dark)
            s.disc(x - depth * 0.02, y - depth * 0.06, depth * 0.1, mix(p.near, p.mid, 0.45))
            if depth > 0.1:
                for dx, dy in ((0.02, 0.02), (0.045, 0.02), (0.033, 0.06)):
                    s.disc(x + depth * dx, y + depth * dy, depth * 0.032, p.loud)


def dry_sea(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.birds(0.3, 0.2, 4, p.dark)
    s.hills(0.5, 0.02, p.far)
    s.lanes((0.55, 0.52), -1.3, 2.3, 20, mix(p.low, p.light, 0.45), mix(p.low, p.light, 0.3))
    s.box(0, 0.52, 1, 0.03, mix(p.far, p.low, 0.5))
    for points, fill in (  # a boat that the water left, leaning
        ([(0.56, 0.56), (0.87, 0.5), (0.83, 0.61), (0.63, 0.64)], p.near),
        ([(0.6, 0.615), (0.835, 0.575), (0.83, 0.61), (0.63, 0.64)], p.loud),
        ([(0.62, 0.55), (0.61, 0.47), (0.7, 0.455), (0.71, 0.532)], p.light),
        ([(0.73, 0.528), (0.695, 0.33), (0.703, 0.33), (0.74, 0.526)], p.dark),
    ):
        s.shape(points, fill)
    for step in range(7):
        depth = 0.06 + 0.42 * (step / 6) ** 1.5
        for column in range(-6, 8):
            x, y = 0.55 + (column + 0.5) * depth * 0.8, 0.55 + depth
            if -0.1 < x < 1.1:
                s.oval(x, y + depth * 0.1, depth * 0.5, depth * 0.1, mix(p.low, p.near, 0.35))
                for dx, dy, size in ((-0.12, 0, 0.13), (0.12, 0.01, 0.12), (0, -0.07, 0.16)):
                    s.disc(x + depth * dx, y + depth * dy, depth * size, mix(p.near, p.mid, s.chance.uniform(0.1, 0.5)))


def orchard(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.46, 0.06, p.far)
    s.hills(0.58, 0.01, p.mid)
    s.lanes((0.5, 0.58), -1.4, 2.4, 18, p.mid, mix(p.mid, p.low, 0.15))
    for base, high, places in ((0.7, 0.22, 6), (0.8, 0.34, 4), (0.97, 0.58, 3)):
        for index in range(places):
            x = (index + 0.5) / places + (0.06 if places == 4 else 0)
            s.oval(x, base, high * 0.24, high * 0.03, mix(p.near, p.dark, 0.3))
            s.tree(x, base, high, p.near, p.dark)
            s.disc(x - high * 0.05, base - high * 0.72, high * 0.19, mix(p.near, p.mid, 0.45))
            for fruit in range(13):
                turn, reach = fruit * 2.4, 0.27 * ((fruit + 0.5) / 13) ** 0.5
                s.disc(
                    x + cos(turn) * reach * high * 0.8,
                    base - high * (0.64 + sin(turn) * reach * 0.8),
                    high * 0.032,
                    p.loud,
                )


def wheat(s: Sheet) -> None:
    p = s.palette
    gold, straw = mix((214, 158, 62), p.near, 0.12), mix((240, 206, 130), p.low, 0.2)
    s.sky()
    s.birds(0.3, 0.2, 5, p.dark)
    s.hills(0.44, 0.05, p.far)
    s.hills(0.54, 0.02, p.mid)
    s.fade([(0, 0.57), (1, 0.57), (1, 1), (0, 1)], straw, mix(gold, p.near, 0.35))
    for row, (count, tall, dim) in enumerate(((46, 0.3, 0.35), (26, 0.46, 0.0))):
        stem, grain = mix(gold, p.near, 0.35 + dim / 3), mix(gold, straw, dim)
        for index in range(count):
            x, lean = index / (count - 1) + s.chance.uniform(-0.012, 0.012), s.chance.uniform(-0.03, 0.03)
            top, size = 1 - tall * s.chance.uniform(0.82, 1.1), 0.6 + row * 0.55
            s.stroke([(x, 1.01), (x + lean * 0.4, (1 + top) / 2), (x + lean, top)], stem, 0.006 * size)
            for kernel in range(7):
                girth = (0.45, 0.75, 1.0, 1.1, 1.1, 1.0, 0.75)[kernel] * size
                for side in (-1, 1):
                    fill = grain if side < 0 else mix(grain, p.near, 0.28)
                    s.oval(
                        x + lean + side * 0.0058 * girth,
                        top + kernel * 0.021 * size,
                        0.0058 * girth,
                        0.018 * size,
                        fill,
                    )
            for awn in (-0.014, 0, 0.014):
                s.stroke([(x + lean, top), (x + lean + awn * size, top - 0.06 * size)], stem, 0.0025)


def snow(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.5, 0.08, mix(p.far, p.light, 0.4))
    s.hills(0.62, 0.05, mix(p.far, p.light, 0.7))
    s.hills(0.78, 0.03, p.light)
    for x, base, high in (
        (0.12, 0.9, 0.56),
        (0.24, 0.84, 0.4),
        (0.33, 0.8, 0.26),
        (0.84, 0.93, 0.62),
        (0.95, 0.85, 0.42),
        (0.72, 0.8, 0.28),
    ):
        s.pine(x, base, high, p.near, mix(p.near, p.light, 0.75))
    s.box(0.568, 0.56, 0.022, 0.13, p.near)
    s.house(0.46, 0.85, 0.15, 0.17, p.dark, mix(p.light, p.far, 0.12), mix(p.loud, p.light, 0.35))
    for puff in range(4):
        s.disc(0.58 + puff * 0.014, 0.53 - puff * 0.05, 0.018 + puff * 0.007, mix(p.light, p.low, 0.3))
    for _flake in range(130):
        s.disc(s.chance.random(), s.chance.random(), s.chance.uniform(0.003, 0.009), p.light)


def rain(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    for index in range(8):
        s.house(index * 0.13 - 0.02, 0.8, 0.11, s.chance.uniform(0.2, 0.42), p.far, p.mid if index % 2 else None, p.low)
    s.box(0, 0.78, 1, 0.3, p.near)
    for x, high, coat in ((0.3, 0.34, p.loud), (0.56, 0.4, p.dark), (0.76, 0.3, p.light)):
        s.person(x, 0.96, high, p.dark if coat is not p.dark else p.mid, p.low)
        top = 0.96 - high * 1.25
        s.pen.pieslice([s.at(x - 0.11, top), s.at(x + 0.11, top + 0.3)], 180, 360, fill=coat)
        s.stroke([(x, top + 0.14), (x, 0.96 - high * 0.45)], p.dark, 0.007)
    for _drop in range(120):
        x, y = s.chance.random(), s.chance.random()
        s.stroke([(x, y), (x - 0.012, y + 0.05)], mix(p.light, p.top, 0.35), 0.003)
