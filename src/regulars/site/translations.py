"""Are the catalogs of every language offered compiled and complete?"""

import ast
import gettext
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from regulars.moments.health import Finding, check

CONTEXT = "\x04"


@check("translations")
def translations(now: datetime) -> Finding:
    """English is what the sentences are written in; every other language needs its catalog."""
    languages = [code for code, _name in settings.LANGUAGES if not code.startswith("en")]
    ill = [words for language in languages for words in flaws(language)]
    if ill:
        return Finding("translations", False, " ".join(ill))
    return Finding("translations", True, f"Complete in en, {', '.join(languages)}.")


def flaws(language: str) -> Iterator[str]:
    folders = [Path(path) / to_locale(language) / "LC_MESSAGES" for path in settings.LOCALE_PATHS]
    sources = [file for folder in folders for file in sorted(folder.glob("*.po"))]
    if not sources:
        yield f"{language}: there is no catalog."
    for source in sources:
        compiled = source.with_suffix(".mo")
        if not compiled.exists():
            yield f"{language}: {source.name} is not compiled; run `make setup`."
        elif missing := sorted(wanted(source) - translated(compiled)):
            yield f"{language}: {len(missing)} sentences are missing, first {missing[0]!r}."


def translated(compiled: Path) -> set[str]:
    """The sentences a compiled catalog can say; untranslated and doubtful ones are not in it."""
    with compiled.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key, words in catalog.items() if words}


def wanted(source: Path) -> set[str]:
    """Every sentence a catalog's source names, obsolete ones aside; with its context if any."""
    found: set[str] = set()
    for entry in source.read_text(encoding="utf-8").split("\n\n"):
        fields = read_entry(entry)
        if sentence := fields.get("msgid"):
            context = fields.get("msgctxt")
            found.add(f"{context}{CONTEXT}{sentence}" if context is not None else sentence)
    return found


def read_entry(entry: str) -> dict[str, str]:
    """The fields of one entry: a keyword, then quoted lines that belong together."""
    fields: dict[str, str] = {}
    keyword = ""
    for line in entry.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("msg"):
            keyword, _space, line = line.partition(" ")
        if line.startswith('"'):
            fields[keyword] = fields.get(keyword, "") + ast.literal_eval(line)
    return fields
