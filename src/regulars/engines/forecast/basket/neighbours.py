"""What people who buy alike buy: scores of every item, a block of customers at a time.

At most ``_WITNESSES`` customers stand for all others, so that work grows with the customers
asked and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..history import Ints

if TYPE_CHECKING:
    from scipy import sparse

Matrix = NDArray[np.float32]
_WITNESSES = 4_000
_BLOCK_CELLS = 6_000_000
_DENSE_CELLS = 12_000_000


@dataclass(frozen=True)
class Alike:
    """How neighbours are chosen: the ``most`` nearest, their likeness raised to ``power``.

    ``leaning`` is the exponent of the asker's own length in the cosine (0.5 = symmetric, UP-CF
    calls the rest its asymmetry); ``binary`` compares what was ever bought, not how often.
    """

    most: int | None = 200
    power: float = 2.0
    leaning: float = 0.5
    binary: bool = False
    rare: bool = True


def neighbour_scores(
    profile: sparse.csr_matrix, asked: Ints, how: Alike, seed: int = 1, *, itself: bool = False
) -> Iterator[tuple[Ints, Matrix]]:
    """(customer codes, float32[codes, items]): neighbours' weighted mean profile.

    ``itself``: whether a customer counts among their own neighbours.
    """
    vectors, length = _vectors(profile, how)
    who = _witnesses(profile.shape[0], seed)
    others = _turned(vectors[who])
    theirs = profile[who]
    block = max(1, _BLOCK_CELLS // max(profile.shape[1], len(who), 1))
    for start in range(0, len(asked), block):
        codes = asked[start : start + block]
        like = _likeness(vectors[codes], others)
        like /= np.maximum(length[codes, None] ** (2 * how.leaning), 1e-9)
        like /= np.maximum(length[None, who] ** (2 - 2 * how.leaning), 1e-9)
        if not itself:
            like[who[None, :] == codes[:, None]] = 0.0
        yield codes, _mean_of(like, theirs, how)


def _witnesses(customers: int, seed: int) -> Ints:
    if customers <= _WITNESSES:
        return np.arange(customers)
    chosen = np.random.default_rng(seed).choice(customers, _WITNESSES, replace=False)
    return np.sort(chosen)


def _vectors(profile: sparse.csr_matrix, how: Alike) -> tuple[sparse.csr_matrix, Matrix]:
    """Vectors to compare by, rare items counting more where asked, and their lengths."""
    vectors = profile.astype(np.float32)
    if how.binary:
        vectors.data = np.ones_like(vectors.data)
    if how.rare:
        buyers = np.bincount(profile.indices, minlength=profile.shape[1])
        rarity = np.log(profile.shape[0] / np.maximum(buyers, 1)) + 0.1
        vectors.data = vectors.data * np.sqrt(rarity).astype(np.float32)[vectors.indices]
    square = vectors.multiply(vectors).sum(axis=1)
    return vectors, np.sqrt(np.asarray(square, np.float32)).ravel()


def _turned(vectors: sparse.csr_matrix) -> Matrix | sparse.csr_matrix:
    if vectors.shape[0] * vectors.shape[1] <= _DENSE_CELLS:
        return np.ascontiguousarray(vectors.toarray().T)
    return vectors.T.tocsr()


def _likeness(mine: sparse.csr_matrix, others: Matrix | sparse.csr_matrix) -> Matrix:
    if isinstance(others, np.ndarray):
        return np.asarray(mine.toarray() @ others, np.float32)
    return np.asarray((mine @ others).toarray(), np.float32)


def _mean_of(like: Matrix, theirs: sparse.csr_matrix, how: Alike) -> Matrix:
    if how.most is not None and how.most < like.shape[1]:
        floor = np.partition(like, -how.most, axis=1)[:, -how.most, None]
        like = np.where(like >= floor, like, 0.0)
    like = like / np.maximum(like.max(axis=1, keepdims=True), 1e-30)
    like = like**how.power
    like /= np.maximum(like.sum(axis=1, keepdims=True), 1e-30)
    if (like > 0).mean() > 0.25:
        return np.asarray(like @ theirs, np.float32)
    from scipy import sparse

    return np.asarray((sparse.csr_matrix(like) @ theirs).toarray(), np.float32)
