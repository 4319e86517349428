"""Forwarding a report to a chain partner: a decision, a message, a link, an answer."""
