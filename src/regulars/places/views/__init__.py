"""The pages on which a house writes down what it is: each calls one verb or question."""
