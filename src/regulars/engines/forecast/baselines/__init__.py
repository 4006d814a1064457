"""The forecasts that ours must beat, each as good as we could set it.

A ranking is asked as ``model(history, as_of, top)`` and sees purchases before ``as_of`` only.
"""

from .pair_mean import PairMean, pair_mean
from .personal import Ranking, personal_and_global_top, personal_top
from .tifu_knn import tifu_knn
from .up_cf import up_cf

RANKINGS = {
    "personal top": personal_top,
    "personal + global top": personal_and_global_top,
    "UP-CF": up_cf,
    "TIFU-KNN": tifu_knn,
}
"""The four peers of next-need ranking, by the name they are reported under."""

__all__ = [
    "RANKINGS", "PairMean", "Ranking", "pair_mean", "personal_and_global_top", "personal_top",
    "tifu_knn", "up_cf",
]  # fmt: skip
