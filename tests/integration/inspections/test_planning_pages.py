"""The pages on which visits are planned, warrants decided on, and services asked."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
    scope_of,
    switch_room,
)
from onderdak.foundation.identity.models import AuditEvent
from onderdak.supervision.inspections.contract import Visit, Warrant
from tests.integration.inspections.reporting import record
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def signed_in(who: Actor) -> Client:
    user, client = User.objects.get(pk=who.user_id), Client()
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def typed(town: VisitTown, **other: object) -> dict[str, object]:
    """What somebody fills in on the page of a new visit."""
    said = {
        "kind": "visit",
        "chosen_by": "report",
        "reason": "Twee meldingen van te veel bedden.",
        "ground": "huisvestingswet",
        "day": localdate().isoformat(),
        "from_time": "19:00",
        "until_time": "21:00",
        "lead": town.lead.user_id,
        "second": town.second.user_id,
        "announced": "yes",
        "languages": ["nl", "pl"],
        "tried-TOTAL_FORMS": 3,
        "tried-INITIAL_FORMS": 0,
        "tried-0-what": "letter",
        "tried-0-on_day": (localdate() - timedelta(days=20)).isoformat(),
        "tried-0-came_of": "Er kwam geen antwoord.",
    }
    return {name: each for name, each in (said | other).items() if each is not None}


def new_at(town: VisitTown) -> str:
    return f"{reverse('visit_new')}?address={town.houses[0]}"


def planned(town: VisitTown, **other: object) -> Visit:
    """A visit that was planned on its page."""
    answer = signed_in(town.lead).post(new_at(town), typed(town, **other))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    number = answer["Location"].strip("/").split("/")[-1]
    with town.seen_by(town.lead):
        return Visit.objects.get(number=number)


def test_an_address_is_found_before_a_visit_is_planned(town: VisitTown) -> None:
    make_visit_town("GM9002", "Tweestad")
    client = signed_in(town.lead)
    page = client.get(reverse("visit_new"), {"q": "Lindelaan 3", "chosen": "random"})
    words = page.content.decode()
    assert f"?address={town.houses[2]}&amp;chosen=random" in words
    assert words.count("?address=") == 1


def test_a_planned_visit_stands_on_its_page_with_all_that_was_said(
    town: VisitTown,
) -> None:
    visit = planned(town)
    page = signed_in(town.second).get(at("visit", visit.number)).content.decode()
    for words in ("Twee meldingen", "Er kwam geen antwoord.", "Lindelaan 1", "Polski"):
        assert words in page, words
    assert at("visit_begin", visit.number) in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"second": "", "alone_because": ""}, "id_second"),
        ({"until_time": "18:00"}, "id_until_time"),
        ({"day": "2020-01-01"}, "id_day"),
        ({"announced": "no"}, "id_unannounced_because"),
        ({"kind": "address_check"}, "id_investigation"),
        ({"tried-0-came_of": ""}, "id_tried-0-came_of"),
        (
            {"tried-0-what": "", "tried-0-on_day": "", "tried-0-came_of": ""},
            "id_no_lighter_because",
        ),
        ({"reason": ""}, "id_reason"),
        ({"lead": "0"}, "id_lead"),
        ({"kind": "reinspection"}, "id_kind"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    wrong: Mapping[str, str], field: str, town: VisitTown
) -> None:
    answer = signed_in(town.lead).post(new_at(town), typed(town, **wrong))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.search(rf'href="#{re.escape(field)}(_0)?"', page), field
    assert "Twee meldingen" in page or field == "id_reason"
    with town.seen_by(town.lead):
        assert not Visit.objects.exists()


def test_what_the_room_refuses_stands_above_what_was_typed(town: VisitTown) -> None:
    wrong = typed(town, kind="address_check", investigation="OZ-1")
    answer = signed_in(town.lead).post(new_at(town), wrong)
    assert answer.status_code == 404
    twice = typed(town, second=town.lead.user_id)
    assert signed_in(town.lead).post(new_at(town), twice).status_code == 200


def test_a_plan_is_changed_by_who_saw_the_last_version(town: VisitTown) -> None:
    visit, client = planned(town), signed_in(town.lead)
    here = at("visit_change", visit.number)
    assert 'value="19:00"' in client.get(here).content.decode()
    anew = typed(town, until_time="22:00", changes=0)
    assert client.post(here, anew).status_code == 302
    late = client.post(here, typed(town, until_time="23:00", changes=0))
    assert late.status_code == 409
    with town.seen_by(town.lead):
        assert f"{Visit.objects.get().until_time:%H:%M}" == "22:00"


def test_a_visit_begins_ends_and_is_opened_again_on_its_page(town: VisitTown) -> None:
    visit, client = planned(town), signed_in(town.lead)
    for name, given in (
        ("visit_begin", {}),
        ("visit_close", {}),
        ("visit_reopen", {"because": "Een kamer vergeten."}),
    ):
        answer = client.post(at(name, visit.number), given)
        assert answer.status_code == 302, name
    page = client.get(at("visit", visit.number)).content.decode()
    assert "Een kamer vergeten." in page
    assert at("visit_findings", visit.number) in page
    refused = client.post(at("visit_cancel", visit.number), {"because": "Te laat."})
    assert refused.status_code == 409


def test_a_visit_is_called_off_with_a_reason(town: VisitTown) -> None:
    visit, client = planned(town), signed_in(town.lead)
    here = at("visit_cancel", visit.number)
    assert client.post(here, {"because": ""}).status_code == 200
    assert client.post(here, {"because": "De bewoner belde."}).status_code == 302
    page = client.get(at("visit", visit.number)).content.decode()
    assert "De bewoner belde." in page
    assert at("visit_change", visit.number) not in page


def test_the_list_finds_narrows_and_pages_by_key(town: VisitTown) -> None:
    visits = [planned(town, reason=f"Reden nummer {n}") for n in range(2)]
    client = signed_in(town.lead)
    page = client.get(reverse("visits")).content.decode()
    assert all(at("visit", one.number) in page for one in visits)
    cases = {
        "q=lindelaan": True,
        "q=elders": False,
        "state=planned": True,
        "state=closed": False,
        "kind=park": False,
        "who=mine&when=today": True,
        "after=nonsense&state=%00": True,
        f"address={town.houses[1]}": False,
    }
    for query, there in cases.items():
        answer = client.get(f"{reverse('visits')}?{query}").content.decode()
        found = answer.split('role="search"')[1]
        assert (f'href="{at("visit", visits[0].number)}"' in found) == there, query
    key = f"{visits[1].day.isoformat()}_{visits[1].pk}"
    rest = client.get(reverse("visits"), {"after": key}).content.decode()
    listed = rest[rest.index("<tbody") :]
    assert at("visit", visits[0].number) in listed
    assert at("visit", visits[1].number) not in listed


def test_the_file_holds_what_is_shown_and_that_it_was_taken_is_logged(
    town: VisitTown,
) -> None:
    visit, client = planned(town), signed_in(town.lead)
    answer = client.get(reverse("visits_csv"), {"state": "planned"})
    written = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [visit.number]
    none = client.get(reverse("visits_csv"), {"state": "closed"})
    assert len(none.getvalue().splitlines()) == 1
    book = client.get(reverse("visits_xlsx"))
    assert book.getvalue()[:2] == b"PK"
    with town.seen_by(town.lead):
        taken = AuditEvent.objects.filter(action="inspections.take_visits")
        assert taken.count() == 3


def test_the_file_of_an_address_is_a_look_that_is_logged(town: VisitTown) -> None:
    visit, client = planned(town), signed_in(town.lead)
    page = client.get(at("visit_file", visit.number))
    assert page.status_code == 200
    assert "Lindelaan 1" in page.content.decode()
    with town.seen_by(town.lead):
        looks = AuditEvent.objects.filter(action="inspections.read_address_file")
        assert looks.count() == 1
    client.post(at("visit_cancel", visit.number), {"because": "Niet meer nodig."})
    assert client.get(at("visit_file", visit.number)).status_code == 409


def test_two_answers_that_differ_are_both_shown(town: VisitTown) -> None:
    visit, client = planned(town), signed_in(town.lead)
    client.post(at("visit_begin", visit.number))
    with town.seen_by(town.lead):
        visit.refresh_from_db()
    record(town, visit, {"unit/main/people": "7"}, at=now())
    record(town, visit, {"unit/main/people": "9"}, by=town.second, at=now())
    here = at("visit_typed", visit.number)
    page = client.get(here, {"show": "differ"}).content.decode()
    assert "7" in page
    assert "9" in page
    assert "tag--warning" in page or "warning" in page
    client.post(at("visit_close", visit.number))
    record(town, visit, {"unit/main/floor_area": "61"}, at=now())
    assert "61" in client.get(here).content.decode()
    take = at("visit_take_late", visit.number)
    assert signed_in(town.second).post(take).status_code == 403
    assert client.post(take).status_code == 302
    after = client.get(here).content.decode()
    assert take not in after
    assert "61" in after


def asked(town: VisitTown, visit: Visit, **other: object) -> Warrant:
    """A warrant that was asked on its page."""
    given = {
        "reasons": "Buren telden 14 mensen; er is een uitgang.",
        "grounds": ["overcrowding"],
        "power": "huisvestingswet_34",
        "needed_because": "Toestemming is twee keer geweigerd.",
        "holder": town.lead.user_id,
        "other_1": "Lindelaan 2",
    } | other
    answer = signed_in(town.lead).post(at("warrant_ask", visit.number), given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with town.seen_by(town.lead):
        return Warrant.objects.prefetch_related("dwellings").latest("pk")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"other_1": "Lindelaan"}, "id_other_1"),
        ({"other_1": "Eikenlaan 9"}, "id_other_1"),
        ({"other_1": "Lindelaan 1"}, "id_other_1"),
        ({"power": ""}, "id_power"),
        ({"reasons": "Kort"}, "id_reasons"),
    ],
)
def test_what_a_request_lacks_is_said_at_its_field(
    wrong: Mapping[str, str], field: str, town: VisitTown
) -> None:
    visit = planned(town)
    given = {
        "reasons": "Buren telden 14 mensen; er is een uitgang.",
        "grounds": ["overcrowding"],
        "power": "huisvestingswet_34",
        "needed_because": "Toestemming is twee keer geweigerd.",
        "holder": town.lead.user_id,
    } | dict(wrong)
    answer = signed_in(town.lead).post(at("warrant_ask", visit.number), given)
    assert re.search(rf'href="#{field}(_0)?"', answer.content.decode()), field


def test_poor_conditions_alone_are_refused_with_the_article(town: VisitTown) -> None:
    visit = planned(town)
    given = {
        "reasons": "Het is er vies en oud, zeggen de buren.",
        "grounds": ["poor_conditions"],
        "power": "huisvestingswet_34",
        "needed_because": "Toestemming is twee keer geweigerd.",
        "holder": town.lead.user_id,
    }
    answer = signed_in(town.lead).post(at("warrant_ask", visit.number), given)
    assert answer.status_code == 400
    assert "Awbi" in answer.content.decode()


def test_the_mayor_decides_and_the_page_says_until_when(town: VisitTown) -> None:
    visit = planned(town)
    warrant, mayor = asked(town, visit), signed_in(town.mayor)
    assert len(warrant.dwellings.all()) == 2
    assert mayor.get("/")["Location"] == reverse("warrants")
    listed = mayor.get(reverse("warrants")).content.decode()
    assert listed.count(at("warrant", warrant.pk)) == 2
    page = mayor.get(at("warrant", warrant.pk)).content.decode()
    assert "Buren telden 14 mensen" in page
    assert at("visit", visit.number) not in page
    here = at("warrant", warrant.pk)
    bare = mayor.post(here, {"decision": "grant", "words": ""})
    assert 'href="#id_words"' in bare.content.decode()
    given = {"decision": "grant", "words": "Het gevaar weegt zwaarder dan de rust."}
    assert mayor.post(here, given).status_code == 302
    again = mayor.post(here, given)
    assert "id_decision" not in again.content.decode()
    lead = signed_in(town.lead)
    on_visit = lead.get(at("visit", visit.number)).content.decode()
    last = localdate() + timedelta(days=3)
    assert f'datetime="{last.isoformat()}"' in on_visit
    entry, day = at("warrant_entry", warrant.pk), {"on": localdate().isoformat()}
    unsaid = lead.post(entry, day)
    assert 'href="#id_address_0"' in unsaid.content.decode()
    first = warrant.dwellings.all()[0].address_id
    assert lead.post(entry, day | {"address": first}).status_code == 302
    far = (localdate() + timedelta(days=9)).isoformat()
    refused = lead.post(entry, {"on": far})
    assert 'href="#id_on"' in refused.content.decode()


def test_a_request_is_taken_back_until_it_is_decided_on(town: VisitTown) -> None:
    warrant = asked(town, planned(town))
    lead = signed_in(town.lead)
    assert lead.post(at("warrant_withdraw", warrant.pk)).status_code == 302
    assert lead.post(at("warrant_withdraw", warrant.pk)).status_code == 409


def test_who_asks_does_not_decide_and_the_mayor_does_not_ask(town: VisitTown) -> None:
    visit = planned(town)
    warrant = asked(town, visit)
    given = {"decision": "grant", "words": "Het gevaar weegt zwaarder dan de rust."}
    lead = signed_in(town.lead).post(at("warrant", warrant.pk), given)
    assert "id_decision" not in lead.content.decode()
    with town.seen_by(town.mayor):
        warrant.refresh_from_db()
    assert warrant.state == "asked"
    mayor = signed_in(town.mayor)
    for name in ("visits", "visit_new"):
        assert mayor.get(reverse(name)).status_code == 403
    for name in ("visit", "warrant_ask", "visit_typed", "visit_file", "companion_new"):
        assert mayor.get(at(name, visit.number)).status_code == 403, name
    assert mayor.post(at("warrant_withdraw", warrant.pk)).status_code == 403


SHARE = {
    "kind": "law",
    "ground": "Wet veiligheidsregio's art. 3",
    "purpose": "Kijken of het gebouw veilig is",
    "necessity": "Alleen de brandweer kan dat zien",
    "proportionality": "Dag en plaats zijn genoeg",
    "left_out": "Waarom dit adres gekozen is",
    "fields_shared": ["day", "hours", "address"],
}


def along(town: VisitTown, visit: Visit) -> str:
    given = {"kind": "fire_brigade", "organisation": "Brandweer Eenstad"}
    answer = signed_in(town.lead).post(at("companion_new", visit.number), given)
    assert answer.status_code == 302
    return str(answer["Location"])


def shared(town: VisitTown, visit: Visit) -> tuple[str, str]:
    """A service that was shared with: its page, and its own link."""
    page = along(town, visit)
    until = (localdate() + timedelta(days=2)).isoformat()
    made = signed_in(town.lead).post(f"{page}share/", SHARE | {"expires_on": until})
    assert made["Cache-Control"] == "no-store"
    link = re.search(r"<code[^>]*>([^<]+)</code>", made.content.decode())
    assert link is not None, made.content.decode()[:3000]
    return page, "/" + link[1].split("/", 3)[3]


def test_a_service_reads_what_was_decided_and_answers(town: VisitTown) -> None:
    visit = planned(town)
    page, link = shared(town, visit)
    assert link not in signed_in(town.lead).get(page).content.decode()
    partner = Client()
    read = partner.get(link)
    words = read.content.decode()
    assert "Lindelaan 1" in words
    assert "Twee meldingen" not in words
    assert read["Referrer-Policy"] == "no-referrer"
    assert read["Cache-Control"] == "no-store"
    wrong = partner.post(link, {"coming": "", "said": ""})
    assert wrong.status_code == 400
    away = partner.post(
        link, {"coming": "yes"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert away.status_code == 403
    answer = {"coming": "no", "said": "Wij hebben dienst elders."}
    assert partner.post(link, answer).status_code == 302
    assert "Wij hebben dienst elders." in partner.get(link).content.decode()


def test_a_link_that_was_taken_back_shows_nothing(town: VisitTown) -> None:
    visit = planned(town)
    page, link = shared(town, visit)
    lead = signed_in(town.lead)
    anew = lead.post(f"{page}link/again/")
    assert Client().get(link).status_code == 404
    second = re.search(r"<code[^>]*>([^<]+)</code>", anew.content.decode())
    assert second is not None
    newest = "/" + second[1].split("/", 3)[3]
    assert Client().get(newest).status_code == 200
    assert lead.post(f"{page}link/take-back/").status_code == 302
    assert Client().get(newest).status_code == 404
    assert lead.post(f"{page}take-off/").status_code == 302
    assert lead.get(page).status_code == 404


def test_whoever_tries_secrets_is_stopped(town: VisitTown) -> None:
    _page, link = shared(town, planned(town))
    stranger = Client()
    answers = [stranger.get(at("visit_shared", f"x{n}")).status_code for n in range(11)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert stranger.get(link).status_code == 429


def test_what_a_service_said_on_the_telephone_is_noted(town: VisitTown) -> None:
    visit = planned(town)
    page = along(town, visit)
    given = {"coming": "yes", "said": "Zij komen met twee."}
    assert signed_in(town.lead).post(f"{page}said/", given).status_code == 302
    shown = signed_in(town.second).get(at("visit", visit.number)).content.decode()
    assert "Zij komen met twee." in shown


def test_nothing_of_another_municipality_can_be_reached(town: VisitTown) -> None:
    visit = planned(town)
    warrant = asked(town, visit)
    page, _link = shared(town, visit)
    stranger = make_visit_town("GM9002", "Tweestad")
    client = signed_in(stranger.lead)
    for name in (
        *("visit", "visit_change", "visit_file", "visit_typed", "visit_cancel"),
        *("visit_reopen", "warrant_ask", "companion_new"),
    ):
        assert client.get(at(name, visit.number)).status_code == 404, name
    for name in ("visit_begin", "visit_close", "visit_take_late"):
        assert client.post(at(name, visit.number)).status_code == 404, name
    assert client.get(at("warrant", warrant.pk)).status_code == 404
    assert signed_in(stranger.mayor).get(at("warrant", warrant.pk)).status_code == 404
    assert client.get(page).status_code == 404
    assert client.post(f"{page}take-off/").status_code == 404
    assert client.get(new_at(town)).status_code == 404
    assert visit.number not in client.get(reverse("visits")).content.decode()


def test_a_registry_clerk_plans_nothing(town: VisitTown) -> None:
    visit = planned(town)
    user = User.objects.create_user("clerk@test.example")
    with scope(scope_of(town.admin)):
        Membership.objects.create(
            user=user, role=Role.REGISTRY_CLERK, municipality_id=town.code
        )
    client = signed_in(actor_of(user))
    assert client.get(reverse("visits")).status_code == 403
    assert client.get(reverse("visit_new")).status_code == 403
    assert client.get(at("visit", visit.number)).status_code == 403
    assert client.get(reverse("warrants")).status_code == 403


def test_a_closed_room_plans_nothing_and_still_shows_what_there_is(
    town: VisitTown,
) -> None:
    visit = planned(town)
    with scope(scope_of(town.admin)):
        switch_room(by=town.admin, municipality=town.code, room="inspections", on=False)
    client = signed_in(town.lead)
    assert client.get(reverse("visit_new")).status_code == 403
    assert client.post(new_at(town), typed(town)).status_code == 403
    assert client.post(at("visit_begin", visit.number)).status_code == 403
    assert client.get(at("visit", visit.number)).status_code == 200
    home = client.get("/").content.decode()
    assert f'href="{reverse("visits")}"' not in home


def test_what_waits_stands_on_the_first_page(town: VisitTown) -> None:
    visit = planned(town)
    assert at("visit", visit.number) in signed_in(town.lead).get("/").content.decode()


def test_the_picture_leads_to_a_plan(town: VisitTown) -> None:
    page = signed_in(town.lead).get(at("picture", town.houses[0]))
    assert f"{reverse('visit_new')}?address={town.houses[0]}" in page.content.decode()


def test_a_page_of_the_list_costs_the_same_however_long_it_is(
    town: VisitTown,
) -> None:
    planned(town)
    client = signed_in(town.lead)
    client.get(reverse("visits"))
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as asked_of:
            client.get(reverse("visits"))
        counts.append(len(asked_of))
        for _more in range(4):
            town.planned(at=now(), day=localdate() + timedelta(days=3))
    assert counts[0] == counts[1]
