from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.archive import restore
from photos.storage import StorageGone


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of the database, and its pictures back among those that are there now. "
        "Stop the server first."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")
        parser.add_argument("--no-input", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        if not source.is_file():
            raise CommandError(f"There is no file {source}.")
        if (
            not options["no_input"]
            and input("The database that is here now is replaced. Type “replace”: ") != "replace"
        ):
            raise CommandError("Nothing was changed.")
        try:
            count = restore(source)
        except StorageGone as error:
            text = f"The database is as it was: the store of pictures does not answer ({error})."
            raise CommandError(text) from error
        self.stdout.write(self.style.SUCCESS(f"The database and {count} files are back."))
