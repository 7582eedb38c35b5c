from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = _("Readers' site")

    def ready(self) -> None:
        from articles.events import variant_changed
        from reader import social, websub

        variant_changed.connect(social.on_change, dispatch_uid="social cards")
        variant_changed.connect(websub.on_change, dispatch_uid="websub")
