"""Pure decisions of the registration duty."""
