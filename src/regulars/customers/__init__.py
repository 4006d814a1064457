"""Storey 2: who the customer is, who they live with, how often they came, what they bought."""
