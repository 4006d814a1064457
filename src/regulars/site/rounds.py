"""Everything the clock does, on one page."""
