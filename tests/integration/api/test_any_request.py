"""Whatever the document allows, and what it does not, gets an answer that it describes.

Requests are made from the document itself and sent to the application in this process,
with a real database. The seed is fixed: the same requests every time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from onderdak.api.v1.operations import document
from onderdak.project.wsgi import application
from tests.integration.api.systems import System, stay
from tests.integration.api.test_partner_reports import let_in
from tests.integration.desk.desks import make_desk
from tests.world import House

pytestmark = pytest.mark.django_db

EXAMPLES = 60
NOTHING_ASKED = ("/openapi.json", "/norms/facts-schema")
# A name may be refused that the form allows (two persons, no letters), and a stay may
# be wrong while the good ones are accepted. The token is good: who has none is refused
# in the tests of letting in.
SAID_OTHERWISE = [
    checks.positive_data_acceptance,
    checks.negative_data_rejection,
    checks.ignored_auth,
]

published = schemathesis.openapi.from_dict(document())
published.app = application
OPERATIONS = {
    operation.label: operation
    for operation in (each.ok() for each in published.get_all_operations())
}


@contextmanager
def in_one_transaction() -> Iterator[None]:
    """Keep the test's own connection open over many requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("label", OPERATIONS)
def test_any_request_gets_an_answer_that_is_described(
    label: str, mode: GenerationMode, system: System, house: House
) -> None:
    operation = OPERATIONS[label]
    if mode is GenerationMode.NEGATIVE and label.endswith(NOTHING_ASKED):
        return  # nothing is asked, so nothing can be asked wrongly
    secret = _secret(label, system)
    system.post(stay(house, 1), stay(house, 2, departure="2026-11-09"))
    seen: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        _point_at(house, case)
        answer = case.call(headers={"Authorization": f"Bearer {secret}"})
        case.validate_response(answer, excluded_checks=SAID_OTHERWISE)
        seen.add(answer.status_code)

    with in_one_transaction():
        ask()
    assert seen & {200, 201, 400}


def _secret(label: str, system: System) -> str:
    """The token for an operation: of a provider, or of a chain partner."""
    if label.endswith("/reports"):
        return let_in(make_desk("GM9002")).secret
    return system.secret


def _point_at(house: House, case: Any) -> None:
    """Speak of a house that is there, where any number would do."""
    if isinstance(case.path_parameters.get("location"), int):
        case.path_parameters["location"] = house.location.pk
    if isinstance(case.body, dict) and isinstance(case.body.get("stays"), list):
        for each in case.body["stays"]:
            if isinstance(each, dict) and isinstance(each.get("location"), int):
                each["location"] = house.location.pk
