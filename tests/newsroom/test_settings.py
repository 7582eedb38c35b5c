"""What a wrong or missing setting says: before anything starts, and what to set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DEPLOYED = {
    "SECRET_KEY": "p0b7-k2hs-93nd-1kz8-aa02-77ql-zz81-mm5c-0qwe-4rty-uu",
    "SITE_URL": "https://paper.example",
    "ALLOWED_HOSTS": "paper.example",
    "TRUSTED_PROXIES": "127.0.0.1",
}


def manage(*arguments, tmp_path, **environment):
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            **clean,
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "ENV_FILE": os.devnull,
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_key_nothing_starts_and_it_says_what_to_set(tmp_path):
    done = manage("check", tmp_path=tmp_path)
    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


def test_the_deployed_profile_is_clean(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **DEPLOYED)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_secret_may_come_from_a_file_and_is_read_raw(tmp_path):
    (tmp_path / "key").write_text("$a key with $signs that mean nothing, long enough for anybody\n")
    show = "from django.conf import settings; print(settings.SECRET_KEY)"
    done = manage("shell", "--no-imports", "-c", show, tmp_path=tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))
    assert done.stdout.strip() == "$a key with $signs that mean nothing, long enough for anybody"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY_FILE", "/nowhere/key", "cannot read"),
        ("STORAGE_URL", "ftp://x", "s3://BUCKET"),
        ("CACHE_URL", "memcached://x", "CACHE_URL"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_name(tmp_path, name, value, said):
    done = manage("check", tmp_path=tmp_path, **{**DEPLOYED, name: value})
    assert done.returncode != 0
    assert said in done.stderr


def test_the_demo_paper_is_refused_on_a_public_host(tmp_path):
    local = {**DEPLOYED, "DATABASE_URL": f"sqlite:///{tmp_path}/d.sqlite3"}
    assert manage("migrate", "-v0", tmp_path=tmp_path, **local).returncode == 0
    done = manage("seed_demo", tmp_path=tmp_path, **local)
    assert done.returncode != 0
    assert "createsuperuser" in done.stderr


def settings_that_are_read():
    names = ("settings.py", "environment.py", "management/commands/serve.py")
    source = "".join((ROOT / "newsroom" / name).read_text() for name in names)
    return set(re.findall(r"""(?:env\.\w+|words|secret|os\.environ\.get)\(\s*f?["']([A-Z_]+)["']""", source))


def test_every_setting_that_is_read_stands_in_the_example():
    example = (ROOT / ".env.example").read_text()
    asked = settings_that_are_read()
    assert asked >= {"SECRET_KEY", "SITE_URL", "DATABASE_URL", "CACHE_URL", "STORAGE_URL"}
    assert [name for name in sorted(asked) if name not in example] == []
