"""Staff safety: anyone may stop, support is owed the same day, and a ban needs more than anger."""
