"""The app of a round: it opens without a connection, and holds no visit."""
