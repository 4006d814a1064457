"""The trained ranker: boosted trees over the signs, blended with what proves best held back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..history import Flags, Floats, History, Ints, coded, run_lengths, run_starts
from ..logistic import Logistic, fit_logistic
from .features import VERSION
from .lessons import Lesson, lessons

if TYPE_CHECKING:
    from lightgbm import Booster

EVEN = 0.7
_HELD_BACK, _FOLDS, _FOLD_ROWS = 0.15, 3, 60_000
_FEWEST_BOUGHT, _FEWEST_ASKED = 100, 60
_TREES, _STEPS = 150, (15, 30, 60, 100, 150)
_WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0)
_LEAST = 1e-4
_USUAL = "trees + 0.5 TIFU-KNN"
TOP = 10
_TRAIN_ON_TWO, _ASK_ON_TWO = 400_000, 50_000


class NotTrained(RuntimeError):
    """No ranker could be had; the message is a plain sentence why."""


@dataclass(frozen=True)
class Blend:
    """Odds = ``trees`` x log chance of the trees + ``mix`` x log TIFU-KNN share + ``often`` x
    log share of visits."""

    trees: float
    mix: float
    often: float = 0.0


@dataclass(frozen=True, eq=False)
class Ranker:
    """A frozen model. ``names`` are the signs it was trained on, ``asked`` how many baskets.

    ``held_back``: recall@10 of each contender on customers it was not trained on.
    """

    text: str
    names: tuple[str, ...]
    blend: Blend
    level: Logistic
    trained_on: int
    asked: int
    held_back: dict[str, float]
    version: int = VERSION
    _booster: list[Booster] = field(default_factory=list, repr=False)

    def odds(self, features: NDArray[np.float32], mix: Floats, often: Floats) -> Floats:
        """The order of the rows: larger is likelier."""
        trees = (
            self._trees().predict(features, num_threads=threads(len(features)))
            if self.blend.trees
            else None
        )
        return blended(self.blend, np.asarray(trees) if trees is not None else None, mix, often)

    def chance(self, odds: Floats, features: NDArray[np.float32]) -> Floats:
        """Chance in 0..1 to be in the next basket; in one customer's list it falls as the odds."""
        return self.level.chance(levels(odds, features, self.names))

    def _trees(self) -> Booster:
        if not self._booster:
            self._booster.append(library().Booster(model_str=self.text))
        return self._booster[0]


def library() -> Any:
    """LightGBM, loaded when first wanted. Raises NotTrained where it cannot be."""
    try:
        import lightgbm
    except (ImportError, OSError) as missing:
        raise NotTrained(
            f"the trees cannot be loaded ({missing}); the simpler model serves"
        ) from missing
    return lightgbm


def train(known: History, as_of: int, *, seed: int = 1) -> Ranker:
    """Learn from every customer's last baskets before ``as_of``; the same seed, the same model.

    Raises NotTrained, with the reason, where the history is too thin or the trees fail.
    """
    taught = lessons(known.until(as_of), seed)
    return learnt(taught, as_of, seed)


def learnt(taught: Lesson | None, as_of: int, seed: int) -> Ranker:
    """Train on lessons, choose trees and blend on customers held back, and level the chance."""
    if taught is None or not enough(taught):
        raise NotTrained("not enough baskets yet to learn from; the simpler model serves")
    proof, by_trees, booster = tried(taught, seed)
    best, blend, marks = chosen(by_trees, proof, careful=booster is None)
    if booster is None:
        booster = grown(taught, seed, best)
    booster.best_iteration = best
    odds = blended(blend, by_trees[best], proof.mix, proof.often)
    level = fit_logistic(
        levels(odds, proof.features, tuple(taught.names)), proof.bought.astype(np.float64)
    )
    return Ranker(
        booster.model_to_string(), tuple(taught.names), blend, rising(level), as_of,
        len(np.unique(taught.asked)), marks, _booster=[booster],
    )  # fmt: skip


def threads(rows: int) -> int:
    """Two cores for many rows; with few, their waiting for each other costs more than it gains."""
    return 2 if rows >= _ASK_ON_TWO else 1


def enough(taught: Lesson) -> bool:
    """Whether there is anything to learn beyond each customer's own counts."""
    asked = len(np.unique(taught.asked))
    return int(taught.bought.sum()) >= _FEWEST_BOUGHT and asked >= _FEWEST_ASKED


