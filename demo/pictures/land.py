"""Out of town: mountains, water, fields, roads, weather."""

from demo.pictures.canvas import Sheet, mix


def mountains(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.72, 0.3, 0.78, 0.42, mix(p.far, p.light, 0.25), p.far, p.light)
    s.peak(0.3, 0.2, 0.85, 0.45, mix(p.mid, p.light, 0.2), p.mid, p.light)
    s.hills(0.74, 0.05, p.near)
    for index in range(9):
        s.poplar(0.06 + index * 0.11 + s.chance.uniform(-0.03, 0.03), 0.93, s.chance.uniform(0.1, 0.17), p.dark)


def ararat_valley(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.36, 0.2, 0.62, 0.44, mix(p.far, p.light, 0.3), p.far, p.light)
    s.peak(0.8, 0.37, 0.62, 0.24, mix(p.far, p.light, 0.2), mix(p.far, p.mid, 0.5), p.light)
    s.hills(0.6, 0.012, p.mid)
    s.lanes((0.5, 0.58), -0.9, 1.9, 18, p.near, mix(p.near, p.loud, 0.35))
    for x in (0.08, 0.14, 0.2, 0.86, 0.92):
        s.poplar(x, 0.72, s.chance.uniform(0.2, 0.3), p.dark)


def lake(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.42, 0.08, p.far)
    s.hills(0.5, 0.04, p.mid)
    s.water(0.56)
    s.hills(0.93, 0.03, p.near)
    s.house(0.72, 0.52, 0.05, 0.09, p.light, p.loud)
    s.shape([(0.27, 0.75), (0.43, 0.75), (0.4, 0.79), (0.3, 0.79)], p.dark)
    s.shape([(0.345, 0.5), (0.345, 0.73), (0.43, 0.73)], p.light)
    s.shape([(0.335, 0.54), (0.335, 0.73), (0.28, 0.73)], p.loud)


def dam(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.34, 0.06, p.far)
    s.water(0.46)
    s.shape([(0, 0.3), (0.24, 0.44), (0.34, 1), (0, 1)], p.mid)
    s.shape([(1, 0.26), (0.78, 0.44), (0.68, 1), (1, 1)], p.near)
    s.shape([(0.23, 0.45), (0.79, 0.45), (0.7, 1), (0.32, 1)], p.light)
    s.box(0.21, 0.43, 0.6, 0.035, p.dark)
    for index in range(5):
        x = 0.31 + index * 0.085
        s.shape([(x, 0.52), (x + 0.05, 0.52), (x + 0.045, 0.98), (x + 0.01, 0.98)], mix(p.light, p.mid, 0.35))
    s.oval(0.51, 1.0, 0.24, 0.07, mix(p.top, p.light, 0.5))


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
    s.hills(0.5, 0.06, p.far)
    s.hills(0.58, 0.02, p.mid)
    for row in range(4):
        y, size = 0.62 + row * 0.1, 0.8 + row * 0.35
        for column in range(7):
            x = -0.06 + column * 0.17 * size - row * 0.05
            face = [
                (x, y + 0.08 * size),
                (x + 0.035 * size, y),
                (x + 0.15 * size, y),
                (x + 0.12 * size, y + 0.08 * size),
            ]
            s.shape(face, p.dark)
            s.stroke([face[0], face[1], face[2], face[3], face[0]], p.light, 0.004)
            s.stroke([((face[0][0] + face[3][0]) / 2, face[0][1]), ((face[1][0] + face[2][0]) / 2, y)], p.top, 0.003)


def vineyard(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.44, 0.07, p.far)
    s.hills(0.54, 0.03, p.mid)
    s.house(0.68, 0.56, 0.08, 0.1, p.light, p.loud)
    s.lanes((0.42, 0.5), -1.2, 2.1, 16, mix(p.near, p.mid, 0.4), p.near)
    for row in range(6):
        for column in range(-6, 8):
            depth = 0.62 + row * row * 0.016
            x = 0.42 + column * 0.055 * (1 + row * 0.75)
            s.disc(x, depth, 0.012 * (1 + row * 0.8), p.dark if column % 2 else mix(p.near, p.loud, 0.5))


def orchard(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.5, 0.06, p.far)
    s.box(0, 0.62, 1, 0.4, p.mid)
    for row, (base, high, count) in enumerate(((0.72, 0.24, 7), (0.84, 0.36, 5), (1.0, 0.52, 4))):
        for index in range(count):
            x = (index + 0.5 + row * 0.21) / count
            s.tree(x, base, high, mix(p.near, p.mid, 0.5 - row * 0.25), p.dark)
            for _fruit in range(7):
                dx, dy = s.chance.uniform(-0.2, 0.2) * high, s.chance.uniform(0.5, 0.86) * high
                s.disc(x + dx, base - dy, 0.016 * high / 0.3, p.loud)


def wheat(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.48, 0.05, p.far)
    s.box(0, 0.56, 1, 0.44, mix(p.loud, p.light, 0.45))
    for index in range(34):
        x = index / 33 + s.chance.uniform(-0.012, 0.012)
        top = s.chance.uniform(0.52, 0.68)
        s.stroke([(x, 1), (x + s.chance.uniform(-0.02, 0.02), top)], mix(p.near, p.loud, 0.4), 0.006)
        for grain in range(5):
            for side in (-1, 1):
                s.oval(
                    x + side * 0.007,
                    top + grain * 0.028,
                    0.0065,
                    0.018,
                    p.near if grain % 2 else mix(p.near, p.loud, 0.5),
                )


