"""Log-linear models: their weights as data, what they make of a case, how they are learned from examples."""
