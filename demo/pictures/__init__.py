"""Posters for the demo's stories, drawn with Pillow: the same story always gets the same picture."""

from collections.abc import Callable

from PIL import Image

from demo.pictures import land, things, town, ways
from demo.pictures.canvas import Sheet

Scene = Callable[[Sheet], None]
SCENES: dict[str, Scene] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        land.mountains, land.ararat_valley, land.lake, land.dam, land.bridge, land.solar, land.vineyard, land.orchard, land.dry_sea,
        land.wheat, ways.road_pass, land.snow, land.rain, ways.border, ways.airport, ways.harbour, ways.ship,
        town.city_night, town.old_town, town.metro, town.train, town.parliament, town.court, town.ballot, town.market,
        town.school, town.museum, town.theatre, town.concert, town.factory, town.hospital, town.clock,
        things.library, things.carpet, things.chess, things.football, things.telescope, things.satellite, things.lab,
        things.kitchen, things.letters,
    )
}  # fmt: skip
NIGHTLY = {
    "city-night": 1.0,
    "telescope": 1.0,
    "concert": 0.6,
    "satellite": 1.0,
    "metro": 0.4,
    "theatre": 0.5,
    "solar": 0.0,
    "wheat": 0.0,
    "orchard": 0.0,
}


def draw(scene: str, seed: str, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """A picture of this scene for the story `seed`. Raises KeyError for a scene there is not."""
    sheet = Sheet(size, f"{scene} {seed}", nights=NIGHTLY.get(scene, 0.18))
    SCENES[scene](sheet)
    return sheet.finish()
