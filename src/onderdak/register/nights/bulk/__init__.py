"""Declaring many stays at once: staged by COPY, decided and recorded set by set.

COPY into a table under row security is refused by PostgreSQL, so rows go into a
temporary table first; from there a fixed number of statements does the work, whatever
the number of rows. The order of the modules is the order of the work.
"""
