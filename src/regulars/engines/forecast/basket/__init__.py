"""What will be in the next basket: learnt from the shop's own earlier baskets.

Method and evidence: docs/algorithms/next-need.md.
"""
