import os
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application: Callable[..., Iterable[bytes]] = get_wsgi_application()

from articles.events import site_changed  # noqa: E402 - models are there only now
from newsroom.proxies import behind_proxies  # noqa: E402
from reader.page_cache import PageCache  # noqa: E402

if settings.PAGE_CACHE:
    pages = PageCache(application, settings.PAGE_CACHE * 1024 * 1024)
    site_changed.connect(pages.watch.forget, dispatch_uid="ready pages")
    application = behind_proxies(pages)
