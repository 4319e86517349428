"""Stating facts about a location step by step, of one's own house or after a visit."""
