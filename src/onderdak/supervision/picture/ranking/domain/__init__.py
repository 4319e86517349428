"""What the ranking of a municipality is made of, without a database."""
