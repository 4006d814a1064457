"""`regulars forecast evaluate`: every forecast of a till's export judged at once, and drawn."""

import json
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.engines.forecast.shops import FIRST_DAY, renewal_shop
from typer.testing import CliRunner

from regulars.engines.forecast.tables import day_of
from regulars.site.commands.forecast import app, human
from regulars.site.commands.forecast_picture import picture_of

SVG = "{http://www.w3.org/2000/svg}"


def till(path: Path, customers: int, days: int) -> Path:
    """A little shop of two things everybody buys about every twelve days."""
    shop = renewal_shop(2, customers, 2, days, gap=12, noise=0.4)
    rows = zip(shop.customer, shop.item, shop.day, strict=True)
    lines = [f"{who:03d},{day_of(day)},item {what}" for who, what, day in rows]
    path.write_text("customer,occurred_at,item\n" + "\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return till(tmp_path_factory.mktemp("till") / "till.csv", 60, 180)


def run(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", "--purchases", *(str(word) for word in words)])
    return done.exit_code, done.stdout, done.stderr + (str(done.exception or ""))


def test_every_forecast_is_marked_and_drawn_in_one_go(export: Path) -> None:
    """Plain JSON without NaN; next purchases asked where sixty days lie before and behind; who
    returned at the split; and a picture that needs no stylesheet, with the same figures."""
    drawing = export.with_name("figures.svg")
    split = day_of(FIRST_DAY + 150)
    code, said, trouble = run(export, "--split", split, "--json", "--picture", drawing)
    assert (code, trouble) == (0, "")
    marks = json.loads(said, parse_constant=pytest.fail)
    assert (marks["split"], marks["window_days"], marks["note"]) == (str(split), 30, "")
    assert set(marks["run_out"]["hit_realised"]) == {"ours", "baseline", "gain"}
    assert marks["last_basket"]["customers"] == 30

    next_ = marks["next_purchase"]
    last = day_of(FIRST_DAY + 179)
    assert next_["asked_to"] == str(last - timedelta(60))
    assert next_["asked_from"] == str(day_of(FIRST_DAY + 60))
    asked = next_["asked"]
    assert asked["all"] >= asked["ten_or_more"] >= asked["regular"] > 0
    assert asked["all"] > 300
    ours, rule = next_["ways"]["ours"], next_["ways"]["pair quantiles"]
    assert set(next_["ways"]) == {"ours", "pair quantiles", "pair mean", "the next fortnight"}
    assert ours["right_of_all"]["value"] == ours["right"]["all"]
    assert ours["right_of_all"]["low"] < ours["right"]["all"] < ours["right_of_all"]["high"]
    assert ours["score"] < rule["score"]
    assert 0.72 <= ours["coverage"] <= 0.88

    returned = marks["returns"]
    assert (returned["customers"], returned["days"]) == (60, 30)
    assert 0 < returned["came"] <= 60
    assert sum(one["customers"] for one in returned["bins"]) == 60
    assert (marks["next_purchase_note"], marks["returns_note"]) == ("", "")

    root = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert len([r for r in root.iter(f"{SVG}rect") if r.get("class") == "ch-bar"]) == 5
    assert [word for word in words if "nan" in word.lower()] == []
    assert f"{ours['right']['all']:.1%} · {asked['all']:,}" in words
    assert "fill:#1F5049" in "".join(root.find(f"{SVG}style").itertext())  # type: ignore[union-attr]


def test_what_is_too_short_says_so_and_is_none(tmp_path: Path) -> None:
    """Twelve weeks of nine customers: no next purchase has sixty days on either side, and nine
    customers tell nothing of returning. To read it says why; for machines it is null."""
    file = till(tmp_path / "short.csv", 9, 84)
    code, said, _trouble = run(file, "--json")
    marks = json.loads(said)
    days = "next purchases are asked about where 60 days lie before and 60 behind; there are 84"
    few = "9 customers before that day; 50 are needed"
    assert (code, marks["next_purchase"], marks["returns"]) == (0, None, None)
    assert marks["next_purchase_note"] == f"not enough yet: {days}"
    assert marks["returns_note"] == f"not enough yet: {few}"
    lines = human(marks).splitlines()
    assert f"next_purchase: not enough yet: {days}" in lines
    assert f"returns: not enough yet: {few}" in lines


def test_a_picture_that_cannot_be_is_refused_before_anything_is_reckoned(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("customer,occurred_at,item\na,2017-03-01,tea\nb,2017-03-02,tea\n")
    code, _said, trouble = run(tmp_path / "no.csv", "--picture", tmp_path / "x.png")
    assert (code, "name it as x.svg" in trouble) == (1, True)
    assert "there is no folder" in run(file, "--picture", tmp_path / "no" / "x.svg")[2]
    code, _said, trouble = run(file, "--picture", tmp_path / "x.svg")
    assert (code, "nothing can be compared" in trouble) == (0, True)
    assert not (tmp_path / "x.svg").exists()
    assert picture_of({"file": "f", "split": "last-basket", "note": "not enough yet"}) == ""
