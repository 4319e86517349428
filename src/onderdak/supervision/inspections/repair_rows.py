"""What a letter tells to mend, as a row with its last day and how that was counted."""

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from onderdak.foundation.identity.contract import in_language
from onderdak.foundation.parties.contract import Provider
from onderdak.kernel.text import Text
from onderdak.supervision.inspections.domain.findings import last_day
from onderdak.supervision.inspections.findings_queries import FindingOn
from onderdak.supervision.inspections.models import Repair, Visit


def repair_row(
    visit: Visit, one: FindingOn, provider: Provider | None, told_on: date
) -> Repair:
    """What a letter of a day tells to mend, as a row that is not kept yet."""
    term = one.term
    if term is None:
        raise TypeError(f"{one.row.key} has no term")
    last, counted = last_day(told_on, term.days)
    return Repair(
        municipality_id=visit.municipality_id,
        visit=visit,
        provider=provider,
        key=one.row.key,
        rule=one.row.rule,
        part=one.row.part,
        place=one.row.place,
        where=visit.address.in_full[:200],
        title=one.row.title,
        sentence=one.row.sentence,
        mend=one.row.mend,
        article=one.row.article,
        days=term.days,
        last_day=last,
        counted=_told(counted),
        parameter_version=term.version,
        reason=term.reason,
    )


def _told(counted: Sequence[Text]) -> dict[str, list[str]]:
    """How a term was counted, in the languages of the house."""
    told: dict[str, list[str]] = {}
    for code in ("nl", "en"):
        with translation.override(code):
            told[code] = [in_language(_with_days(one)) for one in counted]
    return told


def _with_days(sentence: Text) -> Text:
    """A sentence with its days as people write them."""
    values = {
        name: date_format(value, "j F Y") if isinstance(value, date) else value
        for name, value in sentence.params.items()
    }
    return Text(sentence.msgid, values)
