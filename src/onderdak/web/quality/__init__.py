"""The pages of the quality of locations."""
