from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from photos.renditions import make_again


class Command(BaseCommand):
    help = "Asks the worker for every size of every picture anew: after a release with a size that older pictures lack."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--before", metavar="MOMENT", help="only what was made before it: goes on where another run ended"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        before = moment(options["before"]) if options["before"] else timezone.now()
        self.stdout.write(f"To go on after an interruption: render_pictures --before {before.isoformat()}")
        self.stdout.write(self.style.SUCCESS(f"Pictures that wait for the worker: {make_again(before)}."))


def moment(text: str) -> datetime:
    """A moment in ISO 8601; without an offset it is one of the paper's zone."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is no moment like 2026-11-23T18:00.") from None
    return told if timezone.is_aware(told) else timezone.make_aware(told)
