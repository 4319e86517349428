"""Pure decisions of identity: who may do what, for whom."""
