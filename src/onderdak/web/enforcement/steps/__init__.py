"""Taking a step of a path, and correcting a wrong one."""
