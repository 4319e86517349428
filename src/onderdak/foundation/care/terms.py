"""By when somebody looks, where nobody named a day."""

from datetime import date

from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.calendar import working_days_after


def ordinary_term(municipality: str, on: date) -> date:
    """The last day to look after a child or a person for whom a task is opened now."""
    days = rulebook().value("care.working_days", on, municipality).whole()
    return working_days_after(on, days)
