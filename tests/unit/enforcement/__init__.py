"""Enforcement, without a database."""
