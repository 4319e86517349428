"""Photos of a location: added with a step, seen, and removed again."""
