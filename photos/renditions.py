"""Makes the sizes of a picture, outside the request. Their names are computed (photos/pictures.py), so nothing lists them."""

import io
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.dispatch import Signal
from django.utils import timezone
from django_tasks import task

from photos.models import Photo
from photos.pictures import CROPPED, JPEG_ONLY, SHOWN_BY_MACHINES, SQUARE, WHOLE

if TYPE_CHECKING:
    from PIL import Image  # read by who draws: a server's start need not wait for it

logger = logging.getLogger(__name__)
rendered = Signal()  # a picture's sizes are there, or new
AVIF = {"quality": 55, "speed": 8}
JPEG = {"quality": 80, "optimize": True, "progressive": True}
PATIENCE = timedelta(minutes=5)
MOST_AT_ONCE = 20
LAST = -100  # what is uploaded meanwhile does not wait for it


def original_name(key: str) -> str:
    return f"{key}/original.jpg"


def rendition_name(key: str, name: str, extension: str) -> str:
    return f"{key}/{name}.{extension}"


@task()
def make_renditions(photo_id: int, not_since: str = "") -> None:
    """Every size in AVIF and JPEG; again after the focal point moved, in the same places. Safe to repeat.

    `not_since`, a moment in ISO 8601: sizes made since then are as good as new, and nothing is done. Nothing is left of a picture that is deleted before its sizes are made, or while they are.
    """
    from PIL import Image

    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return
    if not_since and photo.rendered_at and photo.rendered_at >= datetime.fromisoformat(not_since):
        return
    with default_storage.open(original_name(photo.key)) as source, Image.open(source) as image:
        image.load()
        for name, sized in sizes(image, (photo.focal_x, photo.focal_y)):
            store(photo.key, name, sized)
    if not Photo.objects.filter(pk=photo_id).update(rendered_at=timezone.now()):
        remove_files(photo.key)
    rendered.send_robust(sender=None)


def remove_files(key: str) -> None:
    """Everything in the folder of a picture that is no more, and the folder. What cannot be removed harms nobody: it is logged."""
    try:
        _folders, names = default_storage.listdir(key)
        for name in names:
            default_storage.delete(f"{key}/{name}")
        default_storage.delete(key)
    except FileNotFoundError:
        pass  # it never had one
    except Exception:
        logger.exception("The files of picture %s stay behind", key)


def make_missing(now: datetime) -> None:
    """Ask again for renditions that never came: the process died before its task, or the task stuck. Run by the worker.

    A task that only waited makes them once all the same.
    """
    waiting = Photo.objects.filter(rendered_at=None, created_at__lte=now - PATIENCE)
    # By chance, so that pictures which fail each time keep nobody waiting behind them.
    for photo_id in waiting.order_by("?").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        make_renditions.enqueue(photo_id, not_since=now.isoformat())


def make_again(before: datetime) -> int:
    """Ask for every size of all pictures whose sizes are older than `before`; returns how many. A row in the queue each.

    Asked twice, each is made once. The pages show the old files until the new ones are there.
    """
    pictures = Photo.objects.exclude(rendered_at__gte=before).order_by("pk").values_list("pk", flat=True)
    count = 0
    for photo_id in pictures.iterator():
        make_renditions.using(priority=LAST).enqueue(photo_id, not_since=before.isoformat())
        count += 1
    return count


def sizes(image: "Image.Image", focal: tuple[float, float]) -> Iterator[tuple[str, "Image.Image"]]:
    """(name, picture) from the largest to the smallest; nothing is ever enlarged."""
    from PIL.Image import Resampling

    for name, size in (SQUARE, *SHOWN_BY_MACHINES.items()):
        yield name, crop(image, size, focal)
    for name, size in sorted(CROPPED.items(), key=lambda item: -item[1][0]):
        yield name, crop(image, size, focal)
    for name, width in sorted(WHOLE.items(), key=lambda item: -item[1]):
        sized = image.copy()
        sized.thumbnail((width, 10 * width), Resampling.LANCZOS)
        yield name, sized


def crop(image: "Image.Image", size: tuple[int, int], focal: tuple[float, float]) -> "Image.Image":
    """The largest part with the shape of `size` whose middle is as near the focal point as the edges let it."""
    from PIL.Image import Resampling

    width, height = size
    scale = min(image.width / width, image.height / height)
    part_width, part_height = width * scale, height * scale
    # The outer clamps are for rounding: a hair outside the picture is an error to Pillow.
    left = max(0.0, min(focal[0] * image.width - part_width / 2, image.width - part_width))
    top = max(0.0, min(focal[1] * image.height - part_height / 2, image.height - part_height))
    box = (left, top, min(left + part_width, image.width), min(top + part_height, image.height))
    goal = size if scale >= 1 else (round(part_width), round(part_height))
    return image.resize(goal, Resampling.LANCZOS, box=box)


def store(key: str, name: str, image: "Image.Image") -> None:
    for extension, kind, options in (("avif", "AVIF", AVIF), ("jpg", "JPEG", JPEG)):
        if extension == "avif" and name in JPEG_ONLY:
            continue
        buffer = io.BytesIO()
        image.save(buffer, kind, **options)
        default_storage.save(rendition_name(key, name, extension), ContentFile(buffer.getvalue()))


def set_focal_point(photo: Photo, x: float, y: float) -> None:
    """Move the focal point; the crops follow in a task."""
    Photo.objects.filter(pk=photo.pk).update(focal_x=min(max(x, 0.0), 1.0), focal_y=min(max(y, 0.0), 1.0))
    make_renditions.enqueue(photo.pk)
