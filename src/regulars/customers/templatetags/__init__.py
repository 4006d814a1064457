"""What templates show of customers."""
