"""The door of enforcement: what other rooms and the pages of staff may use."""
