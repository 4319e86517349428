"""Objection, appeal and injunction against a decision."""
