"""The quality of every location: its facts, findings, certificates and growth.

The norms themselves stand in `onderdak.rules`; here is what is known of a location,
who said so and when, what was found, and what was agreed to make it better.
"""
