"""Makes the lists of the invented town: one of today, and a replay of a year ago."""

from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import actor_by_email, scope, scope_of
from onderdak.kernel.ranges import add_months
from onderdak.project.demo.accounts import DOMAIN, STREETS_SUPERVISOR
from onderdak.project.demo.facts import TOWN
from onderdak.supervision.picture.contract.ranking import do_run, start_ranking

_SEED: Final = 2026
_MONTHS_BACK: Final = 12


def make_lists(on: date) -> None:
    """Put the houses of the invented town in order, as its supervisor would."""
    by = actor_by_email(f"{STREETS_SUPERVISOR}@{DOMAIN}")
    for day in (add_months(on, -_MONTHS_BACK), on):
        with scope(scope_of(by)):
            made = start_ranking(
                by=by,
                municipality=TOWN.code,
                on_day=day,
                today=on,
                seed=_SEED,
                wait=True,
            )
        do_run(run=made.pk, municipality=TOWN.code, user=by.user_id)
