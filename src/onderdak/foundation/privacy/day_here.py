"""The calendar day in functions of the database: the day in the Netherlands.

A session of the database counts in UTC, so that for one or two hours after midnight
`current_date` and `<moment>::date` are still yesterday. A function that compares with
a day of this country is told to count here.

Kept free of live models so that old migrations go on working.
"""

from django.db.migrations.operations import RunSQL

ZONE = "Europe/Amsterdam"


def day_here(*functions: str) -> RunSQL:
    """Let these functions count days by the calendar of the Netherlands.

    Args:
        functions: each with the types of its arguments: `name(text, date)`.
    """
    return RunSQL(
        [f"ALTER FUNCTION {one} SET timezone = '{ZONE}'" for one in functions],
        [f"ALTER FUNCTION {one} RESET timezone" for one in functions],
    )
