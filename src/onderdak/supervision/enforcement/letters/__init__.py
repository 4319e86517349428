"""The kinds of letters, and the plain summaries beside them: data, and their reader."""
