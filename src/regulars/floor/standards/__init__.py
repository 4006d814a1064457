"""How long is right at each touchpoint: as customers say, else as the house holds itself to."""
