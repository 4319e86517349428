"""Pages on which a clerk writes down what a partner reports."""
