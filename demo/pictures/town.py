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
    s.birds(0.3, 0.2, 5, p.dark)
    s.chapel(0.62, 0.52, 0.34)
    s.box(0, 0.6, 1, 0.4, mix(p.mid, p.near, 0.5))
    for row, base in enumerate((0.66, 0.81, 1.0)):
        wall = (mix(p.light, p.far, 0.5), mix(p.light, p.loud, 0.22), p.light)[row]
        wall = mix(wall, p.mid, 0.55 - row * 0.1) if p.is_night else wall
        x = -0.06 + row * 0.03
        while x < 1:
            wide, high = s.chance.uniform(0.09, 0.15), s.chance.uniform(0.12, 0.19)
            if s.chance.random() < 0.3:
                s.poplar(x + wide * 1.06, base, high * 1.7, mix(p.near, p.dark, 0.5))
            roof = s.chance.choice((p.loud, mix(p.loud, p.near, 0.45), mix(p.loud, p.near, 0.7)))
            s.house(x, base, wide, high, wall, roof)
            s.box(x + wide * 0.62, base - high, wide * 0.38, high, mix(wall, p.near, 0.28))
            for pane in range(3):
                lamp = mix(p.loud, p.light, 0.45) if p.is_night and s.chance.random() < 0.6 else p.dark
                s.arch(x + wide * (0.14 + pane * 0.27), base - high * 0.32, wide * 0.15, high * 0.42, lamp)
            x += wide * s.chance.uniform(1.05, 1.2)


def metro(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.near)
    for ring in range(8):
        s.oval(0.5, 0.52, 0.66 - ring * 0.082, (0.66 - ring * 0.082) * 1.08, mix(p.near, p.light, 0.06 + ring * 0.085))
    for depth in range(5):
        reach = 0.5 * 0.62**depth
        for side in (-1, 1):
            s.oval(0.5 + side * reach * 0.55, 0.5 - reach * 0.78, reach * 0.09, reach * 0.045, p.light)
    s.shape([(0.5, 0.54), (-0.6, 1.02), (0.44, 1.02)], p.dark)
    s.shape([(0.5, 0.54), (0.44, 1.02), (1.6, 1.02)], mix(p.mid, p.light, 0.25))
    s.shape([(0.5, 0.54), (0.445, 1.02), (0.5, 1.02)], mix(p.loud, p.light, 0.55))
    side_of_train = [(0.3, 0.3), (0.47, 0.46), (0.47, 0.57), (0.3, 0.86)]
    s.shape(side_of_train, mix(p.loud, p.dark, 0.35))
    for near, end in ((0.08, 0.3), (0.38, 0.55), (0.62, 0.75), (0.8, 0.9)):
        glass = [
            (0.3 + 0.17 * t, 0.3 + share * (0.56 - 0.45 * t) + 0.16 * t)
            for t, share in ((near, 0.18), (end, 0.18), (end, 0.46), (near, 0.46))
        ]
        s.shape(glass, mix(p.light, p.loud, 0.12))
    s.box(0.06, 0.28, 0.25, 0.58, p.loud, 0.05)
    s.box(0.085, 0.35, 0.2, 0.22, p.dark, 0.025)
    s.shape([(0.1, 0.37), (0.19, 0.37), (0.14, 0.55), (0.1, 0.55)], mix(p.dark, p.light, 0.25))
    s.box(0.06, 0.66, 0.25, 0.025, p.light)
    for x in (0.11, 0.26):
        s.disc(x, 0.755, 0.034, p.light)
        s.disc(x, 0.755, 0.02, mix(p.light, p.loud, 0.4))
    for x, base, high, coat in (
        (0.6, 0.68, 0.2, p.near),
        (0.66, 0.75, 0.29, p.loud),
        (0.78, 0.9, 0.46, p.near),
        (0.9, 0.96, 0.54, p.dark),
    ):
        s.person(x, base, high, coat, mix(p.light, p.loud, 0.25))


def train(s: Sheet) -> None:
    p = s.palette
    s.sky(left=0.5)
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
        s.box(0.23 + index * 0.09, 0.6, 0.06, 0.07, p.light if p.is_night else mix(p.light, p.top, 0.3), 0.01)
    for index in range(8):
        s.disc(0.16 + index * 0.12, 0.81, 0.025, p.dark)


