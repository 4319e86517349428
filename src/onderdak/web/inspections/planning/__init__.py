"""The pages on which visits are planned, looked up, begun and ended."""
