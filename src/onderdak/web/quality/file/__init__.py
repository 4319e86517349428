"""The quality file of a location on the screen and on paper, and the list of them."""
