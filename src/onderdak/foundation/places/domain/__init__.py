"""Decisions of places over plain values."""
