"""Storey 3: what matters to each customer and household, dated, with where we know it from."""
