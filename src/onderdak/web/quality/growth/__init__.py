"""The growth plan of a location: agreed by both sides, step by step."""
