"""One event that touches many: found, told in order of need before they feel it, and told again by
the minute that was promised."""
