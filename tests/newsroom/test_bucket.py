"""The pictures in an S3 bucket: what is stored there, who gets it, and what happens while the bucket is gone."""

import contextlib
import io
import socket
import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta
from types import SimpleNamespace

import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.environment import storages
from photos import bucket as module
from photos.models import Photo
from photos.renditions import PATIENCE, make_missing
from photos.storage import StorageGone
from tests import cast
from tests.desk.screens import press, signed_in, tab
from tests.services import Bucket
from tests.serving import free_port

pytestmark = pytest.mark.django_db(transaction=True)
ADD, CHOOSE = "/admin/photos/photo/add/", "/admin/photos/photo/choose/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = Bucket(tmp_path_factory.mktemp("bucket"), free_port())
    yield made
    made.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch):
    for name, value in server.KEYS.items():
        monkeypatch.setenv(name, value)
    if server.process is None or server.process.poll() is not None:
        server.start()
    settings.STORAGES = settings.STORAGES | {"default": storages(server.url, None)["default"]}
    return server


@pytest.fixture
def clock(monkeypatch):
    """The bucket's: `passes` so many seconds without anybody waiting for them."""
    ahead = [0.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + ahead[0]))
    return SimpleNamespace(passes=lambda seconds: ahead.append(ahead.pop() + seconds))


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def upload(editor, url=ADD, **changes):
    return editor.post(url, {"file": cast.jpeg((900, 600)), "credit": "Nora Vale", "alts_en": "An arch", **changes})


@pytest.fixture
def shown(bucket):
    """A live story with a picture that somebody has uploaded."""
    assert upload(signed_in(cast.anna())).status_code == 302
    variant, photo = cast.live(at=timezone.now() - cast.HOUR), Photo.objects.get()
    cast.arrange(variant, lead_photo=photo.pk, now=timezone.now())
    return SimpleNamespace(variant=variant, photo=photo, picture=f"/media/{photo.key}/c480.jpg")


def names(server):
    return {path.relative_to(server.files).as_posix() for path in server.files.rglob("*") if path.is_file()}


def card_of(reader, variant):
    page = reader.get(cast.address(variant)).content.decode()
    return page.partition('property="og:image" content="http://testserver')[2].partition('"')[0]


def test_an_uploaded_picture_lies_in_the_bucket_and_its_sizes_reach_readers(bucket, reader):
    editor = signed_in(cast.anna())
    assert upload(editor).status_code == 302
    photo = Photo.objects.get()
    assert {f"{photo.key}/{name}" for name in ("original.jpg", "c480.jpg", "c480.avif")} <= names(bucket)
    picture = f"/media/{photo.key}/c480.jpg"
    assert editor.get(reverse("admin:photos_photo_file", args=[photo.key, "c480.jpg"])).status_code == 200
    assert reader.get(picture).status_code == 404, "nothing shows it yet"
    variant = cast.live(at=timezone.now() - cast.HOUR)
    cast.arrange(variant, lead_photo=photo.pk, now=timezone.now())
    answer = reader.get(picture)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.getvalue() == (bucket.files / photo.key / "c480.jpg").read_bytes()
    assert picture in reader.get(cast.address(variant)).content.decode()


