"""Pages of the regional certificate."""
