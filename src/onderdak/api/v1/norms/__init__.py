"""The operations of the norms: public, for anyone, without a token."""
