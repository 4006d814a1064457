"""Days that come again: birthdays by the sun and by the moon, anniversaries, festivals. Each
becomes a card for a person to sign (``anticipation.lapses``)."""
