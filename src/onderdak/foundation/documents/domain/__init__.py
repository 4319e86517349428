"""Pure decisions of documents: which characters can be printed, and in which words."""