def enough_to_fit(shown: Lesson) -> bool:
    return len(np.unique(shown.customer)) >= 10 and bool(shown.bought.any())


def tried(taught: Lesson, seed: int) -> tuple[Lesson, dict[int, Floats], Booster | None]:
    """(rows foretold by trees that never saw their customers, what each number of trees said of
    them, the trees themselves if they are to serve).

    In a large shop a share of the customers is held back; in a small one, where so few could not
    tell one way from another, each customer is held back once and the trees are grown anew.
    """
    if len(taught.bought) > _FOLD_ROWS:
        held = folded(taught.customer, seed, 1) == 0
        shown, proof = _apart(taught, held)
        booster = grown(shown, seed, proof=proof)
        steps = [n for n in _STEPS if n <= booster.current_iteration()]
        return proof, {n: _said(booster, proof.features, n) for n in steps}, booster
    fold = folded(taught.customer, seed, _FOLDS)
    said = {n: np.zeros(len(fold)) for n in _STEPS}
    for one in range(_FOLDS):
        shown, proof = _apart(taught, fold == one)
        booster = grown(shown, seed)
        for n in _STEPS:
            said[n][fold == one] = _said(booster, proof.features, n)
    return taught, said, None


def _apart(taught: Lesson, held: Flags) -> tuple[Lesson, Lesson]:
    shown = taught.where(~held)
    if not (enough_to_fit(shown) and taught.bought[held].any()):
        raise NotTrained("not enough baskets yet to learn from; the simpler model serves")
    return shown, taught.where(held)


def folded(customer: Ints, seed: int, folds: int) -> Ints:
    """Whole customers dealt into seeded parts; of one fold, part 0 is the share held back."""
    customers, code = coded(customer)
    rng = np.random.default_rng(seed)
    if folds == 1:
        return (rng.random(len(customers)) >= _HELD_BACK).astype(np.int64)[code]
    return (rng.permutation(len(customers)) % folds)[code]