def parliament(s: Sheet) -> None:
    p = s.palette
    glass = p.loud if p.is_night else p.dark
    s.sky()
    s.hills(0.62, 0.03, p.far)
    s.box(0.1, 0.5, 0.8, 0.32, p.mid)
    for index in range(14):
        s.arch(0.125 + index * 0.056, 0.66, 0.028, 0.11, glass)
        s.arch(0.125 + index * 0.056, 0.79, 0.028, 0.09, glass)
    s.columns(0.36, 0.82, 0.28, 0.3, 6, p.light, p.near)
    s.box(0.497, 0.14, 0.005, 0.18, p.dark)
    s.shape([(0.502, 0.14), (0.58, 0.155), (0.56, 0.185), (0.58, 0.215), (0.502, 0.2)], p.loud)
    s.box(0, 0.82, 1, 0.2, p.near)
    for x in (0.2, 0.31, 0.7, 0.74, 0.86):
        s.person(x, 0.93, 0.12, p.dark, p.light)


def court(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.far)
    for index in range(7):
        x = -0.03 + index * 0.16
        s.box(x, 0.07, 0.1, 0.72, mix(p.far, p.light, 0.22))
        s.box(x + 0.06, 0.07, 0.04, 0.72, mix(p.far, p.light, 0.08))
        s.box(x - 0.012, 0.07, 0.124, 0.045, mix(p.far, p.light, 0.35))
        s.box(x - 0.012, 0.74, 0.124, 0.045, mix(p.far, p.light, 0.35))
    s.box(0, 0, 1, 0.075, mix(p.far, p.mid, 0.5))
    s.box(0, 0.78, 1, 0.3, p.near)
    s.box(0, 0.78, 1, 0.02, p.mid)
    s.shape([(0.488, 0.24), (0.512, 0.24), (0.522, 0.84), (0.478, 0.84)], p.dark)
    s.box(0.43, 0.83, 0.14, 0.03, p.dark, 0.01)
    s.box(0.38, 0.855, 0.24, 0.04, p.dark, 0.01)
    tilt = s.chance.uniform(-0.05, 0.05)
    s.stroke([(0.24, 0.26 + tilt), (0.76, 0.26 - tilt)], p.dark, 0.024)
    s.disc(0.5, 0.26, 0.042, p.loud)
    for x, y in ((0.24, 0.26 + tilt), (0.76, 0.26 - tilt)):
        for end in (-0.1, 0.1):
            s.stroke([(x, y), (x + end, y + 0.3)], p.dark, 0.006)
        s.disc(x, y, 0.016, p.loud)
        s.pen.pieslice([s.at(x - 0.12, y + 0.2), s.at(x + 0.12, y + 0.4)], 0, 180, fill=p.loud)
        s.box(x - 0.125, y + 0.293, 0.25, 0.014, p.dark, 0.007)


def ballot(s: Sheet) -> None:
    p = s.palette
    s.may_mirror = False  # a tick leans one way only
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
        s.person(x, 0.94, high, p.dark if high > 0.14 else p.loud, mix(p.light, p.loud, 0.3))
        s.box(x + 0.012, 0.94 - high * 0.62, 0.02, 0.045, p.near, 0.008)


