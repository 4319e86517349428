"""Enforcement: from a finding to its end, by the clocks of the law."""
