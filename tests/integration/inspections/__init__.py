"""Visits, on a real database."""
