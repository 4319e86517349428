"""Pages with what the norms say of a visit, and what the inspector says of that."""
