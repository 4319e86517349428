"""The database server that comes with the packages, and the roles in any server."""
