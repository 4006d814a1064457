"""Storey 7: is it working? The anticipation ratio and the forecasts' hit rates."""
