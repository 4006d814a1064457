"""By which ways customers reach us, who answers each just now, and when nobody does."""
