"""Opens statements from their seal for a report, with a reason that is logged."""

from collections.abc import Mapping, Sequence

from onderdak.engines.merge import State, merged
from onderdak.foundation.identity.contract import Actor, in_language
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.report_data import StatementData
from onderdak.supervision.inspections.late_actions import open_statements
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.recorded import Recorded
from onderdak.supervision.inspections.report_labels import role


def opened_statements(
    by: Actor, visit: Visit, here: Recorded, because: str
) -> Sequence[StatementData]:
    """What people said, in the words in force; what came late is left out."""
    opened = open_statements(
        by=by,
        municipality=visit.municipality_id,
        number=visit.number,
        because=because,
    )
    late = {str(row.uid) for row in here.late}
    state = merged(one for one in opened if one.id not in late)
    ids = list(dict.fromkeys(path.split("/")[1] for path in state))
    told = [_statement(state, id_) for id_ in ids]
    return [one for one in told if one.said]


def _statement(state: State, id_: str) -> StatementData:
    told = state.get(f"statement/{id_}/silence_told")
    return StatementData(
        who=role(_said(state, id_, "role")) or in_language(text("Somebody")),
        said=_said(state, id_, "words"),
        cautioned=None if told is None else bool(told.value),
    )


def _said(state: State, id_: str, name: str) -> str:
    """What was recorded; where two recorded it differently, both."""
    found = state.get(f"statement/{id_}/{name}")
    if found is None:
        whole = state.get(f"statement/{id_}")
        typed = whole.value if whole else None
        return str(typed.get(name) or "") if isinstance(typed, Mapping) else ""
    return " / ".join(str(value.typed or "").strip() for value in found.values)
