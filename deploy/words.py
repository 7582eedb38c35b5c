"""The interface's words: `python -m deploy.words collect` brings the catalogues up to date, `check` says what they lack.

Reads Python with `ast`, the desk's templates with Django's own templatize() and the readers' with Jinja's parser, so that
nobody needs GNU gettext. Two catalogues a language: `locale/<code>` holds our own messages, `locale/django_words/<code>`
what Django and the packages lack.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
READERS = ROOT / "templates" / "reader"
CODE = (
    "accounts",
    "articles",
    "audience",
    "demo",
    "desk",
    "newsroom",
    "photos",
    "reader",
    "search",
    "templates",
    "text",
)
PLURALS = {
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    "hy": "nplurals=2; plural=(n != 1);",
}
SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
IN_TEMPLATE = re.compile(r"""\b(_|n?p?gettext)\(((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*)\)""")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")


@dataclass(frozen=True)
class Message:
    """What the code asks gettext for."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def collect() -> dict[tuple[str, str], Message]:
    """Every message of our own code, by context and text; a plural form wins over the same text without one."""
    found: dict[tuple[str, str], Message] = {}
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            messages = read(path) if path.suffix in (".py", ".html", ".xml", ".txt") else ()
            for message in messages:
                if message.plural or message.key not in found:
                    found[message.key] = message
    return found


def read(path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from in_python(ast.parse(source))
        return
    if READERS in path.parents:
        yield from in_jinja(source)
        return
    from django.utils.translation.template import templatize

    for match in IN_TEMPLATE.finditer(templatize(source)):
        yield from in_python(ast.parse(match[0]))


def in_python(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        yield from asked(name, words)


def in_jinja(source: str) -> Iterator[Message]:
    from jinja2 import Environment
    from jinja2.ext import extract_from_ast

    functions = sorted(SINGULAR | PLURAL | CONTEXT | CONTEXT_PLURAL)
    for _line, name, words in extract_from_ast(Environment().parse(source), functions):
        yield from asked(name, [words] if isinstance(words, str) else [word for word in words if word])


def asked(name: str, words: list[str]) -> Iterator[Message]:
    """The message of one call."""
    if name in SINGULAR and len(words) == 1:
        yield Message(words[0])
    elif name in PLURAL and len(words) >= 2:
        yield Message(words[0], plural=words[1])
    elif name in CONTEXT and len(words) == 2:
        yield Message(words[1], context=words[0])
    elif name in CONTEXT_PLURAL and len(words) >= 3:
        yield Message(words[1], plural=words[2], context=words[0])


def catalogue(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def update(language: str, messages: dict[tuple[str, str], Message]) -> polib.POFile:
    """The catalogue with exactly these messages; what was translated stays."""
    path = catalogue(language)
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "MIME-Version": "1.0",
        "Plural-Forms": PLURALS[language],
    }
    count = int(PLURALS[language][len("nplurals=")])
    for key in sorted(messages):
        message, entry = messages[key], known.get(key)
        new = polib.POEntry(msgctxt=message.context or None, msgid=message.text)
        if message.plural:
            new.msgid_plural = message.plural
            new.msgstr_plural = {form: (entry.msgstr_plural.get(form, "") if entry else "") for form in range(count)}
        else:
            new.msgstr = entry.msgstr if entry else ""
        fresh.append(new)
    return fresh


def faults(po: polib.POFile, messages: dict[tuple[str, str], Message]) -> Iterator[str]:
    """What a reader or editor would meet untranslated, or broken."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in po if not entry.obsolete}
    for key in messages.keys() - entries.keys():
        yield f"not in the catalogue: {key[1]!r}"
    for key in entries.keys() - messages.keys():
        yield f"no longer asked for: {key[1]!r}"
    for entry in po:
        yield from faults_of(entry)


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy or entry.obsolete:
        yield f"fuzzy or obsolete: {entry.msgid!r}"
    if not all(said):
        yield f"not translated: {entry.msgid!r}"
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    for text in filter(None, said):
        if not entry.msgid_plural and set(PLACEHOLDER.findall(text)) != wanted:
            yield f"other placeholders: {entry.msgid!r}"
        if set(PLACEHOLDER.findall(text)) - wanted:
            yield f"unknown placeholders: {entry.msgid!r}"


def all_catalogues(root: Path = ROOT) -> list[Path]:
    return sorted((root / "locale").rglob("*.po"))


def check(root: Path = ROOT) -> list[str]:
    """Every fault of every catalogue, none when all is well."""
    messages = collect()
    found: list[str] = []
    for path in all_catalogues(root):
        po = polib.pofile(str(path))
        language = path.parent.parent.name
        own = path == catalogue(language, root)
        words: Iterable[str] = faults(po, messages) if own else (fault for entry in po for fault in faults_of(entry))
        found += [f"{path.relative_to(root)}: {word}" for word in words]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != po.to_binary():
            found.append(f"{compiled.relative_to(root)}: not compiled from its .po; run `make messages`")
    return found


def main(task: str) -> int:
    if task == "collect":
        messages = collect()
        for language in PLURALS:
            path = catalogue(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            update(language, messages).save(str(path))
        for path in all_catalogues():
            path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())
        return 0
    found = check()
    print("\n".join(found) or "Every word is there.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
