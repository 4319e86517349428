"""What is decided about enforcement, without a framework."""
