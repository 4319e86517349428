"""Guests are told what is recorded about them, and see it with a code of their own.

Art. 13 to 16 AVG. What is public holds nothing of anybody; what is personal is given by
functions in the database that get a code and return the rows of that guest only.
"""
