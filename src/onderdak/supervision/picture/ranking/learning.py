"""Facts with results, as a file from which points can be proposed elsewhere.

Nothing learns here. The file holds what the catalogue allows, as it was known on a day,
and what was found afterwards; no address, and no mark that leads back to one.
"""

import csv
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Final

from onderdak.engines.ranking import load_catalogue
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.list_log import log_list
from onderdak.supervision.picture.models import Outcome, View
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.permissions import EXPORT_FACTS
from onderdak.supervision.picture.ranking.domain.states import Result
from onderdak.supervision.picture.ranking.gathering import Asking, Found, gather
from onderdak.supervision.picture.ranking.ordering import keys_that_count
from onderdak.supervision.picture.ranking.point_sets import (
    CATALOGUE,
    points_as_switched,
    require_ranking,
    set_in_use,
    switched_off,
)

ROW, OUTCOME, MONTH = "row", "found", "found_in"
_MARK_BYTES: Final = 6
_LIST: Final = "facts with results"


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A file of facts with results, and what may be said of it."""

    name: str
    content: str
    rows: int
    finds: int

    @property
    def digest(self) -> str:
        """SHA-256, by which a proposal says from which file it came."""
        return sha256(self.content.encode()).hexdigest()


@action
def facts_with_results(
    *,
    by: Actor,
    municipality: str,
    on_day: date,
    today: date,
    how: View.How = View.How.FILE,
) -> FactsFile:
    """What was known of visited addresses on a day, and what was found afterwards.

    Each row has a mark that is drawn anew for each file, the facts of the catalogue,
    whether there was a breach, and the first day of the month in which that was seen.
    Only facts that count in the points in use are in it: what was not approved, was
    switched off or has expired is not gathered. Which file was made, of how many
    addresses, is written down.

    It has no address, but a rare row can be recognised: it stays personal data. Places
    in use at a location, and whether that is confirmed, are those of today.

    Args:
        on_day: of which day the facts are; results are from that day on.

    Raises:
        Invalid: the day is yet to come.
        Conflict: there were too few visits to propose anything from, or no facts
            count today.
        NotAllowed, RoomClosed: this person does not supervise here, or the ranking
            is off.
    """
    check_may(by, EXPORT_FACTS, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    if on_day > today:
        raise Invalid(text("The day %(day)s is yet to come.", day=on_day))
    require_ranking(municipality)
    keys = _keys(municipality, today)
    with looking_for(Purpose.SUPERVISION):
        asking = Asking(municipality, on_day)
        results = _results(asking, today)
        _refuse_few(len(results), asking, today)
        known = {key: gather(key, asking) for key in keys}
        made = _file(asking, results, known)
        catalogue = load_catalogue(CATALOGUE)
        log_list(
            by=by,
            municipality=municipality,
            purpose=Purpose.SUPERVISION,
            sources=sorted({catalogue[key].source for key in known}),
            addresses=made.rows,
            asked={"list": _LIST, "on": on_day.isoformat(), "digest": made.digest},
            how=how,
        )
    record_event(
        by=by,
        action="ranking.facts_with_results",
        object=f"facts of {municipality}",
        municipality=municipality,
        detail={"day": on_day.isoformat(), "rows": made.rows, "digest": made.digest},
    )
    return made


def _keys(municipality: str, today: date) -> Sequence[str]:
    """The facts that count today: approved, in use, switched on and not expired."""
    found = set_in_use(municipality)
    if found is not None:
        points = points_as_switched(found, switched_off(municipality))
        keys = keys_that_count(points, today)
        if keys:
            return keys
    raise Conflict(
        text("No facts count here today."),
        why=text("Only what points in use count for is gathered."),
        next_step=text("Put points in use first, or switch facts on."),
    )


def _results(asking: Asking, today: date) -> Mapping[int, tuple[bool, date]]:
    """The first result of each address in the months after the day."""
    months = asking.value("ranking.evaluation_months")
    until = min(add_months(asking.day, months), today)
    rows = (
        Outcome.objects.filter(
            municipality_id=asking.town,
            on_date__gte=asking.day,
            on_date__lt=until,
            result__in=[Result.BREACH, Result.IN_ORDER],
        )
        .order_by("address_id", "on_date", "pk")
        .distinct("address_id")
        .values_list("address_id", "result", "on_date")
    )
    return {pk: (result == Result.BREACH, day) for pk, result, day in rows}


def _refuse_few(visits: int, asking: Asking, today: date) -> None:
    needed = rulebook().value("ranking.needed_visits", today, asking.town).whole()
    if visits < needed:
        raise Conflict(
            text(
                "Not enough visits yet: %(visits)s of the %(needed)s that are needed.",
                visits=visits,
                needed=needed,
            ),
            why=text("Few rows propose nothing, and could be led back to an address."),
            next_step=text("Choose an earlier day, or wait for more results."),
        )


def _file(
    asking: Asking,
    results: Mapping[int, tuple[bool, date]],
    known: Mapping[str, Found],
) -> FactsFile:
    """The rows in the order of their marks, so that no order leads back either."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow([ROW, *known, OUTCOME, MONTH])
    writer.writerows(sorted(_row(pk, results[pk], known) for pk in results))
    return FactsFile(
        name=f"facts-{asking.town}-{asking.day}.csv",
        content=written.getvalue(),
        rows=len(results),
        finds=sum(hit for hit, _ in results.values()),
    )


def _row(pk: int, result: tuple[bool, date], known: Mapping[str, Found]) -> list[str]:
    hit, day = result
    values = [found.values.get(pk, found.otherwise) for found in known.values()]
    return [
        secrets.token_hex(_MARK_BYTES),
        *("" if value is None else str(value) for value in values),
        str(int(hit)),
        day.replace(day=1).isoformat(),
    ]


def made_here(municipality: str, says: str) -> View | None:
    """The log of the file that a proposal names by its digest, when it was made here.

    The caller has checked who asks.
    """
    rows = View.objects.filter(municipality_id=municipality, asked__list=_LIST)
    digests: Sequence[str] = [
        word for word in says.replace(")", " ").split() if len(word) == 64
    ]
    return rows.filter(asked__digest__in=digests).order_by("-pk").first()
