"""What stands in the way; the message says what to do."""


class NotYet(ValueError):
    """It is not time for this yet."""


class NotSo(ValueError):
    """Something that was sent cannot be."""
