"""A row's name is the same on every machine, in every version, for ever."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.moments.intake import hashing

BITS = 2**64 - 1
GOLDEN = {
    "": 16294208416658607535,
    "milk": 4187220275984353480,
    "牛奶": 13619931470511339419,
    "exactly8": 12498692641152146732,
    "a rather long text": 10095231522288656836,
}
NUMBERS = [8147104208329303767, 8147104208329303767, 7740940946405666885, 3980143261097177850]


def split(state: int) -> int:
    """SplitMix64, a number at a time."""
    state = (state + 0x9E3779B97F4A7C15) & BITS
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & BITS
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & BITS
    return state ^ (state >> 31)


def oracle(text: str) -> int:
    """The same hash by plain Python: words of eight bytes, then the length."""
    data, mixed = text.encode(), 0
    for start in range(0, len(data), 8):
        mixed = split(mixed ^ int.from_bytes(data[start : start + 8], "little"))
    return split(mixed ^ len(data))


@settings(deadline=None)
@given(st.lists(st.none() | st.text(max_size=30), min_size=1))
def test_columns_hash_as_single_texts_do(texts: list[str | None]) -> None:
    """The vectorised hash equals the plain one, whatever else stands in the column."""
    column = pl.Series(texts, dtype=pl.String)
    expected = [int(hashing.ABSENT) if text is None else oracle(text) for text in texts]
    assert hashing.of_texts(column).tolist() == expected
    assert hashing.of_texts(column[1:]).tolist() == expected[1:]


def test_the_hash_never_changes() -> None:
    """Known values: rows stored years ago are recognised."""
    assert hashing.of_texts(pl.Series(list(GOLDEN))).tolist() == list(GOLDEN.values())
    numbers = hashing.of_numbers(pl.Series([0.0, -0.0, 1.5, None]))
    assert hashing.positive(hashing.mix(numbers)).tolist() == NUMBERS
