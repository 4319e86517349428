"""Cases of enforcement, from a signed report to their end."""
