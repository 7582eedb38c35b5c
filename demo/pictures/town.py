"""In town: streets, stations, public buildings."""

from math import cos, pi, sin

from demo.pictures.canvas import Sheet, mix


def skyline(s: Sheet, base: float, tallest: float, lamp: float) -> None:
    p = s.palette
    for layer, (fill, share) in enumerate(((p.far, 1.0), (p.mid, 0.72), (p.near, 0.45))):
        x = -0.03
        while x < 1:
            wide = s.chance.uniform(0.06, 0.12)
            high = tallest * share * s.chance.uniform(0.55, 1)
            s.box(x, base - high, wide, high + 0.3, fill)
            s.panes(
                x + wide * 0.15,
                base - high + 0.03,
                wide * 0.75,
                high,
                3,
                max(2, round(high / 0.06)),
                p.loud,
                lamp * (0.5 + layer / 4),
            )
            x += wide + s.chance.uniform(0.002, 0.02)


def city_night(s: Sheet) -> None:
    s.sky()
    skyline(s, 0.86, 0.55, 0.75)
    s.box(0, 0.86, 1, 0.14, s.palette.dark)
    for index in range(12):
        s.box(index / 11 - 0.02, 0.92, 0.05, 0.008, s.palette.loud, 0.004)


def old_town(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.48, 0.08, p.far)
    for row, base in enumerate((0.66, 0.8, 0.98)):
        wall = (mix(p.light, p.far, 0.4), mix(p.light, p.mid, 0.25), p.light)[row]
        x = -0.04 + row * 0.05
        while x < 1:
            wide = s.chance.uniform(0.1, 0.15)
            s.house(
                x,
                base,
                wide,
                s.chance.uniform(0.12, 0.17),
                wall,
                (p.loud, p.mid, p.near)[s.chance.randrange(3)],
                p.dark,
            )
            x += wide * 1.12
    s.box(0.6, 0.26, 0.07, 0.34, p.near)
    s.shape([(0.585, 0.27), (0.635, 0.1), (0.685, 0.27)], p.dark)
    s.arch(0.62, 0.4, 0.03, 0.09, p.light)


def metro(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.near)
    for ring in range(7):
        wide = 0.62 - ring * 0.075
        s.oval(0.5, 0.5, wide, wide * 1.05, mix(p.near, p.light, 0.1 + ring * 0.11))
    s.lanes((0.5, 0.52), -0.35, 0.35, 1, p.dark, p.dark)
    s.lanes((0.5, 0.52), 0.36, 1.5, 1, mix(p.light, p.mid, 0.35), p.mid)
    s.box(0.33, 0.36, 0.2, 0.36, p.loud, 0.05)
    s.box(0.355, 0.4, 0.15, 0.13, p.dark, 0.02)
    s.box(0.355, 0.4, 0.15, 0.13, mix(p.light, p.top, 0.4), 0.02)
    for x in (0.36, 0.47):
        s.disc(x + 0.015, 0.65, 0.022, p.light)
    for x, high in ((0.66, 0.3), (0.73, 0.34), (0.84, 0.42), (0.93, 0.5)):
        s.person(x, 0.62 + high * 0.75, high, p.dark, p.far)


