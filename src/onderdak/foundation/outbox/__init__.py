"""The outbox: what happened, written down in the transaction in which it happened.

A room announces an event; the wiring in `project` decides who hears it. An event
holds identifiers only, never a name, because deliverers read across tenants.
"""
