"""How a picture is shown: names and sizes of its renditions, computed from its key, so that no list needs a row for them."""

import re
from dataclasses import dataclass

CROPPED = {"c240": (240, 160), "c480": (480, 320), "c720": (720, 480), "c1080": (1080, 720), "c1440": (1440, 960)}
WHOLE = {"w720": 720, "w1440": 1440}  # uncropped, for figures in a text; by width
SQUARE, SOCIAL = ("square", (800, 800)), ("social", (1200, 630))
SHOWN_BY_MACHINES = {"classic": (1200, 900), "wide": (1200, 675)}  # 4:3 and 16:9, for search engines
JPEG_ONLY = (SOCIAL[0], *SHOWN_BY_MACHINES)  # read by machines, which know no AVIF
TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}  # by the end of a file's name
RENDITION = re.compile(rf"\A({'|'.join((*CROPPED, *WHOLE, SQUARE[0], *JPEG_ONLY))})\.({'|'.join(TYPES)})\Z")
KEY = re.compile(r"\A[0-9a-f]{32}\Z")


def address(key: str, name: str, extension: str, base: str = "/media") -> str:
    """Where the public finds a rendition; the view behind it checks that the picture belongs to something live."""
    return f"{base}/{key}/{name}.{extension}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What a template needs of a photo. Before its renditions are made only its colour and shape are shown."""

    key: str
    width: int
    height: int
    colour: str
    is_ready: bool
    credit: str = ""
    base: str = "/media"  # a preview serves the same files from an address of its own

    def srcset(self, extension: str, names: tuple[str, ...] = ("c480", "c720", "c1080", "c1440")) -> str:
        return ", ".join(f"{address(self.key, name, extension, self.base)} {CROPPED[name][0]}w" for name in names)

    @property
    def avif(self) -> str:
        return self.srcset("avif")

    @property
    def jpeg(self) -> str:
        return self.srcset("jpg")

    @property
    def source(self) -> str:
        """For browsers without srcset."""
        return address(self.key, "c720", "jpg", self.base)

    @property
    def thumbnail(self) -> str:
        return address(self.key, "c240", "jpg", self.base)

    @property
    def thumbnail_avif(self) -> str:
        return address(self.key, "c240", "avif", self.base)

    @property
    def for_machines(self) -> list[str]:
        """The same picture as 1:1, 4:3 and 16:9."""
        return [address(self.key, name, "jpg", self.base) for name in (SQUARE[0], *SHOWN_BY_MACHINES)]
