"""Walking a customer there in person, and a neighbour who looks after the empty post meanwhile."""
