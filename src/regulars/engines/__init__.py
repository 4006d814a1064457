"""The engines: pure libraries (arrays and strings in, frozen results out), without Django."""
