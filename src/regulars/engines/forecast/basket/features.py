"""What may tell whether an item will be in the next basket: one float32 row per candidate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..history import Floats, Ints
from .outlook import Outlook
from .shortlist import Shortlist

Columns = dict[str, Floats]
VERSION = 1


def features_of(view: Outlook, found: Shortlist) -> tuple[NDArray[np.float32], list[str]]:
    """(float32[rows, columns], names); NaN where a customer never bought the item."""
    columns: Columns = {"mix": found.mix, "alike": found.alike}
    own = found.pair >= 0
    for name, value in _own_columns(view, found.pair[own]).items():
        column = np.full(len(found), np.nan)
        column[own] = value
        columns[name] = column
    for name, value in _customer_columns(view).items():
        columns[name] = value[found.customer]
    columns |= _item_columns(view, found)
    columns["of_best"] = found.mix / _best_mix(view, found)[found.customer]
    columns["expected"] = found.mix * columns["recent_size"]
    names = list(columns)
    return np.column_stack([columns[name].astype(np.float32) for name in names]), names


@dataclass(frozen=True, eq=False)
class _Rows:
    """The fillings of the chosen pairs only; ``pair`` counts them 0..n-1."""

    pair: Ints
    days_ago: Floats
    visits_ago: Floats
    customer: Ints
    visit: Ints
    row: Ints
    start: Ints
    last: Ints

    @property
    def pairs(self) -> int:
        return len(self.start)

    def sum(self, weight: Floats) -> Floats:
        return np.bincount(self.pair, weights=weight, minlength=self.pairs).astype(np.float64)


def _rows_of(view: Outlook, pair: Ints) -> _Rows:
    length = view.lengths[pair]
    start = np.cumsum(length) - length
    number = np.repeat(np.arange(len(pair)), length)
    row = np.arange(int(length.sum())) + (view.starts[pair] - start)[number]
    customer = view.trace.customer[row]
    return _Rows(
        number, view.morning[customer] - view.known.day[row],
        view.trace.ago[row].astype(np.float64), customer, view.visit[row], row,
        start, start + length - 1,
    )  # fmt: skip


def _own_columns(view: Outlook, pair: Ints) -> Columns:
    rows = _rows_of(view, pair)
    if not rows.pairs:
        return {}
    times = view.lengths[pair].astype(np.float64)
    visits = view.trace.visits[view.pair_customer[pair]].astype(np.float64)
    columns = _shares(view, rows, times, visits)
    columns |= _gap_columns(rows, times)
    quantity = np.log(view.known.quantity[rows.row])
    columns["last_size"] = quantity[rows.last] - rows.sum(quantity) / times
    return columns | _alike_visits(view, rows, times / visits)


def _shares(view: Outlook, rows: _Rows, times: Floats, visits: Floats) -> Columns:
    """How often, lately and ever; the second kind counts a small basket more than a large."""
    first = rows.visits_ago[rows.start] + 1.0
    small = 1.0 / view.visit_size[rows.visit]
    columns: Columns = {
        "share": (times + 0.2) / (visits + 2.0), "since_first": (times + 0.3) / (first + 1.5),
        "since_visits": rows.visits_ago[rows.last], "first_visits": first,
        "since_days": rows.days_ago[rows.last], "first_days": rows.days_ago[rows.start],
        "small": rows.sum(small) / times,
    }  # fmt: skip
    for fade in (0.5, 0.75, 0.9, 0.97):
        weight = fade**rows.visits_ago
        whole = (1.0 - fade**visits) / (1.0 - fade) + 0.5
        columns[f"faded_{fade}"] = rows.sum(weight) / whole
        if fade >= 0.9:
            columns[f"small_{fade}"] = rows.sum(weight * small) / whole
    for days in (7, 30, 90):
        columns[f"days_{days}"] = rows.sum(0.5 ** (rows.days_ago / days))
    for last in (10, 20):
        columns[f"in_{last}"] = rows.sum((rows.visits_ago < last).astype(np.float64))
    return columns


def _gap_columns(rows: _Rows, times: Floats) -> Columns:
    """Time since the last filling beside the pair's own intervals, in days and in visits."""
    days, visits = _gaps(rows, rows.days_ago), _gaps(rows, rows.visits_ago)
    closed = np.maximum(times - 1.0, 1.0)
    mean, mean_visits = rows.sum(days) / closed, rows.sum(visits) / closed
    spread = np.sqrt(np.maximum(rows.sum(days**2) / closed - mean**2, 0.0))
    since, since_visits = rows.days_ago[rows.last], rows.visits_ago[rows.last] + 1.0
    near = (days > 0) & (np.abs(days - since[rows.pair]) <= np.maximum(2, 0.15 * since[rows.pair]))
    left = days >= since[rows.pair] - 2
    shorter = (visits > 0) & (visits <= since_visits[rows.pair])
    columns = {
        "gap": mean, "of_gap": since / np.maximum(mean, 1.0),
        "of_gap_visits": since_visits / np.maximum(mean_visits, 1.0),
        "last_gap": days[rows.last], "of_last_gap": since / np.maximum(days[rows.last], 1.0),
        "shorter": rows.sum(shorter.astype(np.float64)) / closed,
        "hazard": (rows.sum(near.astype(np.float64)) + 0.2)
        / (rows.sum(left.astype(np.float64)) + 1.0),
    }  # fmt: skip
    columns = {name: np.where(times > 1, value, np.nan) for name, value in columns.items()}
    often = times > 2
    columns["spread"] = np.where(often, spread, np.nan)
    columns["late"] = np.where(often, (since - mean) / (spread + 2.0), np.nan)
    return columns


