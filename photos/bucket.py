"""Pictures in a private S3 bucket. Needs requirements-scale.txt, so only what STORAGE_URL sets imports it."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from photos.storage import StorageGone

PAUSE = 15.0  # seconds after which a bucket that did not answer is asked again
PATIENCE = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 2},
    # Only what S3 itself asks for: many servers of others do not know boto3's newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):
    """Raises StorageGone when the bucket does not answer or refuses, and FileNotFoundError as files do.

    While it is gone, one thread asks and nobody waits: a bucket that hangs would keep all of them from serving pages.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config: Config = self.client_config.merge(PATIENCE)
        self.transfer_config = TransferConfig(use_threads=False)  # a rendition is one small answer
        self.asked_again_at = 0.0  # of the monotonic clock; 0 while it answers
        self.turn = threading.Lock()

    @contextmanager
    def asking(self) -> Iterator[None]:
        is_gone = self.asked_again_at > 0
        if is_gone and (time.monotonic() < self.asked_again_at or not self.turn.acquire(blocking=False)):
            raise StorageGone("The bucket did not answer a moment ago.")
        asked_again_at = 0.0  # whatever it answers, a refusal too, it answers
        try:
            yield
        except BotoCoreError as error:
            asked_again_at = time.monotonic() + PAUSE
            raise StorageGone(str(error)) from error
        except ClientError as error:
            raise StorageGone(str(error)) from error
        finally:
            self.asked_again_at = asked_again_at
            if is_gone:
                self.turn.release()

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        with self.asking():
            # Read at once: a fault comes now, and not in the middle of an answer. boto3's own transfer tries five times.
            asked = {"Bucket": self.bucket_name, "Key": self._normalize_name(clean_name(name))}
            try:
                content = self.connection.meta.client.get_object(**asked)["Body"].read()
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    raise FileNotFoundError(name) from error
                raise
            return File(io.BytesIO(content), name)

    def _save(self, name: str, content: File[Any]) -> str:
        with self.asking():
            return super()._save(name, content)  # type: ignore[no-any-return]

    def delete(self, name: str) -> None:
        with self.asking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self.asking():
            return super().exists(name)  # type: ignore[no-any-return]

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self.asking():
            return super().listdir(name)  # type: ignore[no-any-return]
