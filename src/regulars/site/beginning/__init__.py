"""From nothing to one's own export on one's own board: ten steps, about fifteen minutes."""
