"""`make messages`: every text of the product, collected into the catalogues of its languages.

Django turns a template into something like Python, Babel reads Python: no further tool is needed.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/regulars"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLURALS = dict.fromkeys(("zh_Hans", "zh_Hant"), ("nplurals=1; plural=0;", 1))


class Message(NamedTuple):
    """One text: its context, itself, its plural, and the files that use it."""

    context: str | None
    singular: str
    plural: str | None


def messages() -> dict[Message, set[str]]:
    """Every text in the source, with where it stands."""
    found: dict[Message, set[str]] = {}
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        for message in read(file):
            found.setdefault(message, set()).add(str(file.relative_to(SOURCE)))
    return found


def read(file: Path) -> Iterator[Message]:
    text = file.read_text(encoding="utf-8")
    code = templatize(text, origin=str(file)) if file.suffix == ".html" else text
    rows = extract("python", BytesIO(code.encode()), keywords=KEYWORDS)
    for _line, message, _comments, context in rows:
        singular, plural = message if isinstance(message, tuple) else (message, None)
        if singular:
            yield Message(context, singular, plural)


def catalogue(language: str) -> Path:
    return SOURCE / f"locale/{language}/LC_MESSAGES/django.po"


def key(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt or None, entry.msgid, entry.msgid_plural or None)


def update(language: str) -> polib.POFile:
    """Keep what is translated, add what is new, drop what no longer stands anywhere."""
    file = catalogue(language)
    old = {key(e): e for e in polib.pofile(str(file))} if file.exists() else {}
    fresh = polib.POFile(wrapwidth=0)
    rule, forms = PLURALS[language]
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        "Language": language, "Plural-Forms": rule,
    }  # fmt: skip
    for message, files in sorted(messages().items(), key=lambda row: (row[0][1], row[0][0] or "")):
        fresh.append(entry(message, files, old.get(message), forms))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(file))
    return fresh


def entry(
    message: Message, files: set[str], known: polib.POEntry | None, forms: int
) -> polib.POEntry:
    made = polib.POEntry(msgctxt=message.context, msgid=message.singular)
    made.occurrences = [(file, "") for file in sorted(files)]
    if message.plural:
        made.msgid_plural = message.plural
        made.msgstr_plural = dict.fromkeys(range(forms), "")
        if known:
            made.msgstr_plural = known.msgstr_plural
    elif known:
        made.msgstr = known.msgstr
    return made


def untranslated(file: polib.POFile) -> list[str]:
    return [e.msgid for e in file if not e.translated()]


def main() -> int:
    missing = {language: untranslated(update(language)) for language in PLURALS}
    for language, texts in missing.items():
        print(f"{language}: {len(texts)} to translate", *texts, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
