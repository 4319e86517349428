"""Reads the dated parameters and answers what held on a day."""
