"""Where a sales target pulls one way and the customer's interest the other: written down with the
choice that was made and by whom, and looked at once a week by whoever leads."""
