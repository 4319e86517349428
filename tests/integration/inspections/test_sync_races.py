"""Killed half-way, or two at once: a batch is kept whole, and no cursor misses one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.models import Operation
from tests.integration.conftest import SignedIn
from tests.integration.inspections.typing_along import Device, send, sent_by
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db(transaction=True)

# A process of its own, in the middle of its second batch: some rows are written, and
# then the power goes.
_KILLED = """
import json, os, signal, sys
import django
django.setup()
from django.utils import timezone
from onderdak.foundation.identity.contract import actor_by_email, scope, scope_of
from onderdak.supervision.inspections import sync_actions
asked = json.load(sys.stdin)
by = actor_by_email(asked["lead"])
def keep(operations):
    with scope(scope_of(by)):
        sync_actions.keep_operations(by=by, visit=asked["visit"], operations=operations,
                                at=timezone.now())
half = len(asked["operations"]) // 2
keep(asked["operations"][:half])
def cut(rows):
    for number, row in enumerate(rows):
        if number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        row.save(force_insert=True)
sync_actions.Operation.objects.bulk_create = cut
keep(asked["operations"][half:])
"""


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.begun()


def kept(town: VisitTown) -> list[str]:
    with scope(Scope(municipalities=frozenset({town.code}))):
        found = Operation.objects.order_by("pk").values_list("uid", flat=True)
        return [str(uid) for uid in found]


def test_killed_in_the_middle_of_a_batch_nothing_of_that_batch_is_there(
    town: VisitTown, visit: Visit, signed_in: SignedIn
) -> None:
    device = Device()
    typed = [device.type(f"room/r{n % 3}/beds", str(n)) for n in range(20)]
    body = device.body(town.lead.user_id)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED],
        input=json.dumps(
            {
                "lead": town.lead.email,
                "visit": visit.pk,
                "operations": body["operations"],
            }
        ),
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
            "ONDERDAK_DATABASE": connection.settings_dict["NAME"],
        },
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    assert kept(town) == typed[:10]

    # The phone heard nothing, and sends all of it again.
    sent_by(signed_in(town.lead), visit.pk, town.lead.user_id, [device])
    assert kept(town) == typed
    assert device.waiting() == []


def at_once(*jobs: Callable[[], object]) -> None:
    """Run these at the same time, each with a connection of its own."""

    def run(job: Callable[[], object]) -> None:
        try:
            job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(run, jobs))


def test_the_same_batch_sent_twice_at_once_is_kept_once(
    town: VisitTown, visit: Visit, signed_in: SignedIn
) -> None:
    device = Device()
    typed = [device.type(f"room/r{n}/beds", str(n)) for n in range(30)]
    body = device.body(town.lead.user_id)
    answers: list[int] = []

    def job(client: Client) -> Callable[[], object]:
        return lambda: answers.append(send(client, visit.pk, body).status_code)

    at_once(*(job(signed_in(town.lead)) for _ in range(3)))

    assert answers == [200, 200, 200]
    assert kept(town) == typed


def test_who_listens_while_others_send_misses_nothing(
    town: VisitTown, visit: Visit, signed_in: SignedIn
) -> None:
    writers = [Device(), Device()]
    listener = Device()
    clients = {id(each): signed_in(town.lead) for each in (*writers, listener)}

    def writes(device: Device) -> Callable[[], object]:
        def job() -> None:
            for number in range(12):
                device.type("room/r1/beds", str(number))
                device.type(f"room/{uuid4()}/beds", str(number))
                sent_by(clients[id(device)], visit.pk, town.lead.user_id, [device])

        return job

    def listens() -> None:
        for _ in range(25):
            sent_by(clients[id(listener)], visit.pk, town.lead.user_id, [listener])

    at_once(*(writes(each) for each in writers), listens)
    for device in (*writers, listener):
        sent_by(clients[id(device)], visit.pk, town.lead.user_id, [device])

    assert len(kept(town)) == 48
    assert set(listener.known) == set(kept(town))
    assert listener.values() == writers[0].values() == writers[1].values()