def grown(shown: Lesson, seed: int, trees: int = _TREES, proof: Lesson | None = None) -> Booster:
    """Trees on label 1 / size^0.7 of the basket: recall is a share of each basket, so what a
    small basket holds counts for more; the chance is put right afterwards."""
    lightgbm = library()
    label = shown.bought / np.power(shown.size, EVEN)
    bought = int(shown.bought.sum())
    settings = {
        "objective": "cross_entropy", "learning_rate": 0.07, "lambda_l2": 5.0, "max_bin": 127,
        "num_leaves": int(np.clip(bought // 150, 4, 31)),
        "min_data_in_leaf": int(np.clip(len(label) // 1000, 20, 150)),
        "feature_fraction": 0.4, "bagging_fraction": 0.6, "bagging_freq": 1,
        "num_threads": 2 if len(label) >= _TRAIN_ON_TWO else 1,
        "deterministic": True, "force_row_wise": True, "seed": seed, "verbose": -1,
    }  # fmt: skip
    data = lightgbm.Dataset(shown.features, label, feature_name=shown.names)
    stop = [partial(_past_its_best, proof)] if proof is not None else []
    try:
        trained: Booster = lightgbm.train(settings, data, trees, callbacks=stop)
    except lightgbm.basic.LightGBMError as trouble:
        raise NotTrained(f"the training failed ({trouble}); the simpler model serves") from trouble
    return trained


def _past_its_best(proof: Lesson, moment: Any) -> None:
    """Stop at a step that finds no more of the held-back baskets than the step before."""
    trees = moment.iteration + 1
    if trees not in _STEPS[2:]:
        return
    before = _STEPS[_STEPS.index(trees) - 1]
    now, then = (
        _quality(proof, np.log(np.maximum(_said(moment.model, proof.features, n), 1e-9)))
        for n in (trees, before)
    )
    if now <= then:
        raise library().callback.EarlyStopException(moment.iteration, [])


def _said(booster: Booster, features: NDArray[np.float32], trees: int) -> Floats:
    return np.asarray(
        booster.predict(features, num_iteration=trees, num_threads=threads(len(features)))
    )


def chosen(
    by_trees: dict[int, Floats], proof: Lesson, *, careful: bool
) -> tuple[int, Blend, dict[str, float]]:
    """How many trees and which blend find most of the held-back baskets.

    One without trees must be better by a hundredth; ``careful``, as in a small shop: the usual
    blend gives way only to one better by more than a standard error over customers. A handful of
    baskets must not throw away what was learnt.
    """
    alone = Blend(1.0, 0.0)
    best = max(by_trees, key=lambda n: _quality(proof, blended(alone, by_trees[n], proof.mix,
                                                             proof.often)))  # fmt: skip
    trees = by_trees[best]
    contenders = {
        **{f"trees + {w:g} TIFU-KNN": Blend(1.0, w) for w in _WEIGHTS},
        **{f"trees + {w:g} share of visits": Blend(1.0, 0.0, w) for w in _WEIGHTS[2:]},
        "TIFU-KNN": Blend(0.0, 1.0), "share of visits": Blend(0.0, 0.05, 1.0),
    }  # fmt: skip
    odds = {name: blended(how, trees, proof.mix, proof.often) for name, how in contenders.items()}
    usual = _found(proof, odds[_USUAL])
    gains = {
        name: _surely(
            proof, _found(proof, value) * (1.0 if contenders[name].trees else 0.99), usual, careful
        )
        for name, value in odds.items()
    }
    winner = max(gains, key=lambda name: gains[name])
    winner = winner if gains[winner] > 0 else _USUAL
    marks = {name: round(recall_of(proof, value), 4) for name, value in odds.items()}
    return best, contenders[winner], marks


def blended(how: Blend, trees: Floats | None, mix: Floats, often: Floats) -> Floats:
    """Weighted sum of log shares."""
    odds = how.mix * np.log(mix + _LEAST) + how.often * np.log(often + _LEAST)
    if trees is not None and how.trees:
        odds = odds + how.trees * np.log(np.maximum(trees, 1e-9))
    return odds


def _quality(proof: Lesson, odds: Floats) -> float:
    return float(_found(proof, odds).mean())


def _surely(proof: Lesson, found: Floats, usual: Floats, careful: bool) -> float:
    """Mean gain per basket; ``careful``: less its standard error over whole customers."""
    if not careful:
        return float((found - usual).mean())
    starts = run_starts((np.sort(proof.asked),))
    customer = proof.customer[np.argsort(proof.asked, kind="stable")][starts]
    _, who = coded(customer)
    gain = found - usual
    apart = np.bincount(who, weights=gain - gain.mean())
    return float(gain.mean() - np.sqrt((apart**2).sum()) / len(gain))


def recall_of(proof: Lesson, odds: Floats) -> float:
    """Mean recall@10 over the baskets of a lesson."""
    return float(_marks(proof, odds)[0].mean())


def _found(proof: Lesson, odds: Floats) -> Floats:
    """Recall@10 + NDCG@10 of each basket, baskets in the order of ``asked``."""
    recall, ndcg = _marks(proof, odds)
    return recall + ndcg


def _marks(proof: Lesson, odds: Floats) -> tuple[Floats, Floats]:
    order = np.lexsort((-odds, proof.asked))
    asked, bought = proof.asked[order], proof.bought[order]
    starts = run_starts((asked,))
    lengths = run_lengths(starts, len(asked))
    rank = np.arange(len(asked)) - np.repeat(starts, lengths)
    within = bought & (rank < TOP)
    size = proof.size[order][starts]
    best = np.cumsum(1.0 / np.log2(np.arange(TOP) + 2.0))[np.minimum(size, TOP).astype(int) - 1]
    found = np.add.reduceat(within.astype(np.float64), starts)
    gain = np.add.reduceat(within / np.log2(rank + 2.0), starts)
    return found / size, gain / best


def levels(odds: Floats, features: NDArray[np.float32], names: tuple[str, ...]) -> Floats:
    """What the chance rests on: the odds, and how large this customer's baskets are."""
    size = features[:, names.index("recent_size")].astype(np.float64)
    visits = features[:, names.index("visits")].astype(np.float64)
    return np.column_stack([odds, np.log(np.maximum(size, 0.1)), np.log(np.maximum(visits, 1.0))])


def rising(level: Logistic) -> Logistic:
    """A chance never falls as the odds rise."""
    slopes = level.slopes.copy()
    slopes[0] = max(slopes[0], 1e-3)
    return Logistic(level.start, slopes, level.centre, level.scale)
