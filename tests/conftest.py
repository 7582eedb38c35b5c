import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _clean_cache():
    """Rate limits of one test do not meet the next."""
    cache.clear()
    yield


@pytest.fixture
def media(settings, tmp_path):
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": str(tmp_path / "media")}}
    }
    return tmp_path / "media"
