"""One queue of proposed acts for each customer, from every source: rules, compliments, where they
go on to, latent needs, and whatever another room knows.

propose   a source proposes: checked for danger and fatigue, written down either way
queue     what is shown now: ranked by expected worth, three at most, each with its evidence
answers   done, declined, not now; and thank you
sources   the registry of those who propose at night
measuring what the held-back share says about the benefit
"""

from regulars.anticipation.proposals import sources as sources
from regulars.anticipation.proposals.proposing import Reason as Reason
from regulars.anticipation.proposals.proposing import propose as propose
