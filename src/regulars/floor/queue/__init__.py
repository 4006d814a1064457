"""The queue: who waits where, since when, and until when they should."""

from regulars.floor.queue.verbs import add, gone, serve

__all__ = ["add", "gone", "serve"]
