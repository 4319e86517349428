"""Handing in a provider's own file: upload, look, confirm."""
