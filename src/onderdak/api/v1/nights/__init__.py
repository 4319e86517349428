"""The night register, as a provider's own system keeps it."""
