"""The night register: who stays where, from when to when.

A provider keeps it by law (art. 438 Sr: name, residence, kind of document, arrival,
departure) and declares it here. A stay is a half-open date range; a night is a date.
Names are sealed; nights and counts never need them. Nothing more is asked unless a
municipality has switched a field on and named its by-law.
"""
