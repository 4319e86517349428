"""One lawful picture per address: what is known, from which source, on which ground.

A source is looked into only for a purpose that it may serve, by a role that has that
purpose; the database holds the same lock. Serves supervision (Awb title 5.2), the
report desk (Wet goed verhuurderschap, art. 4), the register of residents (Wet BRP) and
the stay tax (Gemeentewet, art. 224), each with its own sources. Words: signal,
delivery, doubt, view, prompt.
"""