def test_nobody_gets_a_file_from_the_bucket_itself_and_no_page_names_it(bucket, shown, reader):
    for path in ("/paper", f"/paper/{shown.photo.key}/original.jpg", f"/paper/{shown.photo.key}/c480.jpg"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(bucket.address + path)
        assert 400 <= refused.value.code < 404
    assert bucket.address not in reader.get(cast.address(shown.variant)).content.decode()
    assert reader.get(f"/media/{shown.photo.key}/original.jpg").status_code == 404


def test_a_deleted_picture_leaves_nothing_in_the_bucket(bucket):
    editor = signed_in(cast.mariam())
    before = names(bucket)
    upload(editor)
    photo = Photo.objects.get()
    assert names(bucket) - before
    assert editor.post(f"/admin/photos/photo/{photo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Photo.objects.exists() and names(bucket) == before


def test_the_card_of_a_story_is_kept_in_the_bucket_as_long_as_the_story_is_public(bucket, shown, reader):
    from reader.social import make_card

    make_card.func(shown.variant.pk)
    address = card_of(reader, shown.variant)
    [card] = (bucket.files / "cards" / str(shown.variant.pk)).iterdir()
    assert card.stem in address and reader.get(address).getvalue() == card.read_bytes()
    cast.withdraw(shown.variant, now=timezone.now())
    make_card.func(shown.variant.pk)
    assert not card.exists() and reader.get(address).status_code == 404


def test_a_backup_has_what_lies_in_the_bucket_and_a_restore_puts_it_there(bucket, shown, reader, tmp_path):
    kept = {name: (bucket.files / name).read_bytes() for name in names(bucket)}
    target = str(tmp_path / "paper.tar.gz")
    call_command("backup", target, stdout=io.StringIO())
    for name in kept:
        default_storage.delete(name)
    assert reader.get(shown.picture).status_code == 404
    call_command("restore", target, "--no-input", stdout=io.StringIO())
    assert {name: (bucket.files / name).read_bytes() for name in names(bucket)} == kept
    assert reader.get(shown.picture).getvalue() == kept[f"{shown.photo.key}/c480.jpg"]


def test_a_backup_or_a_restore_without_the_bucket_says_so_and_changes_nothing(bucket, shown, tmp_path, clock):
    whole, half = tmp_path / "whole.tar.gz", tmp_path / "half.tar.gz"
    call_command("backup", str(whole), stdout=io.StringIO())
    cast.draft("ru")
    bucket.stop()
    with pytest.raises(CommandError, match="No backup was written"):
        call_command("backup", str(half))
    assert list(tmp_path.glob("half*")) == []
    with pytest.raises(CommandError, match="The database is as it was"):
        call_command("restore", str(whole), "--no-input")
    assert Article.objects.count() == 2


def test_while_the_bucket_is_gone_stories_are_read_and_written_and_pictures_are_told_to_come_back(
    bucket, shown, reader, clock
):  # fmt: skip
    editor = signed_in(cast.mariam())
    bucket.stop()
    assert reader.get(cast.address(shown.variant)).status_code == 200
    for address in (shown.picture, card_of(reader, shown.variant)):
        answer = reader.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store"), address
        assert answer.headers["Retry-After"] and "Traceback" not in answer.content.decode()
    editor.raise_request_exception = False
    answer = editor.get(reverse("admin:photos_photo_file", args=[shown.photo.key, "c480.jpg"]))
    assert answer.status_code == 503 and "The store of pictures does not answer" in answer.content.decode()
    assert press(editor, tab(shown.variant), "publish", headline="A bridge is closed").status_code == 302
    assert "A bridge is closed" in reader.get(cast.address(shown.variant)).content.decode()
    bucket.start()
    clock.passes(module.PAUSE)
    assert reader.get(shown.picture).status_code == 200


@pytest.mark.parametrize("url", [ADD, CHOOSE])
def test_an_upload_while_the_bucket_is_gone_is_refused_with_what_to_do_and_keeps_the_words(bucket, url):
    bucket.stop()
    answer = upload(signed_in(cast.anna()), url, captions_en="A bridge at noon")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "choose the file again" in page and "A bridge at noon" in page and "Nora Vale" in page
    assert not Photo.objects.exists()


def test_sizes_that_could_not_be_stored_are_made_when_the_bucket_is_there_again(bucket, clock, monkeypatch):
    save = module.Bucket._save

    def only_originals(self, name, content):
        if not name.endswith("original.jpg"):
            raise StorageGone
        return save(self, name, content)

    with monkeypatch.context() as outage:
        outage.setattr(module.Bucket, "_save", only_originals)
        assert upload(signed_in(cast.anna())).status_code == 302
    assert Photo.objects.get().rendered_at is None
    make_missing(timezone.now() + PATIENCE + timedelta(seconds=1))
    photo = Photo.objects.get()
    assert photo.rendered_at and f"{photo.key}/c480.avif" in names(bucket)


def test_a_bucket_that_did_not_answer_is_left_alone_for_a_moment(bucket, clock):
    default_storage.save("a/b.jpg", ContentFile(b"picture"))
    bucket.stop()
    asks = (
        lambda: default_storage.open("a/b.jpg"), lambda: default_storage.exists("a/b.jpg"), lambda: default_storage.listdir("a"),
        lambda: default_storage.delete("a/b.jpg"), lambda: default_storage.save("a/b.jpg", ContentFile(b"x")),
    )  # fmt: skip
    for ask in asks:
        clock.passes(module.PAUSE)
        with pytest.raises(StorageGone, match="connect"):
            ask()
    bucket.start()
    with pytest.raises(StorageGone, match="a moment ago"):
        default_storage.open("a/b.jpg")
    clock.passes(module.PAUSE)
    with (
        default_storage.asking(),
        pytest.raises(StorageGone, match="a moment ago"),
    ):  # one asks, another does not wait for it
        default_storage.open("a/b.jpg")
    assert default_storage.open("a/b.jpg").read() == b"picture"


def test_a_key_that_the_bucket_does_not_know_is_no_missing_file(bucket, monkeypatch, settings):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    settings.STORAGES = {**settings.STORAGES}
    with pytest.raises(StorageGone):
        default_storage.open("a/b.jpg")
    with pytest.raises(StorageGone):
        default_storage.exists("a/b.jpg")


def test_more_options_may_stand_in_the_address_and_what_hangs_is_given_up_soon(bucket):
    made = module.Bucket(
        **storages(f"{bucket.url}&addressing_style=path&location=pictures", None)["default"]["OPTIONS"]
    )
    made.save("a/b.jpg", ContentFile(b"picture"))
    assert (bucket.files / "pictures/a/b.jpg").read_bytes() == b"picture"
    config = made.connection.meta.client.meta.config
    assert config.s3["addressing_style"] == "path" and config.connect_timeout + config.read_timeout < 10


@pytest.fixture(params=["that says nothing", "that stops in the middle"])
def silent(request):
    """The address of a server that takes a question and does not answer it, or not whole."""
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf" if request.param.endswith("middle") else b""
    asked = socket.create_server(("127.0.0.1", 0))
    kept = []

    def take():
        with contextlib.suppress(OSError):
            while True:
                kept.append(asked.accept()[0])
                kept[-1].recv(65536)
                kept[-1].sendall(begun)

    threading.Thread(target=take, daemon=True).start()
    yield f"s3://paper?endpoint_url=http://127.0.0.1:{asked.getsockname()[1]}", kept
    asked.close()
    for connection in kept:
        connection.close()


def test_a_bucket_that_hangs_is_asked_once_and_then_left_alone(silent, settings, monkeypatch):
    url, asked = silent
    for name, value in Bucket.KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        module, "PATIENCE", module.PATIENCE.merge(Config(read_timeout=0.5, retries={"total_max_attempts": 1}))
    )
    settings.STORAGES = settings.STORAGES | {"default": storages(url, None)["default"]}
    for _time in range(3):
        with pytest.raises(StorageGone):
            default_storage.open("a/c480.jpg")
    assert len(asked) == 1
