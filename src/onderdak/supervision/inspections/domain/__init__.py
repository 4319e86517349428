"""What visits are, without a framework."""
