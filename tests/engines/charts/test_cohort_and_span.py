"""The cohort of returns and the value with its range: what is drawn is what is in the table."""

from xml.etree import ElementTree

from regulars.engines import charts


def test_a_cohort_shows_shares_and_honest_counts() -> None:
    """Shares in the cells of large rows, counts in hollow cells of small ones, none where nobody
    came; the columns are numbered, counts stand beneath."""
    rows = [
        charts.CohortRow("May", 40, (20, 10, 0)),
        charts.CohortRow("June", 3, (2, 1), few=True),
        charts.CohortRow("July", 0, (0,)),
    ]
    words = charts.CohortWords("Who came back", "Of 43", "months later", "newcomers", "Month")
    mark = charts.cohort(rows, words)
    drawn = ElementTree.fromstring(mark.svg)
    cells = [one.get("class") for one in drawn.iter() if one.tag.endswith("rect")]
    assert cells == [
        "ch-heat ch-heat--4", "ch-heat ch-heat--2", "ch-heat ch-heat--0",
        "ch-heat ch-heat--few", "ch-heat ch-heat--few",
    ]  # fmt: skip
    said = [one.text for one in drawn.iter() if one.tag.endswith("text")]
    assert said == [
        "months later", "newcomers", "1", "2", "3", "May", "40", "50", "25", "0", "June", "3", "2",
        "1", "July", "0",
    ]  # fmt: skip
    assert mark.rows == (
        ("Month", "newcomers", "+1", "+2", "+3"), ("May", "40", "20", "10", "0"),
        ("June", "3", "2", "1", ""), ("July", "0", "0", "", ""),
    )  # fmt: skip
    assert charts.cohort([], words).rows == (("Month", "newcomers"),)


def test_a_range_is_drawn_even_where_it_is_nothing() -> None:
    """Low, expected and high in words and in the table; zero to zero is drawn without complaint."""
    words = charts.SpanWords("Worth", "", "low", "high", "expected")
    mark = charts.span(100, 250, 900, words, lambda value: f"${value:.0f}")
    said = [one.text for one in ElementTree.fromstring(mark.svg).iter() if one.tag.endswith("text")]
    assert said == ["$250", "$100", "$900"]
    assert mark.rows == (("Worth", ""), ("low", "$100"), ("expected", "$250"), ("high", "$900"))
    nothing = charts.span(0, 0, 0, words, lambda value: f"${value:.0f}")
    assert "nan" not in nothing.svg
