"""The facts of a location: which there are, how they are read, and their schema."""
