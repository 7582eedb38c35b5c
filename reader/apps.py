from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    name = "reader"
    verbose_name = _("Readers' site")

    def ready(self) -> None:
        from articles.events import announce_site, paper_renamed, site_changed, variant_changed
        from photos.renditions import rendered
        from reader import purging, social, websub
        from reader.site_watch import watch

        variant_changed.connect(social.on_change, dispatch_uid="social cards")
        paper_renamed.connect(social.on_rename, dispatch_uid="social cards of a new name")
        variant_changed.connect(websub.on_change, dispatch_uid="websub")
        site_changed.connect(watch.forget, dispatch_uid="ready pages")
        site_changed.connect(purging.on_change, dispatch_uid="shared caches")
        rendered.connect(lambda **_signal: announce_site(), weak=False, dispatch_uid="pictures on ready pages")
