"""Decodes an uploaded picture in a process of its own, with little memory and time: `python decoder.py SOURCE TARGET`.

Writes a JPEG without metadata, upright, in sRGB; prints its width, height, dominant colour and look as JSON. Imports no Django.
"""

import io
import json
import resource
import sys

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
LONGEST_SIDE = 4000
MEMORY_LIMIT = 1_500_000_000
SECONDS = 30


def upright_rgb(image: Image.Image) -> Image.Image:
    """As it is meant to be seen: turned by its EXIF orientation, its colours brought to sRGB, on white."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    if profile and image.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
        except ImageCms.PyCMSError:
            pass  # a broken profile says nothing about the colours
    return image.convert("RGB")


def look_of(image: Image.Image) -> str:
    """64 bits in hex: whether each of 9 × 8 grey fields is darker than its neighbour. Alike pictures differ in few bits.

    Empty for a picture in which nothing can be told apart.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    fields = [grey.getpixel((x, y)) for y in range(8) for x in range(9)]
    bits = [fields[9 * y + x] < fields[9 * y + x + 1] for y in range(8) for x in range(8)]  # type: ignore[operator]
    return f"{int(''.join('01'[bit] for bit in bits), 2):016x}" if any(bits) else ""


def main(source: str, target: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = 60_000_000
    with Image.open(source, formats=FORMATS) as opened:
        opened.load()
        image = upright_rgb(opened)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    image.save(target, "JPEG", quality=90, optimize=True)
    colour = f"{red:02x}{green:02x}{blue:02x}"
    sys.stdout.write(
        json.dumps({"width": image.width, "height": image.height, "colour": colour, "look": look_of(image)})
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