def museum(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, mix(p.light, p.far, 0.35))
    s.box(0, 0.76, 1, 0.26, p.mid)
    s.box(0, 0.75, 1, 0.02, mix(p.mid, p.dark, 0.4))
    for x, wide, high in ((0.07, 0.23, 0.38), (0.37, 0.27, 0.44), (0.71, 0.22, 0.38)):
        s.shape(
            [(x + wide / 2 - 0.02, 0), (x + wide / 2 + 0.02, 0), (x + wide + 0.03, 0.64), (x - 0.03, 0.64)],
            mix(p.light, p.far, 0.22),
        )
        s.box(x - 0.014, 0.16 - 0.021, wide + 0.028, high + 0.042, p.dark)
        s.box(x, 0.16, wide, high, p.light)
    s.box(0.082, 0.178, 0.206, 0.344, p.loud)
    for index, fill in enumerate((p.light, p.near, p.far, p.loud)):
        s.disc(0.185, 0.35, 0.14 - index * 0.034, fill)
    s.box(0.382, 0.178, 0.246, 0.404, p.top)
    s.disc(0.55, 0.28, 0.05, p.light)
    s.shape(
        [(0.382, 0.5), (0.47, 0.34), (0.56, 0.5), (0.6, 0.44), (0.628, 0.49), (0.628, 0.582), (0.382, 0.582)],
        mix(p.near, p.loud, 0.45),
    )
    for index, fill in enumerate((p.near, p.loud, p.far, p.mid, p.loud, p.dark)):
        s.box(0.722 + index * 0.0327, 0.178, 0.0335, 0.344, fill)
    s.shape([(0.53, 0.72), (0.63, 0.72), (0.64, 0.97), (0.52, 0.97)], p.light)
    s.shape([(0.59, 0.72), (0.63, 0.72), (0.64, 0.97), (0.59, 0.97)], mix(p.light, p.far, 0.5))
    s.oval(0.58, 0.6, 0.042, 0.085, p.loud)
    s.box(0.557, 0.68, 0.046, 0.045, p.loud)
    s.box(0.563, 0.49, 0.034, 0.06, p.loud)
    s.box(0.55, 0.485, 0.06, 0.016, p.near, 0.006)
    s.box(0.542, 0.58, 0.076, 0.02, p.light)
    for x, high, coat in ((0.25, 0.4, p.near), (0.33, 0.35, p.loud), (0.83, 0.42, p.dark)):
        s.person(x + s.chance.uniform(-0.03, 0.06), 0.98, high, coat, mix(p.light, p.loud, 0.3))


def theatre(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.dark)
    s.shape([(0.46, 0), (0.54, 0), (0.72, 0.83), (0.28, 0.83)], mix(p.dark, p.light, 0.28))
    s.box(0, 0.8, 1, 0.12, mix(p.near, p.loud, 0.2))
    s.oval(0.5, 0.83, 0.23, 0.05, p.light)
    s.person(0.5, 0.84, 0.4, p.far, mix(p.light, p.loud, 0.3))
    skirt = [(0.455, 0.83), (0.478, 0.62), (0.522, 0.62), (0.545, 0.83)]
    s.shape(skirt, p.far)
    for index in range(8):
        for side in (-1, 1):
            x, fill = (
                0.5 + side * (0.27 + index * 0.034),
                (p.loud, mix(p.loud, p.dark, 0.35), mix(p.loud, p.dark, 0.18))[index % 3],
            )
            s.shape([(x - side * 0.03, 0), (x + side * 0.02, 0), (x + side * 0.045, 0.9), (x + side * 0.0, 0.9)], fill)
    for row, fill in ((0.0, mix(p.loud, p.dark, 0.3)), (1.0, p.loud)):
        for index in range(10):
            s.oval((index + row / 2) / 9, 0.02 - row * 0.05, 0.062, 0.14, fill)
    s.box(0, 0.89, 1, 0.02, mix(p.loud, p.light, 0.5))
    s.box(0, 0.91, 1, 0.1, p.dark)
    for index in range(13):
        s.disc((index + 0.5) / 13, 0.955, 0.042, mix(p.near, p.dark, 0.4 * (index % 2)))
        s.oval((index + 0.5) / 13, 1.04, 0.042, 0.06, mix(p.near, p.dark, 0.4 * (index % 2)))


