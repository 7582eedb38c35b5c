import os
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application: Callable[..., Iterable[bytes]] = get_wsgi_application()

from newsroom.proxies import behind_proxies  # noqa: E402 - models are there only now
from reader.page_cache import PageCache  # noqa: E402
from reader.seen import Beacons  # noqa: E402
from reader.site_watch import watch  # noqa: E402

if connection.vendor == "postgresql":
    from newsroom.postgres import ImpatientConnection

    ImpatientConnection.patience = 2.0  # seconds; whoever serves readers finds out soon that the database hangs
if settings.PAGE_CACHE:
    application = behind_proxies(Beacons(PageCache(application, settings.PAGE_CACHE * 1024 * 1024, watch)))
