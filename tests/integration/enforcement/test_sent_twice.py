"""What a hurried person does: press twice, go back, and come from an address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.timezone import localdate

from onderdak.supervision.enforcement.contract.cases import Step, case_for
from onderdak.supervision.enforcement.contract.clocks import clocks_of_case
from onderdak.web.enforcement.cases.one import next_days
from tests.integration.enforcement.enforcing import (
    COMPANY,
    OPENED,
    PERSON,
    EnforcingTown,
)
from tests.integration.enforcement.ordering import COMPLY_UNTIL, Ordered, ordered
from tests.integration.enforcement.test_case_pages import (
    at,
    refused,
    shown,
    signed_in,
)
from tests.integration.enforcement.test_money_pages import lines, owed
from tests.integration.enforcement.test_week_and_letter_pages import drafted, page_of

__all__ = ["owed"]

pytestmark = pytest.mark.django_db


def sent(client: Client, url: str, said: Mapping[str, object]) -> str:
    answer = client.post(url, said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer["Location"]


def test_a_payment_that_is_sent_twice_is_booked_once(owed: Ordered) -> None:
    client, url = signed_in(owed.town.lawyer), at("enforcement_pay", owed.case.number)
    paid = {
        "about_what": f"{owed.measure.pk}_penalty",
        "cents": "100.00",
        "on_day": localdate().isoformat(),
        "about": "2026-113",
        "csrfmiddlewaretoken": "of-this-page",
    }
    where = sent(client, url, paid)
    assert sent(client, url, paid) == where
    assert lines(owed).count(("paid", 100_00)) == 1
    assert "is kept once" in shown(client, where)
    # The same amount from a page that was opened anew is a payment of its own.
    sent(client, url, paid | {"csrfmiddlewaretoken": "of-another-page"})
    assert lines(owed).count(("paid", 100_00)) == 2


def test_a_check_that_is_sent_twice_is_no_error(town: EnforcingTown) -> None:
    made = ordered(town)
    url = at("enforcement_step", made.case.number, made.measure.pk, "check_kept")
    said = {
        "on_day": (COMPLY_UNTIL + timedelta(days=1)).isoformat(),
        "fact-checked_on": (COMPLY_UNTIL + timedelta(days=1)).isoformat(),
        "fact-words": "Six people sleep there.",
        "csrfmiddlewaretoken": "of-this-page",
    }
    client = signed_in(town.lawyer)
    where = sent(client, url, said)
    assert sent(client, url, said) == where
    with town.seen_by(town.lawyer):
        assert Step.objects.filter(step="check_kept").count() == 1


def test_a_step_that_ends_a_path_is_sent_twice_without_an_error(
    town: EnforcingTown,
) -> None:
    case = town.case()
    measure = town.measure(case, "self_repair")
    url = at("enforcement_step", case.number, measure.pk, "drop")
    said = {
        "on_day": OPENED.isoformat(),
        "fact-ground": "not_found",
        "fact-words": "It was mended.",
        "reason": "It was mended.",
        "csrfmiddlewaretoken": "of-this-page",
    }
    client = signed_in(town.lawyer)
    assert sent(client, url, said) == sent(client, url, said)


def test_what_was_refused_can_be_sent_again_as_it_is(owed: Ordered) -> None:
    client, url = signed_in(owed.town.lawyer), at("enforcement_pay", owed.case.number)
    wrong = {"cents": "-5.00", "csrfmiddlewaretoken": "of-this-page"}
    for _nth in range(2):
        assert "not below zero" in refused(client, url, wrong)


def test_what_others_let_pass_is_no_day_to_come(town: EnforcingTown) -> None:
    made = ordered(town)
    here: dict[str, Any] = {
        "by": town.lawyer,
        "municipality": town.code,
        "number": made.case.number,
    }
    with town.seen_by(town.lawyer), translation.override("en"):
        found, clocks = case_for(**here), clocks_of_case(**here)
        before = list(next_days(found, clocks, COMPLY_UNTIL))
        after = list(next_days(found, clocks, COMPLY_UNTIL + timedelta(days=1)))
    assert before[0].title == "Term to comply"
    assert not any(one.late for one in after)
    assert "Term to comply" not in [one.title for one in after]


def test_a_letter_is_not_sent_before_its_review(town: EnforcingTown) -> None:
    letter = drafted(town)
    answer = signed_in(town.lawyer).get(page_of(letter, "_dispatch"))
    assert answer.status_code == 409
    assert "Somebody else reviews this letter" in answer.content.decode()


def test_a_lawyer_finds_the_other_cases_of_an_address(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    one = town.case(visit=visit, offender=COMPANY)
    lawyer, where = signed_in(town.lawyer), at("enforcement_case", one.number)
    assert "All cases at this address" not in shown(lawyer, where)
    two = town.case(visit=visit, offender=PERSON)
    assert "All cases at this address" in shown(lawyer, where)
    listed = shown(
        lawyer, at("enforcement_cases"), state="all", address=str(one.address_id)
    )
    assert "Only cases at" in listed
    assert two.number in listed
    # Who plans visits and looks at addresses goes on from the case.
    supervisor = shown(signed_in(town.supervisor), where)
    assert f"{at('visit_new')}?address={one.address_id}" in supervisor
