"""Documents: letters, cards and certificates as accessible PDF, in sixteen languages.

Nothing is stored here and nothing is decided here: a room hands in data, and gets back
a PDF that a screen reader can read (PDF/UA-1) and that is the same for the same data.
"""
