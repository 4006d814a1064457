"""What grows between a customer and the house, read from what really happened."""