def concert(s: Sheet) -> None:
    p = s.palette
    s.box(0, 0, 1, 1, p.near)
    for index in range(5):
        x = 0.1 + index * 0.2
        aim = x + (0.5 - x) * 0.5
        beam = [(x - 0.01, 0), (x + 0.01, 0), (aim + 0.11, 0.72), (aim - 0.11, 0.72)]
        s.shape(beam, mix(p.near, p.loud if index % 2 else p.light, 0.3))
        s.box(x - 0.022, 0, 0.044, 0.04, p.dark, 0.01)
    s.box(0, 0.68, 1, 0.4, mix(p.near, p.dark, 0.5))
    s.oval(0.5, 0.7, 0.4, 0.045, mix(p.near, p.light, 0.45))
    skin = mix(p.light, p.loud, 0.3)
    for x, high, coat in ((0.3, 0.36, p.far), (0.5, 0.44, p.light), (0.7, 0.36, p.far)):
        s.person(x, 0.71, high, coat, skin)
        hand, body = 0.71 - high * 0.52, p.loud if coat != p.loud else p.dark
        s.stroke([(x, hand), (x + high * 0.28, hand - high * 0.2)], p.dark, 0.013)
        s.oval(x - high * 0.02, hand + high * 0.03, high * 0.085, high * 0.1, body)
        s.oval(x + high * 0.06, hand - high * 0.03, high * 0.06, high * 0.075, body)
        s.disc(x + high * 0.015, hand, high * 0.032, p.dark)
    for row in range(3):
        for index in range(13):
            x, y = (
                (index + (row % 2) / 2 + s.chance.uniform(-0.2, 0.2)) / 12,
                0.86 + row * 0.075 + s.chance.uniform(-0.015, 0.015),
            )
            fill = mix(p.dark, p.near, 0.45 - row * 0.2)
            if s.chance.random() < 0.22:
                for side in (-1, 1):
                    s.stroke([(x + side * 0.02, y + 0.06), (x + side * 0.035, y - 0.1)], fill, 0.02)
            s.disc(x, y, 0.036, fill)
            s.oval(x, y + 0.11, 0.045, 0.075, fill)


def factory(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.56, 0.06, p.far)
    s.hills(0.68, 0.03, mix(p.far, p.mid, 0.45))
    for x in (0.76, 0.86):
        s.shape([(x, 0.84), (x + 0.012, 0.24), (x + 0.05, 0.24), (x + 0.062, 0.84)], p.near)
        s.shape([(x + 0.036, 0.84), (x + 0.034, 0.24), (x + 0.05, 0.24), (x + 0.062, 0.84)], mix(p.near, p.dark, 0.4))
        for y in (0.27, 0.33):
            s.box(x + 0.009, y, 0.044, 0.026, p.loud)
        for puff in range(5):
            s.disc(
                x + 0.03 - puff * 0.045,
                0.19 - puff * 0.035,
                0.035 + puff * 0.012,
                mix(p.light, p.far, 0.2 + puff * 0.08),
            )
    for index in range(5):
        x = 0.08 + index * 0.13
        s.shape([(x, 0.84), (x, 0.48), (x + 0.13, 0.6), (x + 0.13, 0.84)], mix(p.mid, p.near, 0.15 + index % 2 * 0.3))
        s.shape([(x, 0.48), (x + 0.13, 0.6), (x + 0.13, 0.625), (x, 0.505)], p.dark)
    lamp = mix(p.light, p.loud, 0.4)
    s.panes(0.1, 0.67, 0.62, 0.085, 15, 1, lamp, 1 if p.is_night else 0.9)
    s.box(0.05, 0.8, 0.9, 0.045, mix(p.near, p.dark, 0.35))
    for x in (0.2, 0.59):
        s.box(x, 0.745, 0.085, 0.1, p.dark)
        s.box(x + 0.008, 0.757, 0.069, 0.088, p.loud)
        for slat in range(3):
            s.box(x + 0.008, 0.78 + slat * 0.022, 0.069, 0.004, mix(p.loud, p.dark, 0.4))
    s.box(0, 0.84, 1, 0.16, p.near)
    s.box(0, 0.84, 1, 0.014, mix(p.near, p.light, 0.3))
    for index in range(9):
        s.box(0.02 + index * 0.12, 0.955, 0.06, 0.008, mix(p.near, p.light, 0.45), 0.004)
    for x, coat in ((0.34, p.dark), (0.385, p.loud), (0.5, p.dark), (0.8, p.loud)):
        s.person(x, 0.92, 0.14, coat, mix(p.light, p.loud, 0.3))


