"""Writes a measure down, where its path begins."""

from datetime import date, datetime

from django.db.models import Max

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.models import Case, Measure
from onderdak.supervision.enforcement.moving import plain
from onderdak.supervision.enforcement.path_words import rules_of


def write_measure(
    case: Case,
    path: str,
    *,
    reason: str,
    on_day: date,
    by: Actor,
    at: datetime,
    article: str = "",
) -> Measure:
    """A new measure of a case, under the rules that the case keeps.

    Raises:
        Invalid: those rules have no such path.
    """
    found = rules_of(case.ruleset_id).paths.get(path)
    if found is None:
        raise Invalid(text("The rules of this case have no such path."))
    most = Measure.objects.filter(case=case).aggregate(most=Max("nth"))["most"]
    return Measure.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        nth=(most or 0) + 1,
        ruleset_id=case.ruleset_id,
        path=path,
        state=found.begins,
        begun_on=on_day,
        reason=plain(reason),
        article=plain(article, 500) or found.article,
        begun_by_id=by.user_id,
        begun_at=at,
    )
