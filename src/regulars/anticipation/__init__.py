"""Storey 5: what they will need, before they say it; and whether we were right."""