def hospital(s: Sheet) -> None:
    p = s.palette
    s.sky()
    s.hills(0.6, 0.04, p.far)
    s.box(0.2, 0.26, 0.6, 0.58, p.light)
    s.box(0.18, 0.24, 0.64, 0.03, p.near)
    s.box(0.08, 0.5, 0.84, 0.34, mix(p.light, p.far, 0.3))
    s.box(0.06, 0.48, 0.88, 0.025, p.near)
    s.box(0.415, 0.26, 0.17, 0.58, mix(p.light, p.far, 0.15))
    for x in (0.24, 0.62):
        s.panes(x, 0.31, 0.16, 0.16, 3, 2, p.mid, 1)
    for x in (0.11, 0.6):
        s.panes(x, 0.545, 0.29, 0.26, 5, 3, p.mid, 1)
    s.box(0.45, 0.31, 0.1, 0.15, p.near, 0.015)
    s.box(0.49, 0.33, 0.02, 0.11, p.light)
    s.box(0.463, 0.37, 0.074, 0.03, p.light)
    s.box(0.43, 0.62, 0.14, 0.025, p.loud)
    s.box(0.45, 0.66, 0.1, 0.18, p.near)
    s.box(0.497, 0.66, 0.006, 0.18, p.light)
    s.box(0, 0.84, 1, 0.16, p.near)
    s.shape([(0.66, 0.78), (0.675, 0.73), (0.84, 0.73), (0.84, 0.89), (0.63, 0.89), (0.63, 0.82)], p.light)
    s.shape([(0.667, 0.785), (0.68, 0.75), (0.71, 0.75), (0.71, 0.785)], p.dark)
    s.box(0.63, 0.83, 0.21, 0.02, p.loud)
    s.box(0.72, 0.71, 0.03, 0.022, p.loud, 0.006)
    for x in (0.675, 0.795):
        s.disc(x, 0.89, 0.03, p.dark)
        s.disc(x, 0.89, 0.012, p.light)
    for x in (0.04, 0.96):
        s.poplar(x, 0.86, 0.34, mix(p.mid, p.dark, 0.4))
    s.person(0.36, 0.93, 0.18, p.loud, mix(p.light, p.loud, 0.3))


def clock(s: Sheet) -> None:
    p = s.palette
    s.sky(sun=False)
    skyline(s, 1.0, 0.4, 0.4)
    s.birds(0.2, 0.26, 6, p.light if p.is_night else p.dark)
    stone = mix(p.far, p.light, 0.2) if p.is_night else p.near
    s.box(0.36, 0.12, 0.28, 1, stone)
    s.box(0.55, 0.12, 0.09, 1, mix(stone, p.dark, 0.3))
    for y in (0.12, 0.7):
        s.box(0.345, y, 0.31, 0.03, mix(stone, p.light, 0.25))
    s.shape([(0.34, 0.12), (0.5, -0.1), (0.66, 0.12)], p.loud)
    s.shape([(0.5, -0.1), (0.66, 0.12), (0.55, 0.12)], mix(p.loud, p.dark, 0.35))
    s.disc(0.5, 0.42, 0.225, mix(stone, p.dark, 0.5))
    s.disc(0.5, 0.42, 0.2, p.light)
    for tick in range(60):
        angle, reach = pi * tick / 30, 0.15 if tick % 5 == 0 else 0.172
        ends = [(0.5 + sin(angle) * r / 1.5, 0.42 - cos(angle) * r) for r in (reach, 0.182)]
        s.stroke(ends, p.dark, 0.012 if tick % 5 == 0 else 0.004)
    hour, minute = s.chance.randrange(12), s.chance.randrange(60)
    for turn, reach, line in ((hour / 12 + minute / 720, 0.1, 0.02), (minute / 60, 0.15, 0.012)):
        angle = 2 * pi * turn
        tail = (0.5 - sin(angle) * 0.03 / 1.5, 0.42 + cos(angle) * 0.03)
        s.stroke([tail, (0.5 + sin(angle) * reach / 1.5, 0.42 - cos(angle) * reach)], p.dark, line)
    s.disc(0.5, 0.42, 0.018, p.loud)
    s.arch(0.44, 1, 0.12, 0.22, p.dark)
