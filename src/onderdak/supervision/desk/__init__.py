"""The report desk: what the public and partners report, and the answer they get.

Serves the Wet goed verhuurderschap (art. 4): a place to report bad letting, also
without a name.
"""
