"""Codes of a till become customers and articles; unseen ones are made."""

from collections.abc import Iterable

import polars as pl
from django.db.models import Max

from regulars.customers import findable, people
from regulars.customers.models import Customer, Handle
from regulars.customers.stored import translated
from regulars.moments.intake import bulk
from regulars.places.models import Article, Need, Place


class Customers:
    """The customers whom a place's till knows, by the marks of the till's own numbers."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.known: dict[int, int] = {}

    def welcome(self, rows: pl.DataFrame) -> int:
        """Make a customer and a handle for each code not seen before; return how many."""
        wanted = unmet(
            rows.filter(translated(rows["customer_mark"], self.known).is_null()), "customer"
        )
        self.find(wanted)
        fresh = {code: mark for code, mark in wanted.items() if mark not in self.known}
        if not fresh:
            return 0
        made = Customer.objects.bulk_create(
            [Customer(book=self.place.book, called=people.numbered(code)) for code in fresh]
        )
        self.known.update(zip(fresh.values(), (one.pk for one in made), strict=True))
        self.hand_over(dict(zip(fresh, made, strict=True)))
        return len(fresh)

    def hand_over(self, made: dict[str, Customer]) -> None:
        """Each new customer gets the till's number as a handle, and is found by it."""
        kind, book = Handle.Kind.TILL.value, self.place.book_id
        handles = [(one.pk, book, kind, code, "purchases") for code, one in made.items()]
        columns = ["customer_id", "book_id", "kind", "value", "source"]
        bulk.insert(Handle._meta.db_table, pl.DataFrame(handles, columns, orient="row"))
        findable.insert(
            (book, key, 0, one.pk) for code, one in made.items()
            for key in findable.handle_keys(kind, code)
        )  # fmt: skip

    def find(self, wanted: dict[str, int]) -> None:
        sql = (
            "SELECT value, customer_id FROM customers_handle WHERE value IN ({}) "
            "AND book_id = {m} AND kind = {m}"
        )
        found = bulk.select(sql, list(wanted), self.place.book_id, Handle.Kind.TILL.value)
        self.known.update((wanted[code], customer) for code, customer in found)

    def ids(self, rows: pl.DataFrame) -> pl.Series:
        return translated(rows["customer_mark"], self.known)


class Articles:
    """The articles of the house, by the marks of their codes, and the needs they serve."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self.self_named: dict[str, int] = {}

    def welcome(self, rows: pl.DataFrame) -> pl.Series:
        """The article of each row; articles and needs not seen before are made.

        An item without a category is its own need until a category is named for it; after that
        its need stays. Of several categories in one chunk the first by name is taken.
        """
        named = rows.filter(pl.col("category").is_not_null())
        ids = translated(rows["item_mark"], self.known)
        if ids.null_count():
            new = ids.is_null()
            self.meet(rows.filter(new), named)
            ids = ids.scatter(new.arg_true(), translated(rows["item_mark"].filter(new), self.known))
        if named.height and self.self_named:
            self.name(categories_of(named, self.self_named))
        return ids.alias("article")

    def meet(self, rows: pl.DataFrame, named: pl.DataFrame) -> None:
        wanted = unmet(rows, "item")
        self.find(wanted)
        fresh = [code for code, mark in wanted.items() if mark not in self.known]
        categories = categories_of(named, fresh)
        made = self.make({code: categories.get(code, code) for code in fresh})
        self.known.update((wanted[code], pk) for code, pk in made.items())
        self.self_named.update((code, pk) for code, pk in made.items() if code not in categories)

    def make(self, categories: dict[str, str]) -> dict[str, int]:
        needs = needs_of(categories.values())
        need = [needs[category] for category in categories.values()]
        return codes_made(Article, pl.DataFrame({"code": list(categories), "need_id": need}))

    def find(self, wanted: dict[str, int]) -> None:
        sql = (
            "SELECT a.code, a.id, n.code FROM places_article a "
            "JOIN places_need n ON n.id = a.need_id WHERE a.code IN ({})"
        )
        for code, pk, need in bulk.select(sql, list(wanted)):
            self.known[wanted[code]] = pk
            if code == need:
                self.self_named[code] = pk

    def name(self, categories: dict[str, str]) -> None:
        """Items that were their own need get the category that is now named."""
        needs = needs_of(categories.values())
        for code, category in categories.items():
            if category != code:
                Article.objects.filter(pk=self.self_named.pop(code)).update(need=needs[category])


def unmet(rows: pl.DataFrame, column: str) -> dict[str, int]:
    """{code: mark} in the order of the rows."""
    mark = f"{column}_mark"
    return dict(rows.select(column, mark).unique(mark, keep="first", maintain_order=True).rows())


def categories_of(named: pl.DataFrame, codes: Iterable[str]) -> dict[str, str]:
    """The category of each of these items that has one."""
    if not named.height:
        return {}
    of_these = named.select("item", "category").filter(pl.col("item").is_in(list(codes)))
    return dict(of_these.group_by("item").agg(pl.col("category").min()).rows())


def needs_of(codes: Iterable[str]) -> dict[str, int]:
    """The needs of these codes, made where they are missing."""
    distinct = sorted(set(codes))
    usual = {
        "name_zh_hans": "",
        "name_zh_hant": "",
        "icon": Need._meta.get_field("icon").default,
        "anticipate": True,
    }
    needs = pl.DataFrame(
        {"code": distinct, "name": distinct}, {"code": pl.String, "name": pl.String}
    )
    return codes_made(Need, needs.with_columns(**{k: pl.lit(v) for k, v in usual.items()}))


def codes_made(model: type[Article] | type[Need], rows: pl.DataFrame) -> dict[str, int]:
    """{code: id} of these rows, made where they are missing. The new ones have the latest ids."""
    if not rows.height:
        return {}
    table = model._meta.db_table
    latest = model.objects.aggregate(latest=Max("pk"))["latest"] or 0
    made = bulk.insert(table, rows)
    found = dict(bulk.select(f"SELECT code, id FROM {table} WHERE id > {{}}", [latest]))  # noqa: S608
    if made < rows.height:
        missing = [code for code in rows["code"].to_list() if code not in found]
        sql = f"SELECT code, id FROM {table} WHERE code IN ({{}})"  # noqa: S608
        found.update(bulk.select(sql, missing))
    return found
