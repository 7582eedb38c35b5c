from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from articles.events import variant_changed
        from search.index import update_entry

        variant_changed.connect(update_entry, dispatch_uid="search")
