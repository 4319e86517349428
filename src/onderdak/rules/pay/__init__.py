"""The minimum wage, and how much of it may be deducted for housing.

A hint for workers and employers, never a finding of a municipality: the Labour
Inspectorate supervises the Wml.
"""

from onderdak.rules.pay.checking import PayAnswer, pay

__all__ = ["PayAnswer", "pay"]
