"""What a run that is killed leaves behind: whole batches, each with its proof."""

import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.models import (
    DestroyedBatch,
    DestructionCertificate,
    DestructionRun,
)
from onderdak.register.nights.models import Guest, GuestIdentity, Stay
from tests.integration.retention.test_destruction import (
    declare,
    left,
    make_town,
    planned,
    proved,
    run,
    stay,
)
from tests.world import make_house

pytestmark = pytest.mark.django_db(transaction=True)

# A process of its own that kills itself after the fourth batch, as a power cut would.
_KILLED = """
import os, signal
from datetime import date
import django
django.setup()
from onderdak.foundation.privacy.contract import destroy_past_term
batches = []
def count(table, rows):
    batches.append(table)
    if len(batches) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
destroy_past_term(municipality="GM9001", on=date(2026, 11, 21), ran_by="nightly job",
                  progress=count, batch=3)
"""


def test_a_killed_run_leaves_whole_batches_and_the_next_one_completes() -> None:
    town = make_town("GM9001", "Teststad")
    house = make_house(town, "Pension Test")
    declare(house, *(stay(house, f"G{n}", date(2024, 2, 1)) for n in range(11)))
    expected = planned(town)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
            "ONDERDAK_DATABASE": connection.settings_dict["NAME"],
        },
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    # 3 + 3 + 3 + 2 stays went, and no name or number yet.
    assert proved(town) == {"nights_stay": 11}
    assert (left(Stay), left(GuestIdentity), left(Guest)) == (0, 11, 11)
    done = run(town)
    assert done.failures == ()
    assert proved(town) == expected
    assert (left(GuestIdentity), left(Guest)) == (0, 0)
    with scope(Scope(municipalities=frozenset({town.code}))):
        assert DestructionRun.objects.count() == 1
        certificate = DestructionCertificate.objects.get()
        assert certificate.rows == sum(
            DestroyedBatch.objects.values_list("rows", flat=True)
        )
