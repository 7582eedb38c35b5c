import os

import pytest
from django.core.cache import cache
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered

from audience import counting, journal
from reader import shared, site_watch


@pytest.fixture(autouse=True)
def _clean_cache(monkeypatch, tmp_path):
    """Rate limits, salts and views of one test do not meet the next."""
    cache.clear()
    counting._salt_of.cache_clear()
    counting.counted_up_to.clear()
    monkeypatch.setattr(journal, "folder", lambda: tmp_path / "views")
    monkeypatch.setattr(journal.journal, "begun", (os.getpid(), 0))


@pytest.fixture(autouse=True)
def _nothing_shared(monkeypatch, request):
    """A test's pages are made of what is in the database now; those that want what pages share ask for `watched`."""
    if "watched" not in request.fixturenames:
        monkeypatch.setattr(site_watch.watch, "current", lambda: None)


@pytest.fixture(autouse=True)
def _told_of_readers_templates(monkeypatch):
    """`response.context` holds what a reader's page was made of, as it does for the desk's."""
    render = Template.render

    def telling(template, context=None, request=None):
        template_rendered.send(Template, template=template, context=context or {})
        return render(template, context, request)

    monkeypatch.setattr(Template, "render", telling)


@pytest.fixture
def watched():
    """The site is watched, as in production: what pages share is kept until something is published."""
    shared.forget()
    site_watch.watch.forget()
    yield site_watch.watch
    shared.forget()
    site_watch.watch.forget()


@pytest.fixture
def media(settings, tmp_path):
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": str(tmp_path / "media")}}
    }
    return tmp_path / "media"
