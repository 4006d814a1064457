"""When something went wrong: comfort first, two clocks, and nothing told is ever missed."""
