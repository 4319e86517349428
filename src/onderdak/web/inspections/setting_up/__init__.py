"""The pages on which a municipality sets what its visits need."""
