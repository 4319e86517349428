"""Decisions of the rooms of supervision, without a database."""
