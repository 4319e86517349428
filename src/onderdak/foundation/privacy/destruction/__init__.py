"""Destruction of what is past its term, and the proof of it."""
