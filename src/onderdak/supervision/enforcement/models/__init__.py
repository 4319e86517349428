"""The tables of enforcement."""
