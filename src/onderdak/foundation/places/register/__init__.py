"""Taking in public registers: the BAG, and the areas of Statistics Netherlands."""
