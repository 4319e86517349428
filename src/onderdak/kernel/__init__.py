"""What every room speaks of: days and nights, money, numbers, errors and reasons.

Nothing here knows a municipality, a table or a page. No module reads the clock,
opens a file or a socket; "today" is always an argument.
"""
