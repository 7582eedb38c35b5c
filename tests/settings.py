"""The project's settings with fast passwords, plain static files and a throw-away data folder."""

import os
import tempfile
from typing import Any

for name in ("DEBUG", "WEBSUB_HUB", "SECRET_KEY_FILE", "STORAGE_URL", "TRUSTED_PROXIES", "PURGE_URLS"):
    os.environ.pop(name, None)
os.environ["ENV_FILE"] = os.devnull
os.environ["SECRET_KEY"] = "a key for tests"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["TIME_ZONE"] = "Asia/Yerevan"
os.environ.setdefault("DATABASE_URL", "")
if not os.environ["DATABASE_URL"]:
    del os.environ["DATABASE_URL"]
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(prefix="newsroom-test-")
os.environ["TASKS_BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"

from newsroom.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASE: Any = DATABASES["default"]  # noqa: F405
if DATABASE["ENGINE"] == "newsroom.sqlite":
    # A file, so that threads meet as they do in production; flushing to the disk is what tests can do without.
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
    DATABASE["OPTIONS"]["init_command"] = DATABASE["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
else:
    DATABASE["OPTIONS"].pop("pool", None)  # the test database is made and dropped behind the pool's back
CACHE: Any = CACHES["default"]  # noqa: F405
if "OPTIONS" in CACHE:
    # A server for each of two processes, since each test empties its own; and time for a machine that is busy with tests.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHE["LOCATION"] = f"{CACHE['LOCATION'].removesuffix('/0')}/{worker}"
    CACHE["OPTIONS"] |= {"socket_connect_timeout": 5, "socket_timeout": 5}
LOGGING["root"] = {"handlers": ["console"], "level": "ERROR"}  # noqa: F405
