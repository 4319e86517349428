"""HOUSE: is it fit to live in, is it allowed, and is there enough of it."""
