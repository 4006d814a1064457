"""Who gets something added, by published rules; nobody gets less than the standard."""
