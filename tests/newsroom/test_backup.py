import io
import tarfile

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import Article, ArticleVariant
from newsroom import archive
from photos.models import Photo
from photos.uploads import take_in
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def command(name, *arguments):
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def newsroom(media):
    photo = take_in(cast.jpeg((900, 600)), user=None, now=cast.NOW, credit="Nora Vale")
    variant = cast.live()
    cast.arrange(variant, lead_photo=photo.pk)
    return variant


def test_what_was_backed_up_comes_back_whole(newsroom, media, tmp_path, client):
    target = tmp_path / "paper.tar.gz"
    assert "the database and" in command("backup", str(target))
    kept = {path.relative_to(media): path.read_bytes() for path in media.rglob("*") if path.is_file()}
    assert len(kept) > 10
    headline = newsroom.headline
    ArticleVariant.objects.filter(pk=newsroom.pk).update(headline="Ruined")
    cast.draft("ru")
    for path in kept:
        (media / path).unlink()
    command("restore", str(target), "--no-input")
    assert ArticleVariant.objects.get().headline == headline
    assert (Article.objects.count(), Photo.objects.count()) == (1, 1)
    assert {path: (media / path).read_bytes() for path in kept} == kept
    assert client.get(f"/media/{Photo.objects.get().key}/c480.jpg").status_code == 200


def test_a_picture_that_is_deleted_meanwhile_stops_no_backup(newsroom, tmp_path, monkeypatch):
    names = ["gone/c480.jpg", *archive.media_names(default_storage)]
    monkeypatch.setattr(archive, "media_names", lambda storage: names)
    command("backup", str(tmp_path / "paper.tar.gz"))
    with tarfile.open(tmp_path / "paper.tar.gz") as kept:
        assert "media/gone/c480.jpg" not in kept.getnames() and len(kept.getnames()) > 10


def test_a_backup_is_never_overwritten_and_needs_a_folder(newsroom, tmp_path):
    (tmp_path / "there.tar.gz").write_text("precious")
    for name in ("there.tar.gz", "nowhere/b.tar.gz"):
        with pytest.raises(CommandError):
            command("backup", str(tmp_path / name))
    assert (tmp_path / "there.tar.gz").read_text() == "precious"


def test_what_is_no_backup_is_refused_and_nothing_changes(newsroom, tmp_path):
    (tmp_path / "notes.txt").write_text("not a backup")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "notes.txt", "notes.txt")
    for name in ("notes.txt", "other.tar.gz", "missing.tar.gz"):
        with pytest.raises(CommandError):
            command("restore", str(tmp_path / name), "--no-input")
    assert ArticleVariant.objects.get().pk == newsroom.pk


def test_a_restore_asks_first(newsroom, tmp_path, monkeypatch):
    target = tmp_path / "paper.tar.gz"
    command("backup", str(target))
    monkeypatch.setattr("builtins.input", lambda question: "no")
    ArticleVariant.objects.update(headline="Newer")
    with pytest.raises(CommandError, match="Nothing was changed"):
        command("restore", str(target))
    assert ArticleVariant.objects.get().headline == "Newer"
    assert connection.vendor in ("sqlite", "postgresql")