def train(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.peak(0.25, 0.24, 0.72, 0.36, mix(p.far, p.light, 0.2), p.far, p.light)
    s.hills(0.56, 0.06, p.mid)
    s.box(0, 0.8, 1, 0.2, p.near)
    for index in range(26):
        s.box(index * 0.04, 0.83, 0.02, 0.035, p.dark)
    s.box(0, 0.825, 1, 0.012, p.light)
    s.shape([(0.06, 0.8), (0.1, 0.6), (0.16, 0.56), (1.02, 0.56), (1.02, 0.8)], p.loud)
    s.box(0.08, 0.7, 0.94, 0.025, p.light)
    s.shape([(0.115, 0.66), (0.135, 0.6), (0.19, 0.6), (0.19, 0.66)], p.dark)
    for index in range(9):
        s.box(0.23 + index * 0.09, 0.6, 0.06, 0.07, mix(p.light, p.top, 0.3), 0.01)
    for index in range(8):
        s.disc(0.16 + index * 0.12, 0.81, 0.025, p.dark)


def parliament(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.62, 0.03, p.far)
    s.box(0.1, 0.5, 0.8, 0.32, p.mid)
    for index in range(14):
        s.arch(0.125 + index * 0.056, 0.66, 0.028, 0.11, p.dark)
        s.arch(0.125 + index * 0.056, 0.79, 0.028, 0.09, p.dark)
    s.columns(0.36, 0.82, 0.28, 0.3, 6, p.light, p.near)
    s.box(0.497, 0.14, 0.005, 0.18, p.dark)
    s.shape([(0.502, 0.14), (0.58, 0.155), (0.56, 0.185), (0.58, 0.215), (0.502, 0.2)], p.loud)
    s.box(0, 0.82, 1, 0.2, p.near)
    for x in (0.2, 0.31, 0.7, 0.74, 0.86):
        s.person(x, 0.93, 0.12, p.dark, p.light)


def court(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    s.box(0, 0.72, 1, 0.3, p.near)
    s.box(0.485, 0.2, 0.03, 0.58, p.dark)
    s.box(0.38, 0.76, 0.24, 0.035, p.dark)
    s.disc(0.5, 0.2, 0.04, p.loud)
    tilt = s.chance.uniform(-0.05, 0.05)
    s.stroke([(0.2, 0.28 + tilt), (0.8, 0.28 - tilt)], p.dark, 0.022)
    for x, y in ((0.2, 0.28 + tilt), (0.8, 0.28 - tilt)):
        s.stroke([(x, y), (x - 0.09, y + 0.26)], p.dark, 0.006)
        s.stroke([(x, y), (x + 0.09, y + 0.26)], p.dark, 0.006)
        s.pen.pieslice([s.at(x - 0.11, y + 0.16), s.at(x + 0.11, y + 0.36)], 0, 180, fill=p.loud)


def ballot(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    s.rays(0.5, 0.5, 36, 0.35, 1.2, mix(p.far, p.light, 0.25), 0.03)
    s.box(0.26, 0.5, 0.48, 0.4, p.near, 0.01)
    s.shape([(0.26, 0.5), (0.32, 0.42), (0.68, 0.42), (0.74, 0.5)], mix(p.near, p.light, 0.25))
    s.shape([(0.4, 0.46), (0.4, 0.14), (0.56, 0.12), (0.58, 0.46)], p.light)
    s.stroke([(0.445, 0.27), (0.475, 0.33), (0.54, 0.2)], p.loud, 0.026)
    s.box(0.37, 0.452, 0.26, 0.022, p.dark, 0.01)
    s.disc(0.5, 0.7, 0.09, p.light)
    s.disc(0.5, 0.7, 0.065, p.loud)


def market(s: Sheet) -> None:
    p = s.palette
    s.sky()
    for index in range(7):
        s.house(index * 0.16 - 0.05, 0.55, 0.14, s.chance.uniform(0.16, 0.28), p.far, None, p.mid)
    s.box(0, 0.55, 1, 0.45, p.mid)
    for stall in range(3):
        x = 0.02 + stall * 0.34
        for strip in range(7):
            left = x + strip * 0.042
            s.shape(
                [(left + 0.015, 0.44), (left + 0.057, 0.44), (left + 0.046, 0.57), (left - 0.002, 0.57)],
                p.loud if strip % 2 else p.light,
            )
        for side in (x + 0.01, x + 0.29):
            s.box(side, 0.56, 0.008, 0.3, p.dark)
        s.box(x, 0.74, 0.3, 0.16, p.near)
        for heap in range(4):
            fill = (p.loud, p.light, mix(p.loud, p.light, 0.5), p.far)[(heap + stall) % 4]
            for dx, dy in ((0, 0), (0.02, 0), (0.04, 0), (0.01, -0.028), (0.03, -0.028), (0.02, -0.056)):
                s.disc(x + 0.02 + heap * 0.072 + dx, 0.735 + dy, 0.019, fill)
        s.person(x + 0.15, 0.74, 0.2, p.dark, p.low)


def school(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.box(0, 0.8, 1, 0.2, p.mid)
    s.box(0.14, 0.4, 0.72, 0.4, p.light)
    s.box(0.12, 0.37, 0.76, 0.04, p.loud)
    s.panes(0.17, 0.45, 0.26, 0.3, 4, 2, p.far, 1)
    s.panes(0.6, 0.45, 0.26, 0.3, 4, 2, p.far, 1)
    s.shape([(0.42, 0.38), (0.5, 0.22), (0.58, 0.38)], p.near)
    s.disc(0.5, 0.33, 0.035, p.light)
    s.arch(0.455, 0.8, 0.09, 0.28, p.near)
    for x, high in ((0.2, 0.15), (0.27, 0.13), (0.66, 0.16), (0.72, 0.13), (0.83, 0.15)):
        s.person(x, 0.94, high, p.dark if high > 0.14 else p.loud, p.near)
        s.box(x + 0.012, 0.94 - high * 0.62, 0.02, 0.045, p.near, 0.008)


def museum(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.light, p.far, 0.35))
    s.box(0, 0.78, 1, 0.22, p.mid)
    for x, wide, high in ((0.08, 0.22, 0.36), (0.38, 0.26, 0.44), (0.72, 0.2, 0.32)):
        s.box(x - 0.012, 0.16 - 0.018, wide + 0.024, high + 0.036, p.dark)
        s.box(x, 0.16, wide, high, (p.top, p.loud, p.near)[round(x * 10) % 3])
        s.disc(x + wide * 0.65, 0.16 + high * 0.32, high * 0.14, p.light)
        s.shape(
            [(x, 0.16 + high), (x + wide * 0.4, 0.16 + high * 0.5), (x + wide, 0.16 + high)], mix(p.mid, p.dark, 0.3)
        )
    s.box(0.55, 0.7, 0.12, 0.26, p.light)
    s.shape([(0.575, 0.7), (0.58, 0.56), (0.61, 0.5), (0.64, 0.56), (0.645, 0.7)], p.near)
    for x, high in ((0.25, 0.36), (0.32, 0.32), (0.86, 0.38)):
        s.person(x, 0.98, high, p.dark, mix(p.near, p.light, 0.5))


def theatre(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.dark)
    s.shape([(0.42, 0), (0.58, 0), (0.76, 0.86), (0.24, 0.86)], mix(p.dark, p.light, 0.35))
    s.oval(0.5, 0.86, 0.27, 0.06, p.light)
    s.person(0.5, 0.87, 0.42, p.near, p.loud)
    for index in range(9):
        for side in (-1, 1):
            x = 0.5 + side * (0.25 + index * 0.035)
            s.shape(
                [(x, 0), (x + side * 0.036, 0), (x + side * (0.036 + 0.02), 0.9), (x + side * 0.012, 0.9)],
                p.loud if index % 2 else mix(p.loud, p.dark, 0.3),
            )
    for index in range(11):
        s.oval(index / 10, 0.02, 0.055, 0.12, mix(p.loud, p.dark, 0.15))
    for index in range(14):
        s.disc(index / 13, 1.0, 0.06, p.near)


def concert(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.near)
    for index in range(5):
        x = 0.1 + index * 0.2
        s.shape(
            [(x, 0), (x + 0.02, 0), (x + 0.16 + (0.5 - x) * 0.3, 0.75), (x - 0.14 + (0.5 - x) * 0.3, 0.75)],
            mix(p.near, p.loud if index % 2 else p.light, 0.4),
        )
    s.box(0, 0.7, 1, 0.06, p.dark)
    for x, high in ((0.32, 0.34), (0.5, 0.4), (0.68, 0.34)):
        s.person(x, 0.7, high, p.dark, p.light)
        s.oval(x + 0.03, 0.7 - high * 0.42, 0.03, 0.04, p.loud)
        s.stroke([(x + 0.03, 0.7 - high * 0.45), (x + 0.1, 0.7 - high * 0.75)], p.loud, 0.012)
    for _head in range(46):
        x, y = s.chance.random(), s.chance.uniform(0.84, 1.02)
        s.disc(x, y, 0.035, p.dark)
        if s.chance.random() < 0.3:
            s.stroke([(x, y), (x + s.chance.uniform(-0.03, 0.03), y - 0.14)], p.dark, 0.018)


def factory(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.6, 0.04, p.far)
    for index in range(5):
        x = 0.08 + index * 0.13
        s.shape(
            [(x, 0.84), (x, 0.5), (x + 0.13, 0.6), (x + 0.13, 0.84)], p.mid if index % 2 else mix(p.mid, p.near, 0.4)
        )
    s.panes(0.1, 0.66, 0.62, 0.14, 12, 2, p.loud)
    for x in (0.76, 0.86):
        s.shape([(x, 0.84), (x + 0.012, 0.24), (x + 0.05, 0.24), (x + 0.062, 0.84)], p.near)
        s.box(x + 0.01, 0.29, 0.042, 0.03, p.loud)
        for puff in range(4):
            s.disc(x + 0.03 - puff * 0.045, 0.19 - puff * 0.035, 0.035 + puff * 0.012, mix(p.light, p.far, 0.3))
    s.box(0, 0.84, 1, 0.16, p.dark)


def hospital(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.box(0.2, 0.28, 0.6, 0.56, p.light)
    s.box(0.1, 0.5, 0.8, 0.34, mix(p.light, p.far, 0.3))
    s.panes(0.24, 0.34, 0.16, 0.46, 3, 5, p.mid, 0.9)
    s.panes(0.62, 0.34, 0.16, 0.46, 3, 5, p.mid, 0.9)
    s.box(0.435, 0.28, 0.13, 0.56, mix(p.light, p.far, 0.15))
    s.box(0.485, 0.34, 0.03, 0.15, p.loud)
    s.box(0.46, 0.393, 0.08, 0.045, p.loud)
    s.box(0.46, 0.66, 0.08, 0.18, p.near)
    s.box(0, 0.84, 1, 0.16, p.near)
    s.box(0.66, 0.77, 0.16, 0.12, p.light, 0.015)
    s.box(0.66, 0.82, 0.16, 0.02, p.loud)
    for x in (0.695, 0.785):
        s.disc(x, 0.89, 0.026, p.dark)
    for x in (0.06, 0.14, 0.93):
        s.poplar(x, 0.86, 0.3, mix(p.mid, p.dark, 0.3))


def clock(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    skyline(s, 1.0, 0.4, 0.4)
    s.box(0.36, 0.1, 0.28, 1, p.near)
    s.shape([(0.34, 0.12), (0.5, -0.1), (0.66, 0.12)], p.dark)
    s.disc(0.5, 0.42, 0.2, p.light, ring=p.dark, line=0.02)
    for hour in range(12):
        angle = pi * hour / 6
        s.disc(0.5 + sin(angle) * 0.105, 0.42 - cos(angle) * 0.158, 0.012, p.dark)
    hour, minute = s.chance.randrange(12), s.chance.randrange(60)
    for turn, reach, line in ((hour / 12 + minute / 720, 0.1, 0.02), (minute / 60, 0.15, 0.012)):
        angle = 2 * pi * turn
        s.stroke(
            [(0.5, 0.42), (0.5 + sin(angle) * reach / 1.5, 0.42 - cos(angle) * reach)],
            p.loud if line < 0.02 else p.dark,
            line,
        )
    s.disc(0.5, 0.42, 0.018, p.dark)
    s.arch(0.44, 1, 0.12, 0.24, p.dark)
