"""Lists from elsewhere, by the browser: received, shown as they would be read, taken in."""
