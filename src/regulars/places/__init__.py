"""Storey 1: the place, its posts and hours, the people who serve, and what it sells."""
