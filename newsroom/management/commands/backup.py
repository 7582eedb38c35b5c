from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.archive import back_up
from photos.storage import StorageGone


class Command(BaseCommand):
    help = "Writes the database and every picture into one file, while the newsroom goes on working."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="the backup to write, e.g. newsroom-2026-11-23.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target} is there already. Choose another name; a backup is never overwritten.")
        if not target.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {target.absolute().parent}.")
        try:
            count = back_up(target)
        except StorageGone as error:
            raise CommandError(f"No backup was written: the store of pictures does not answer ({error}).") from error
        self.stdout.write(self.style.SUCCESS(f"{target}: the database and {count} files."))
