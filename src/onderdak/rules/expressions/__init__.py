"""The closed form in which numeric norms are written, and how it is computed.

A norm is data: it is read here in Python and by a small evaluator in the browser, so
that a visit without a network is judged by the same rules.
"""
