"""Pages for guests, who have no account: what is recorded, and one's own entries."""
