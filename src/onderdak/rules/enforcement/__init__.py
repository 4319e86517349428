"""Paths of enforcement as tables, and the clocks, penalties and fines they bring."""
