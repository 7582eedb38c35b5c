"""The files of `deploy/` name settings, commands and addresses that there are. nginx and Varnish themselves run in tests/cluster."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.newsroom.test_settings import settings_that_are_read

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
OF_BOTO3 = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}  # the keys of STORAGE_URL's bucket
UNITS = sorted((DEPLOY / "systemd").iterdir())
RUN = re.compile(r"manage\.py ([a-z_]+)")


@pytest.fixture
def compose():
    return yaml.safe_load((DEPLOY / "compose.yml").read_text())


def servers(compose):
    return {name: service for name, service in compose["services"].items() if service["image"] == "newsroom"}


def test_compose_sets_only_what_the_settings_read(compose):
    assert set(servers(compose)) == {"prepare", "one", "two"}
    for service in servers(compose).values():
        assert set(service["environment"]) - settings_that_are_read() == OF_BOTO3
        assert set(service["environment"]) >= {"SECRET_KEY", "SITE_URL", "DATABASE_URL", "CACHE_URL", "TRUSTED_PROXIES"}


def test_the_image_sets_only_what_is_read(compose):
    source = (DEPLOY / "Dockerfile").read_text()
    [line] = re.findall(r"^ENV (.+)$", source, re.M)
    given = {pair.partition("=")[0] for pair in line.split()}
    assert given - settings_that_are_read() - {"PYTHONUNBUFFERED"} == set()
    for name in re.findall(r"^COPY (\S+) ", source, re.M):
        assert (ROOT / name).exists()


def test_the_image_holds_nothing_that_git_ignores():
    """No secret of `.env`, no database of `var/`."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {f"**/{line}" for line in (ROOT / ".gitignore").read_text().splitlines()} <= set(ignored)
    for needed in ("manage.py", "requirements-scale.txt", "newsroom", "locale", "templates", "static"):
        assert needed not in ignored


def test_the_tools_that_back_up_are_of_the_database_that_is_run(compose):
    """Debian trixie's are of PostgreSQL 17; older ones refuse a newer database."""
    assert re.search(r"^FROM python:\S+-trixie$", (DEPLOY / "Dockerfile").read_text(), re.M)
    assert int(compose["services"]["database"]["image"].partition(":")[2]) <= 17


def test_every_service_is_of_this_file_and_every_volume_is_declared(compose):
    for name, service in compose["services"].items():
        assert set(service.get("depends_on", [])) <= set(compose["services"]), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (DEPLOY / source).exists(), volume
    for service in servers(compose).values():
        assert service["environment"]["DATABASE_URL"].partition("@")[2].partition("/")[0] in compose["services"]


def test_compose_puts_its_own_names_into_the_nginx_configuration(compose):
    conf, command = (DEPLOY / "nginx.conf").read_text(), compose["services"]["front"]["command"]
    for address, name in re.findall(r"s/([\d.:]+)/(\w+):8000/", command):
        assert conf.count(address) == 1 and name in servers(compose)
        conf = conf.replace(address, name)
    assert not re.search(r"server \d", conf)


@pytest.mark.parametrize("path", [*UNITS, DEPLOY / "compose.yml", DEPLOY / "Dockerfile"], ids=lambda path: path.name)
def test_every_command_that_is_run_is_there(path):
    assert set(RUN.findall(path.read_text())) <= set(get_commands())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units(tmp_path):
    """With this folder in place of the one that the units name."""
    for path in UNITS:
        (tmp_path / path.name.replace("@", "@8001")).write_text(path.read_text().replace("/srv/newsroom", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_units_run_what_is_there_with_settings_that_are_read():
    for path in UNITS:
        text = path.read_text()
        for line in re.findall(r"^Environment=(.+)$", text, re.M):
            assert {pair.partition("=")[0] for pair in line.split()} <= settings_that_are_read() | {"ENV_FILE"}
    assert {path.name for path in UNITS} == {
        "newsroom@.service", "newsroom-worker.service", "newsroom-backup.service", "newsroom-backup.timer",
    }  # fmt: skip
