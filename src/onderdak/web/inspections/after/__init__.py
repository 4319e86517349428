"""Pages of what comes after visits: results, figures, publicity, units, the year."""
