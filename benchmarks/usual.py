"""How people are usually searched for: LIKE over one column, a trigram index, a fuzzy scan."""

import sqlite3
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.oracle import Book
from regulars.engines import names
from regulars.engines.names.sounds import initials, spellings

MOST = 20


def ways(book: Book) -> dict[str, Callable[[str], list[Any]]]:
    """{name: asking} over a column with the folded name, its pinyin, its initials, the numbers."""
    base = sqlite3.connect(":memory:")
    hay = [haystack(name, numbers) for name, numbers in zip(book.names, book.numbers, strict=True)]
    base.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, hay TEXT)")
    base.executemany("INSERT INTO person VALUES (?, ?)", enumerate(hay))
    base.execute("CREATE VIRTUAL TABLE gram USING fts5 (hay, tokenize = 'trigram', content = '')")
    base.executemany("INSERT INTO gram (rowid, hay) VALUES (?, ?)", enumerate(hay))

    def like(text: str) -> list[Any]:
        sql = "SELECT id FROM person WHERE hay LIKE ? LIMIT ?"
        return base.execute(sql, (f"%{names.fold(text)}%", MOST)).fetchall()

    def trigram(text: str) -> list[Any]:
        sql = "SELECT rowid FROM gram WHERE gram MATCH ? LIMIT ?"
        return base.execute(sql, (f'"{names.fold(text)}"', MOST)).fetchall()

    def fuzzy(text: str) -> list[Any]:
        found = process.extract(
            names.fold(text), hay, scorer=fuzz.partial_ratio, score_cutoff=80, limit=MOST
        )
        return list(found)

    return {"LIKE": like, "FTS5 trigram": trigram, "rapidfuzz": fuzzy}


def haystack(name: str, numbers: list[str]) -> str:
    pinyin = [f"{''.join(way)} {initials(way)}" for way in spellings(name)[:1] if any(way)]
    return " ".join([names.fold(name), *pinyin, *numbers])
