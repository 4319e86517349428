"""The public side of the report desk: reporting without an account, and following."""
