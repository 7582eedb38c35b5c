"""Joins the CSS layers into one `site.css` and the reader's modules into one `site.js`, in development and in collectstatic."""

import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SOURCE = settings.BASE_DIR / "static"
STYLES = ["fonts", "tokens", "base", "layout", "chrome", "fronts", "parts", "pages", "article", "print"]
JOINED = settings.DATA_DIR / "joined"
REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)


def join_styles() -> str:
    header = "@layer tokens, base, layout, parts, pages, print;\n"
    return header + "".join((SOURCE / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


def join_scripts() -> str:
    """Each module in a block of its own, so that their names cannot meet; its remarks are for who writes it."""
    modules = sorted((SOURCE / "js").glob("*.js"))
    return "".join("{\n" + REMARK.sub("", module.read_text(encoding="utf-8")) + "}\n" for module in modules)


class JoinedFinder(BaseFinder):
    """Finds `css/site.css` and `js/site.js`, written anew from their parts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=JOINED)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        for path in ("css/site.css", "js/site.js"):
            self.write(path)
            yield path, self.storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in ("css/site.css", "js/site.js"):
            return []
        found = str(self.write(path))
        return [found] if find_all else found

    def write(self, path: str) -> Path:
        target = JOINED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = join_styles() if path.endswith(".css") else join_scripts()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            part = target.with_name(f"{target.name}.{secrets.token_hex(4)}")  # a reader meets the old one or the new
            part.write_text(text, encoding="utf-8")
            part.replace(target)
        return target
