"""How a picture is shown: names and sizes of its renditions, computed from its key, so that no list needs a row for them."""

import re
from dataclasses import dataclass

CROPPED = {"c240": (240, 160), "c480": (480, 320), "c720": (720, 480), "c1080": (1080, 720), "c1440": (1440, 960)}
WHOLE = {"w720": 720, "w1440": 1440}  # uncropped, for figures in a text; by width
SQUARE = ("square", (800, 800))
SHOWN_BY_MACHINES = {"classic": (1200, 900), "wide": (1200, 675)}  # 4:3 and 16:9, for search engines
JPEG_ONLY = tuple(SHOWN_BY_MACHINES)  # read by machines, which know no AVIF
TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}  # by the end of a file's name
RENDITION = re.compile(rf"\A({'|'.join((*CROPPED, *WHOLE, SQUARE[0], *JPEG_ONLY))})\.({'|'.join(TYPES)})\Z")
LAZY = ' loading="lazy" decoding="async"'
IN_TEXT = re.compile(rf'<img{LAZY} src="([^"]*/[0-9a-f]{{32}}/)(?:{"|".join(WHOLE)})\.jpg"((?: [a-z-]+="[^"]*")*)>')
WIDTH = re.compile(r' width="(\d+)"')
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

    def srcset(self, extension: str) -> str:
        """With the widths the files really have: no crop is enlarged, and one that would be ends the list."""
        offered = []
        for name, (width, height) in CROPPED.items():
            scale = min(1, self.width / width, self.height / height)
            offered.append(f"{address(self.key, name, extension, self.base)} {round(width * scale)}w")
            if scale < 1:
                break
        return ", ".join(offered[1:] or offered)  # the smallest is for thumbnails

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


def in_text(html: str, sizes: str) -> str:
    """Clean HTML with its pictures in both formats and all sizes, loaded when they come into sight."""

    def offered(match: re.Match[str]) -> str:
        folder, attributes = match[1], match[2]
        told = WIDTH.search(attributes)
        # An editor's `width` is that of the widest file; a picture narrower than the next size is the same in both.
        widest = int(told[1]) if told else max(WHOLE.values())
        widths = {name: min(width, widest) for name, width in WHOLE.items()}
        if widths["w720"] == widths["w1440"]:
            del widths["w1440"]
        avif, jpeg = (
            ", ".join(f"{folder}{name}.{extension} {width}w" for name, width in widths.items()) for extension in TYPES
        )
        return (
            f'<picture><source type="image/avif" srcset="{avif}" sizes="{sizes}"><img{LAZY} src="{folder}w720.jpg" '
            f'srcset="{jpeg}" sizes="{sizes}"{attributes}></picture>'
        )

    return IN_TEXT.sub(offered, html.replace("<img ", f"<img{LAZY} "))
