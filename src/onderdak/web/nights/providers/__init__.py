"""Helping first: how providers keep the register, and the steps towards them."""
