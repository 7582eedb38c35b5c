"""Joins the reader's styles and modules, in development and in collectstatic: `site` for every page, and `lists` for fronts,
lists, search and all else that is no story. Most readers come in by a story, which loads no more than it needs."""

import re
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SOURCE = settings.BASE_DIR / "static"
STYLES = {
    "site": ["fonts", "tokens", "base", "layout", "chrome", "parts", "article", "print"],
    "lists": ["fronts", "search", "pages"],
}
LISTS_SCRIPTS = ["clocks", "more", "search"]  # every other module is in site.js
JOINED = settings.DATA_DIR / "joined"
REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)


def join_styles(name: str) -> str:
    header = "@layer tokens, base, layout, parts, pages, print;\n"
    return header + "".join((SOURCE / "css" / f"{part}.css").read_text(encoding="utf-8") for part in STYLES[name])


def join_scripts(name: str) -> str:
    """Each module in a block of its own, so that their names cannot meet; its remarks are for who writes it."""
    modules = [
        path for path in sorted((SOURCE / "js").glob("*.js")) if (path.stem in LISTS_SCRIPTS) == (name == "lists")
    ]
    return "".join("{\n" + REMARK.sub("", module.read_text(encoding="utf-8")) + "}\n" for module in modules)


JOINS = {f"css/{name}.css": partial(join_styles, name) for name in STYLES} | {
    f"js/{name}.js": partial(join_scripts, name) for name in STYLES
}


class JoinedFinder(BaseFinder):
    """Finds `css/site.css`, `js/lists.js` and the others, written anew from their parts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=JOINED)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        for path in JOINS:
            self.write(path)
            yield path, self.storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in JOINS:
            return []
        found = str(self.write(path))
        return [found] if find_all else found

    def write(self, path: str) -> Path:
        target = JOINED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = JOINS[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            part = target.with_name(f"{target.name}.{secrets.token_hex(4)}")  # a reader meets the old one or the new
            part.write_text(text, encoding="utf-8")
            part.replace(target)
        return target
