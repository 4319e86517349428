"""The people in the house: how many, where they can sleep, who tells them."""
