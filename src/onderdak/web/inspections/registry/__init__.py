"""The pages on which clerks of the registry take up what was handed over at a door."""
