"""Storey 0: the append-only journal, deadlines and the audit of looks."""
