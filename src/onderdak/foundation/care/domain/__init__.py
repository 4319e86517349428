"""Pure decisions about care tasks."""
