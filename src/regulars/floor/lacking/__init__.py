"""“We do not have it” is never the last word: something like it, fetched, a substitute, or next
time; what came of it is written down."""
