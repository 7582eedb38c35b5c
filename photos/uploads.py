"""Takes a picture in from outside: checked by its header, decoded in a limited process, stored without metadata.

And what may become of it later: other words, or its end.
"""

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from photos.models import Photo
from photos.renditions import make_renditions, original_name, remove_files, set_focal_point
from text.folding import fold
from text.intake import clean_text
from text.labels import clean_names

logger = logging.getLogger(__name__)
DECODER = Path(__file__).with_name("decoder.py")
LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
SECONDS = 60  # a picture that takes longer is taken for a bomb


class AlreadyHere(ValidationError):
    """These very bytes came in before: `photo` is the picture of the library that they became."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(_("This picture is in the library already."))
        self.photo = photo


def take_in(
    upload: File[Any],
    *,
    user: User | None,
    now: datetime,
    credit: str,
    captions: dict[str, str] | None = None,
    alts: dict[str, str] | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
    expires_on: date | None = None,
) -> Photo:
    """A new picture of the library; its renditions follow in a task. Raises ValidationError with what to do next.

    Raises AlreadyHere for a file that came in before, whatever is said about it now. The file is in its place before
    the row is, so that an acknowledged picture has its file.
    """
    content = upload.read(LARGEST_FILE + 1)
    check_header(content)
    digest = hashlib.sha256(content).hexdigest()
    _refuse_known(digest)
    if expires_on and expires_on <= timezone.localdate(now):
        raise ValidationError({"expires_on": _("That day has come already: readers would never see the picture.")})
    credit = clean_text(credit, limit=200)
    if not credit:
        raise ValidationError({"credit": _("Say whose picture it is.")})
    clean, facts = decode(content)
    captions, alts = clean_names(captions or {}), clean_names(alts or {})
    photo = Photo(
        digest=digest, credit=credit, captions=captions, alts=alts, focal_x=focal[0], focal_y=focal[1], expires_on=expires_on,
        search_text=search_text(credit, captions, alts), created_at=now, created_by=user, **facts,
    )  # fmt: skip
    photo.full_clean(exclude=["created_by"], validate_constraints=False)
    _keep(photo, clean)
    return photo


def _keep(photo: Photo, clean: bytes) -> None:
    """The file first, then the row. Raises AlreadyHere when the same file became a picture in this very moment."""
    try:
        default_storage.save(original_name(photo.key), ContentFile(clean))
    except OSError:
        logger.exception("A picture could not be stored")
        remove_files(photo.key)  # what came too late to be told of
        text = _(
            "The picture could not be stored just now. What you wrote stays here: choose the file again in a minute."
        )
        raise ValidationError(text) from None
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: make_renditions.enqueue(photo.pk))
    except IntegrityError:
        remove_files(photo.key)
        _refuse_known(photo.digest)
        raise


def _refuse_known(digest: str) -> None:
    if known := Photo.objects.filter(digest=digest).first():
        raise AlreadyHere(known)


def remove(photo: Photo) -> None:
    """Delete a picture that nothing shows; its files follow once that is certain. Raises ProtectedError.

    No other picture has a file in its folder. Files that cannot be removed stay behind, and the log says so.
    """
    key = photo.key
    with transaction.atomic():
        photo.delete()
        transaction.on_commit(lambda: remove_files(key))


def describe(
    photo: Photo,
    *,
    credit: str,
    captions: dict[str, str],
    alts: dict[str, str],
    focal: tuple[float, float],
    expires_on: date | None,
) -> None:
    """New words, another focal point, another end of its rights; new crops follow only when the point moved.

    A day that has passed takes the picture away from readers at once.
    """
    captions, alts = clean_names(captions), clean_names(alts)
    moved = Photo.objects.values_list("focal_x", "focal_y").get(pk=photo.pk) != focal
    found = search_text(credit, captions, alts)
    Photo.objects.filter(pk=photo.pk).update(
        credit=credit, captions=captions, alts=alts, expires_on=expires_on, search_text=found
    )
    if moved:
        set_focal_point(photo, *focal)


def search_text(credit: str, captions: dict[str, str], alts: dict[str, str]) -> str:
    """What the library's search looks in."""
    return fold(" ".join([credit, *captions.values(), *alts.values()]))


def check_header(content: bytes) -> None:
    """Refuses, before anything is decoded, what is too large or not a picture we publish."""
    from PIL import Image, UnidentifiedImageError  # as in photos/renditions.py

    from photos.decoder import FORMATS

    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 20 MB. Save it smaller and try again."))
    try:
        with Image.open(ContentFile(content), formats=FORMATS) as image:
            width, height = image.size
            frames = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError:
        raise ValidationError(_too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(_("This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.")) from None
    if width * height > MOST_PIXELS or frames > 200:
        raise ValidationError(_too_many_pixels())


def _too_many_pixels() -> str:
    return _("The picture has more than 40 million pixels. Save it smaller and try again.")


def decode(content: bytes) -> tuple[bytes, dict[str, object]]:
    """The picture as a clean JPEG, and its width, height, colour and look."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(content)
        try:
            run = subprocess.run(  # noqa: S603 - our own module and two paths of our own
                [sys.executable, str(DECODER), str(source), str(target)],
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            raise ValidationError(_("The picture file cannot be read. Export it again and try once more.")) from None
        return target.read_bytes(), json.loads(run.stdout)
