"""Sheets: facts in, findings out, written from the source by people who know it."""
