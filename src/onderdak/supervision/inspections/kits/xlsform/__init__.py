"""Checklists as XLSForm, the spreadsheet form of ODK: out, in, and checked both ways.

What the law asks at the door goes along and must come back unchanged. The signs of
exploitation do not go along: what is noted of them stays where it is sealed.
"""
