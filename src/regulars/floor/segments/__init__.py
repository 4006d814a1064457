"""Customers by layers of need, not by what they spend; one person may stand in several."""
