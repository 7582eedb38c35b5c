import os
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class StorageGone(OSError):
    """The store of pictures does not answer, or refuses. Another time it may."""


class DurableStorage(FileSystemStorage):
    """Files on disk, whole or not at all: written beside their place, flushed to the disk, then renamed into it."""

    def _save(self, name: str, content: File[Any]) -> str:
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        partial = f"{path}.{os.getpid()}.part"
        try:
            with open(partial, "wb") as target:
                for chunk in content.chunks():
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            os.replace(partial, path)
        finally:
            if os.path.exists(partial):
                os.unlink(partial)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are ours and unguessable; the same name means a newer rendition in its place."""
        return name
