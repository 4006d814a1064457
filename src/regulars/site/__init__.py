"""Storey 9: settings, addresses, the command line, serving, and the demo."""
