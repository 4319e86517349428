"""The BAG: reads extracts as the land registry delivers them (BAG 2.0)."""
