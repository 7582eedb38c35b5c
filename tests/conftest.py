import pytest
from django.core.cache import cache

from audience import counting


@pytest.fixture(autouse=True)
def _clean_cache():
    """Rate limits and salts of one test do not meet the next."""
    cache.clear()
    counting._salt_of.cache_clear()
    yield


@pytest.fixture
def media(settings, tmp_path):
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": str(tmp_path / "media")}}
    }
    return tmp_path / "media"
