"""Storey 6: today's board, and what is done on it."""
