from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks.signals import task_finished

from accounts.models import User
from articles.models import Article
from demo.seeding import PASSWORD, seed
from photos.models import Photo
from photos.renditions import make_renditions

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver", ""}


class Command(BaseCommand):
    help = "Fills an empty database with the demo paper and prints its sign-ins. A database with stories is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Article.objects.exists() and not User.objects.exists():
            self.refuse_public_hosts()
            count = seed(timezone.now(), self.say)
            self.waiting, self.made = Photo.objects.filter(rendered_at=None).count(), set[int]()
            task_finished.connect(self.tell)
            call_command("work", "--once")
            self.stdout.write(self.style.SUCCESS(f"{count} demo stories."))
        demo = User.objects.filter(email__endswith="@example.org").order_by("pk").values_list("username", flat=True)
        if demo and self.is_local():
            self.stdout.write(f"Sign in at {settings.SITE_URL}/admin/ as {', '.join(demo)}; password: {PASSWORD}")

    def say(self, line: str) -> None:
        """At once: somebody waits before an empty screen."""
        self.stdout.write(line)
        self.stdout.flush()

    def tell(self, task_result: Any, **_kwargs: Any) -> None:
        """A picture's sizes are made; other tasks are not told of, nor a picture that was asked for twice."""
        photo_id = task_result.args[0] if task_result.task.func is make_renditions.func else None
        if photo_id is None or photo_id in self.made:
            return
        self.made.add(photo_id)
        if len(self.made) % 10 == 0:
            self.say(f"Making every size of its pictures: {len(self.made)} of {self.waiting} …")

    def is_local(self) -> bool:
        return set(settings.ALLOWED_HOSTS) <= LOCAL

    def refuse_public_hosts(self) -> None:
        if not self.is_local():
            raise CommandError(
                "The demo paper has sign-ins that everybody knows, so it is made only where ALLOWED_HOSTS is local. "
                "For a real paper run `manage.py createsuperuser`."
            )
