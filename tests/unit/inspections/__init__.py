"""Visits, without a database."""
