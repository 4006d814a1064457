"""Who stays away longer than their own rhythm allows; and the cards that say they are missed."""
