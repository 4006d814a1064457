"""What I may do without asking: limits one can read, and a ledger that never overspends."""
