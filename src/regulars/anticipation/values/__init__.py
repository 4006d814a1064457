"""Who comes back, who slips away, and what a regular is worth over the years.

    drifting       uncomplaining customers silent beyond their own rhythm, with risk and reasons
    night.reckon   the nightly estimates of a place, in tables of their own
    states         content and true: two states, never one for the other

Models, sources, evidence and limits: docs/algorithms/returns.md.
"""

from regulars.anticipation.values.silent import Drift, drifting

__all__ = ["Drift", "drifting"]
