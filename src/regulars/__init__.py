"""Regulars (回头客)."""