def _gaps(rows: _Rows, ago: Floats) -> Floats:
    """Distance to the pair's filling before; 0 for its first."""
    gap = np.zeros(len(ago))
    gap[1:] = ago[:-1] - ago[1:]
    gap[rows.start] = 0.0
    return gap


def _alike_visits(view: Outlook, rows: _Rows, share: Floats) -> Columns:
    """Share of visits with the item among those of the same weekday, and after such a pause."""
    like, total = _like_this_one(view)
    who = rows.customer[rows.start]
    of_visit = view.trace.visits
    owner = np.repeat(np.arange(len(of_visit)), of_visit)
    same = (view.morning[owner] - view.visit_day) % 7 == 0
    weekday = np.bincount(owner, weights=same, minlength=len(of_visit))
    return {
        "weekday": (rows.sum(same[rows.visit].astype(np.float64)) + 0.5 * share)
        / (weekday[who] + 0.5),
        "after_pause": (rows.sum(like[rows.visit]) + 0.5 * share) / (total[who] + 0.5),
    }  # fmt: skip


def _like_this_one(view: Outlook) -> tuple[Floats, Floats]:
    """How much each visit came after a pause as long as the present one; sum per customer."""
    day, visits = view.visit_day, view.trace.visits
    owner = np.repeat(np.arange(len(visits)), visits)
    pause = np.full(len(day), np.inf)
    pause[1:] = np.maximum(np.diff(day), 0.5)
    pause[view.first_visit] = np.inf
    present = np.log(np.maximum(view.morning - day[view.first_visit + visits - 1], 0.5))
    like = np.exp(-((np.log(np.minimum(pause, 1e9)) - present[owner]) ** 2))
    return like, np.bincount(owner, weights=like, minlength=len(visits)).astype(np.float64)


