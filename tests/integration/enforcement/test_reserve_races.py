"""Two at once for the last beds: one of them hears that there are none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction

from onderdak.supervision.enforcement.contract.people import Hold
from tests.integration.enforcement.enforcing import (
    OPENED,
    EnforcingTown,
    make_enforcing_town,
    noon,
)
from tests.integration.enforcement.test_reserve import kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town() -> EnforcingTown:
    """A municipality whose rows are there for other connections too."""
    return make_enforcing_town()


def test_two_at_once_cannot_both_take_the_last_beds(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    both = Barrier(2, timeout=30)

    def take(_who: int) -> bool:
        try:
            with town.seen_by(town.lawyer), transaction.atomic():
                both.wait()
                Hold.objects.create(
                    municipality_id=town.code,
                    case=case,
                    place=row,
                    places=4,
                    from_day=date(2026, 3, 20),
                    until_day=date(2026, 3, 27),
                    by_id=town.lawyer.user_id,
                    at=noon(OPENED),
                )
        except DatabaseError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        took = sorted(pool.map(take, range(2)))
    assert took == [False, True]
