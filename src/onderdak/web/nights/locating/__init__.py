"""Pages of the life of a location, for its provider and its municipality."""