def road_pass(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.2, 0.2, 0.7, 0.34, mix(p.far, p.light, 0.25), p.far, p.light)
    s.peak(0.78, 0.14, 0.75, 0.38, mix(p.mid, p.light, 0.2), p.mid, p.light)
    s.hills(0.6, 0.05, p.near)
    bends = [(0.5, 0.52), (0.6, 0.58), (0.34, 0.66), (0.74, 0.77), (0.2, 0.92), (0.36, 1.04)]
    for index in range(len(bends) - 1):
        s.stroke(bends[index : index + 2], p.light, 0.02 + index * 0.022)
        s.disc(*bends[index + 1], 0.01 + index * 0.011, p.light)
    s.box(0.5, 0.66, 0.085, 0.055, p.loud, 0.01)
    s.box(0.585, 0.68, 0.03, 0.035, p.dark, 0.006)
    for x in (0.515, 0.565, 0.6):
        s.disc(x, 0.722, 0.012, p.dark)


def snow(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.5, 0.08, mix(p.far, p.light, 0.5))
    s.hills(0.62, 0.05, mix(p.far, p.light, 0.75))
    s.hills(0.78, 0.03, p.light)
    for x, high in ((0.12, 0.4), (0.24, 0.3), (0.84, 0.46), (0.95, 0.3)):
        for layer in range(3):
            y = 0.84 - high * layer * 0.27
            s.shape(
                [
                    (x - high * 0.17 * (1 - layer * 0.22), y),
                    (x, y - high * 0.45),
                    (x + high * 0.17 * (1 - layer * 0.22), y),
                ],
                p.near,
            )
    s.house(0.46, 0.82, 0.15, 0.16, p.dark, p.light, p.loud)
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


def border(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.75, 0.26, 0.7, 0.36, mix(p.far, p.light, 0.25), p.far, p.light)
    s.hills(0.56, 0.04, p.mid)
    s.lanes((0.5, 0.55), 0.05, 0.95, 1, p.near, p.near)
    for index in range(5):
        y = 0.6 + index * 0.09
        s.box(0.497 - index * 0.001, y, 0.006 + index * 0.002, 0.04, p.light)
    s.house(0.12, 0.84, 0.16, 0.34, p.light, p.loud, p.top)
    s.box(0.29, 0.58, 0.02, 0.3, p.dark)
    for index in range(9):
        s.box(0.3 + index * 0.055, 0.62, 0.055, 0.035, p.loud if index % 2 else p.light)


def airport(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.62, 0.04, p.far)
    s.box(0, 0.72, 1, 0.3, p.near)
    s.lanes((0.5, 0.7), 0.38, 0.62, 1, p.dark, p.dark)
    s.box(0.1, 0.42, 0.035, 0.3, p.mid)
    s.shape([(0.06, 0.42), (0.175, 0.42), (0.155, 0.34), (0.08, 0.34)], p.dark)
    s.shape([(0.36, 0.42), (0.8, 0.26), (0.86, 0.27), (0.85, 0.3), (0.42, 0.47)], p.light)
    s.shape([(0.55, 0.36), (0.44, 0.53), (0.5, 0.53), (0.66, 0.335)], p.loud)
    s.shape([(0.38, 0.42), (0.33, 0.3), (0.37, 0.3), (0.44, 0.395)], p.loud)
    s.shape([(0.6, 0.335), (0.6, 0.24), (0.63, 0.24), (0.68, 0.305)], mix(p.loud, p.dark, 0.3))


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
    s.hills(0.5, 0.03, s.palette.far)
    s.water(0.54)
    hull(s, 0.2, 0.78, 1.5)


def hull(s: Sheet, x: float, y: float, size: float) -> None:
    """A ferry or freighter; `size` 1 is two fifths of the sheet."""
    p = s.palette
    wide = 0.4 * size
    s.shape([(x, y - 0.1), (x + wide, y - 0.12), (x + wide * 0.93, y), (x + wide * 0.08, y)], p.dark)
    s.shape(
        [(x + wide * 0.06, y - 0.03), (x + wide * 0.95, y - 0.03), (x + wide * 0.93, y), (x + wide * 0.08, y)], p.loud
    )
    s.box(x + wide * 0.12, y - 0.19, wide * 0.6, 0.08, p.light)
    s.panes(x + wide * 0.15, y - 0.175, wide * 0.56, 0.05, 9, 1, p.mid, 1)
    s.box(x + wide * 0.2, y - 0.26, wide * 0.34, 0.07, p.light)
    s.panes(x + wide * 0.22, y - 0.245, wide * 0.3, 0.045, 6, 1, p.mid, 1)
    s.box(x + wide * 0.44, y - 0.36, wide * 0.09, 0.1, p.loud)
    for puff in range(3):
        s.disc(
            x + wide * (0.5 + puff * 0.09), y - 0.41 - puff * 0.05, 0.03 + puff * 0.014, mix(s.palette.low, p.far, 0.5)
        )
