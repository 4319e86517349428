"""Pure computation: linkage, and later estimates, ranking, rounds, forecast."""