def _customer_columns(view: Outlook) -> Columns:
    """How large their baskets are, how often they come, how much of it is ever new."""
    trace, size = view.trace, view.visit_size
    count = trace.visits.astype(np.float64)
    owner = np.repeat(np.arange(len(count)), trace.visits)
    ago = (
        np.repeat(trace.visits, trace.visits) - 1 - (np.arange(len(size)) - view.first_visit[owner])
    )

    def per_visit(value: Floats) -> Floats:
        return np.bincount(owner, weights=value, minlength=len(count)).astype(np.float64)

    day = view.visit_day
    last = view.first_visit + trace.visits - 1
    pause = (day[last] - day[view.first_visit]) / np.maximum(count - 1, 1.0)
    elapsed = view.morning - day[last]
    mean = per_visit(size) / count
    like, total = _like_this_one(view)
    different = np.bincount(view.pair_customer, minlength=len(count)).astype(np.float64)
    log_size = np.log(size)
    spread = per_visit(log_size**2) / count - (per_visit(log_size) / count) ** 2
    return {
        "visits": count, "size": mean, "last_visit_size": size[last],
        "recent_size": per_visit(size * (ago < 5)) / np.minimum(count, 5.0),
        "size_after_pause": (per_visit(like * size) + 0.5 * mean) / (total + 0.5),
        "smallness": per_visit(1.0 / size) / count, "size_spread": np.sqrt(np.maximum(spread, 0)),
        "different": different, "new_share": different / np.maximum(mean * count, 1.0),
        "pause": pause, "elapsed": elapsed, "of_pause": elapsed / np.maximum(pause, 1.0),
    }  # fmt: skip


def _best_mix(view: Outlook, found: Shortlist) -> Floats:
    best = np.full(len(view.customers), 1e-9)
    np.maximum.at(best, found.customer, found.mix)
    return best


def _item_columns(view: Outlook, found: Shortlist) -> Columns:
    """How much the item is bought, lately, by how many, again, and in how small baskets."""
    items = len(view.items)
    bought = np.bincount(view.item, minlength=items).astype(np.float64)
    buyers = np.bincount(view.pair_item, minlength=items).astype(np.float64)
    small = np.bincount(view.item, weights=1.0 / view.visit_size[view.visit], minlength=items)
    gap, gaps = _item_gaps(view, items)
    share = bought / max(float(view.trace.visits.sum()), 1.0)
    columns = {
        "item_share": share, "item_buyers": buyers / max(len(view.customers), 1),
        "item_again": (bought - buyers + 0.5) / (bought + 1.0),
        "item_per_buyer": bought / np.maximum(buyers, 1.0),
        "item_gap": gap / np.maximum(gaps, 1.0), "item_small": small / np.maximum(bought, 1.0),
    }  # fmt: skip
    chosen = {name: value[found.item] for name, value in columns.items()}
    lately = _lately(view, found)
    chosen["item_7_days"], chosen["item_28_days"] = lately(7), lately(28)
    chosen["item_trend"] = chosen["item_7_days"] / (chosen["item_share"] + 1e-4)
    return chosen


def _item_gaps(view: Outlook, items: int) -> tuple[Floats, Floats]:
    """Days between fillings summed over pairs, and how many such gaps, per item."""
    last = view.known.day[view.starts + view.lengths - 1].astype(np.float64)
    span = last - view.known.day[view.starts]
    return (
        np.bincount(view.pair_item, weights=span, minlength=items).astype(np.float64),
        np.bincount(view.pair_item, weights=view.lengths - 1, minlength=items).astype(np.float64),
    )


def _lately(view: Outlook, found: Shortlist) -> Callable[[int], Floats]:
    """Share of the shop's visits with the item in the days before each customer's morning."""
    low = int(view.known.day.min())
    width = int(view.known.day.max()) - low + 2
    sold = np.sort(view.item * width + (view.known.day - low))
    visits = np.sort(view.visit_day) - low
    until = np.clip(view.morning[found.customer] - low, 0, width - 1).astype(np.int64)

    def share(days: int) -> Floats:
        since = np.maximum(until - days, 0)
        base = found.item * width
        times = np.searchsorted(sold, base + until) - np.searchsorted(sold, base + since)
        people = np.searchsorted(visits, until) - np.searchsorted(visits, since)
        return times / (people + 5.0)

    return share
