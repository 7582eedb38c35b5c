"""Reads settings from the environment and `.env`. django-environ does the parsing; its traps are closed here."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def secret(name: str, default: str = "") -> str:
    """A secret from NAME, or from the file that NAME_FILE points to; read raw, because `$` is no reference in a secret."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: cannot read {path} ({error.strerror}).") from error


def words(name: str, default: str = "") -> list[str]:
    """A list: words between commas, spaces around them dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(base_dir: Path, data_dir: Path) -> dict[str, object]:
    """DATABASES["default"]: SQLite in the data folder, or what DATABASE_URL names."""
    config: dict[str, object] = dict(env.db_url("DATABASE_URL", default=f"sqlite:///{data_dir / 'newsroom.sqlite3'}"))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        name = str(config["NAME"])
        if name != ":memory:" and not Path(name).is_absolute():
            config["NAME"] = str(base_dir / name)
        config["ENGINE"] = "newsroom.sqlite"
        config["CONN_MAX_AGE"] = None  # opening the file and saying all this costs more than most pages
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # No mmap_size: it makes no page faster, and what it maps counts as this process's memory.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-16000;"
            "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;",
        }
        return config
    options = dict(config.get("OPTIONS") or {})  # type: ignore[call-overload]
    options.setdefault("connect_timeout", 2)
    if options.pop("pool", "true") == "true":
        from newsroom.postgres import ImpatientConnection  # psycopg is installed where PostgreSQL is

        # psycopg's pool would double its pauses between attempts up to five minutes: this one tries while somebody asks.
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 1, "reconnect_timeout": 1}
        options["pool"]["connection_class"] = ImpatientConnection
        # What is asked again is planned once a connection: planning takes longer than most of our answers.
        options |= {"server_side_binding": True, "prepare_threshold": 5}
        # As a connection leaves the pool, so that a restart of the database costs nobody an error.
        config["CONN_HEALTH_CHECKS"] = True
    config["OPTIONS"] = options
    return config


def caches(url: str) -> dict[str, dict[str, object]]:
    """CACHES: in the process's memory, or a Redis or Valkey server that may fail without taking pages with it."""
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    if not url.startswith(("redis://", "rediss://", "valkey://", "valkeys://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL: write valkey://HOST:6379/0 or redis://HOST:6379/0, or leave it empty.")
    return {
        "default": {
            "BACKEND": "newsroom.cache.FailOpenRedisCache",
            "LOCATION": url.replace("valkey://", "redis://", 1).replace("valkeys://", "rediss://", 1),
            "OPTIONS": {"socket_connect_timeout": 0.1, "socket_timeout": 0.1},
        }
    }


def storages(url: str, media_dir: Path) -> dict[str, dict[str, object]]:
    """STORAGES: media in the data folder, or in the private S3 bucket of STORAGE_URL (s3://bucket?endpoint_url=…)."""
    static: dict[str, object] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if not url:
        return {
            "default": {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": str(media_dir)}},
            "staticfiles": static,
        }
    parsed = environ.urlparse(url)
    if parsed.scheme != "s3" or not parsed.netloc:
        raise ImproperlyConfigured("STORAGE_URL: write s3://BUCKET?endpoint_url=https://…")
    # No ACL: a bucket's objects are private without one, and buckets of today refuse any.
    options: dict[str, object] = {"bucket_name": parsed.netloc}
    options |= {key: values[0] for key, values in environ.parse_qs(parsed.query).items()}
    return {"default": {"BACKEND": "photos.bucket.Bucket", "OPTIONS": options}, "staticfiles": static}
