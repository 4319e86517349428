"""A small town's desk is set up from nothing with commands alone, and answers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import (
    Scope,
    actor_by_email,
    no_scope,
    scope,
    scope_of,
)
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.project.commands import app
from onderdak.supervision.desk.contract import own_when_accepted, route_received
from onderdak.supervision.desk.contract.clerk import (
    Outcome,
    Report,
    Sought,
    answer_report,
    close_report,
    inbox,
)
from onderdak.supervision.desk.contract.public import own_report
from onderdak.web.desk.public import brake
from tests.integration.desk.desks import Filling, code_on, to_check
from tests.integration.test_beginning import TOWN, accept, run

pytestmark = pytest.mark.django_db
ROWS = Scope(municipalities=frozenset({"GM9009"}))
OWNER = "balie@nieuwstad.example"


def test_from_nothing_to_an_answer_in_time() -> None:
    for each in brake.ALL:
        each.forget()
    admin = accept(
        run(
            *("municipality", "begin", *TOWN, "--name", "Nieuwstad"),
            *("--administrator", "beheer@nieuwstad.example"),
        )
    )
    simple = ("desk", "setup", *TOWN, "--simple", "--owner", OWNER, "--as", admin)
    # Without a term nothing opens: the law gives none for most reports.
    refused = CliRunner().invoke(app, [*simple])
    assert refused.exit_code == 1
    term = ("--months", "12", "--reason", "besluit 1")
    invited = run(*simple, *term)
    assert re.search(r"/report/nieuwstad/", invited)
    accept(invited)
    with no_scope():
        accepted = OutboxEvent.objects.filter(name="identity.invitation_accepted")
        own_when_accepted(accepted.latest("id").payload)

    filling = to_check(Filling(Client(), town="nieuwstad")).press()
    code = code_on(filling.page)
    assert code
    with scope(ROWS):
        report = Report.objects.get()
    route_received({"municipality": "GM9009", "report": report.pk})
    clerk = actor_by_email(OWNER)
    now = timezone.now()
    said: dict[str, Any] = {
        "by": clerk,
        "municipality": "GM9009",
        "number": report.number,
        "at": now,
    }
    with scope(scope_of(clerk)):
        (mine,) = inbox(
            by=clerk, municipality="GM9009", sought=Sought(owner="mine", on=now.date())
        )
        assert mine.due_on >= now.date() + timedelta(days=20)
        answer_report(**said, answer="Wij zijn langsgeweest.")
        close_report(**said, outcome=Outcome.SOLVED, reason="")
    with no_scope():
        seen = own_report(code, now.date())
    assert seen is not None
    assert [each.text for each in seen.messages] == ["Wij zijn langsgeweest."]
