from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Author, Section, Tag
from demo.archive import seed_archive


class Command(BaseCommand):
    help = (
        "Adds a large synthetic archive by bulk insert, for benchmarks. Needs the demo paper's vocabulary (seed_demo)."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--articles", type=int, required=True)
        parser.add_argument(
            "--lean", action="store_true", help="half the size: copies are found by the words of their headlines only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["articles"] < 1:
            raise CommandError("--articles: one at least.")
        if not (Section.objects.exists() and Tag.objects.exists() and Author.objects.exists()):
            raise CommandError("Run `manage.py seed_demo` first: the archive uses its sections, tags and authors.")
        for made in seed_archive(options["articles"], timezone.now(), lean=options["lean"]):
            if options["verbosity"] > 1 or made == options["articles"]:
                self.stdout.write(f"{made} articles")
