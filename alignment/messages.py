"""`python -m alignment.messages`: collects every string to translate; `--check` fails while Spanish lacks one.

Python files and templates are read by Babel (templates through Django's own `templatize`), catalogues written by polib.
Entries keep no line numbers, so that a moved line changes no catalogue.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
PACKAGES = (
    "alignment",
    "people",
    "documents",
    "sla",
    "leads",
    "integrations",
    "dashboards",
    "collaboration",
    "diagnostics",
    "program",
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")
# `templatize` blanks the text between its calls in a way that only xgettext reads
CALL = re.compile(r"""\b(?:_|n?p?gettext)\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)""")
Key = tuple[str | None, str, str]
"""Context, singular, plural ("" where there is none)."""


def sources() -> Iterator[tuple[str, io.BytesIO]]:
    """Each file with strings, as Python that Babel can read."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), io.BytesIO(path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield str(path.relative_to(ROOT)), io.BytesIO("\n".join(CALL.findall(text)).encode())


def found() -> dict[Key, set[str]]:
    """{string: the files that say it}."""
    keys: dict[Key, set[str]] = {}
    for name, text in sources():
        for _line, message, _comments, context in extract(
            "python", text, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            singular, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
            if singular:
                keys.setdefault((context, singular, plural or ""), set()).add(name)
    return keys


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or None, entry.msgid, entry.msgid_plural or ""


def collect() -> polib.POFile:
    """The catalogue with exactly the strings of the code; translations that still serve are kept."""
    known = {key_of(entry): entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "es",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, files in sorted(found().items(), key=lambda item: (item[0][1], item[0][0] or "", item[0][2])):
        context, singular, plural = key
        entry = known.get(key) or polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural)
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(name, "") for name in sorted(files)]
        entry.flags = [flag for flag in entry.flags if flag == "fuzzy"]
        catalogue.append(entry)
    return catalogue


def merge(catalogue: polib.POFile, path: Path) -> None:
    """Fill what is untranslated from a JSON file: {"msgid": "msgstr"}, plurals {"one||many": ["uno", "varios"]}."""
    words = json.loads(path.read_text(encoding="utf-8"))
    for entry in catalogue:
        name = f"{entry.msgid}||{entry.msgid_plural}" if entry.msgid_plural else entry.msgid
        said = words.get(f"{entry.msgctxt}\x04{name}" if entry.msgctxt else name)
        if isinstance(said, list) and entry.msgid_plural and not entry.msgstr_plural[0]:
            entry.msgstr_plural = dict(enumerate(said))
        elif isinstance(said, str) and not entry.msgid_plural and not entry.msgstr:
            entry.msgstr = said


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """What keeps the catalogue from being complete."""
    stored = {key_of(entry) for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else set()
    for entry in catalogue:
        if key_of(entry) not in stored:
            yield f"not collected: {entry.msgid!r}"
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(said) or entry.fuzzy:
            yield f"untranslated: {entry.msgid!r} ({entry.occurrences[0][0]})"
        elif not entry.msgid_plural and sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(
            PLACEHOLDER.findall(entry.msgstr)
        ):
            yield f"other placeholders: {entry.msgid!r}"
    for key in stored - {key_of(entry) for entry in catalogue}:
        yield f"no longer said: {key[1]!r}"


def main(arguments: list[str]) -> int:
    catalogue = collect()
    if "--check" in arguments:
        wrong = list(faults(catalogue))
        sys.stdout.write("".join(f"{line}\n" for line in wrong))
        return 1 if wrong else 0
    for name in arguments:
        merge(catalogue, Path(name))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    untranslated = len(catalogue.untranslated_entries())
    sys.stdout.write(f"{len(catalogue)} strings, {untranslated} untranslated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
