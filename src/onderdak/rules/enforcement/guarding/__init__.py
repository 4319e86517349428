"""What stands in the way of a step, one reason at a time."""
