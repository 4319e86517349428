"""Partners' reports: once under each reference, and a file whole or not at all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.desk.contract import Channel, NewReport, Report
from onderdak.supervision.desk.contract.partners import (
    FileTaken,
    HandedIn,
    Partner,
    import_partner_file,
    record_partner_report,
)
from onderdak.supervision.desk.contract.public import own_report
from onderdak.supervision.desk.models import Contact
from onderdak.supervision.desk.telling import contact_words
from tests.integration.conftest import SignedIn
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db

HEADER = "kenmerk;onderwerp;omschrijving;postcode;huisnummer;toevoeging\n"
GOOD = HEADER + (
    "P-1;nuisance;Lawaai in de nacht;6811AA;12;a\n"
    "P-2;waste;Vuil bij de containers;6811AA;99;\n"
)
POLICE = HandedIn(Partner.POLICE, "Wijkteam Noord", "P-1")


@pytest.fixture
def desk() -> DeskTown:
    made = make_desk()
    with scope(made.rows):
        Address.objects.create(
            municipality_id=made.code,
            street="Kade",
            number=12,
            addition="A",
            postcode="6811AA",
            town="Eenstad",
        )
    return made


def taken_in(desk: DeskTown, content: str, *, dry_run: bool = False) -> FileTaken:
    with scope(acting(desk.clerk)):
        return import_partner_file(
            by=desk.clerk,
            municipality=desk.code,
            partner=Partner.POLICE,
            name="Wijkteam Noord",
            data=content.encode(),
            filename="politie.csv",
            dry_run=dry_run,
            at=timezone.now(),
        )


def reports(desk: DeskTown) -> list[Report]:
    with scope(acting(desk.clerk)):
        return list(Report.objects.order_by("id"))


def test_a_file_becomes_reports_with_their_sender_and_address(desk: DeskTown) -> None:
    assert len(taken_in(desk, GOOD).taken) == 2
    first, second = reports(desk)
    sender = (first.partner_kind, first.partner_name, first.partner_reference)
    assert (first.channel, sender) == ("file", ("police", "Wijkteam Noord", "P-1"))
    assert first.address is not None
    assert first.place_text == "6811AA 12 a"
    assert (second.address, second.place_text) == (None, "6811AA 99")
    assert first.code_hash is None


def test_every_bad_cell_is_told_at_once_and_nothing_is_written(desk: DeskTown) -> None:
    bad = HEADER + (
        "P-1;nuisance;Lawaai;6811AA;12;\n;feest;;68;twaalf;\nP-1;waste;Vuil;;;\n"
    )
    found = taken_in(desk, bad)
    assert [(one.line, one.column) for one in found.bad] == [
        (3, "A"),
        (3, "B"),
        (3, "C"),
        (3, "D"),
        (3, "E"),
        (4, "A"),
    ]
    assert reports(desk) == []


def test_a_file_says_where_what_was_seen_and_when(desk: DeskTown) -> None:
    header = "kenmerk;onderwerp;omschrijving;adres;bag;signaal;datum;gevaar\n"
    taken_in(
        desk,
        header
        + "P-1;nuisance;Lawaai;Kade 12a 6811AA;;noise, drugs;1-11-2026;ja\n"
        + "P-2;nuisance;Lawaai;Kade 99;;;;\n",
    )
    first, second = reports(desk)
    assert first.address is not None
    assert first.signal == {"what": ["noise", "drugs"], "seen_on": "2026-11-01"}
    assert first.danger
    assert (second.address, second.place_text) == (None, "Kade 99")
    wrong = taken_in(
        desk,
        header + "P-3;nuisance;Lawaai;;0202100000000001;suspended;morgen;soms\n",
    )
    assert [one.column for one in wrong.bad] == ["E", "F", "G", "H"]


def test_a_postcode_counts_where_the_number_is_in_the_words(desk: DeskTown) -> None:
    """The same street and number in another village is another house."""
    header = "kenmerk;onderwerp;omschrijving;adres;postcode;huisnummer;toevoeging\n"
    rows = [
        "P-1;nuisance;Lawaai;Kade 12;7722XX;;A",
        "P-2;nuisance;Lawaai;Kade 12a;7722XX;;",
        "P-3;nuisance;Lawaai;Kade 12, app. 3, 6811AA Eenstad;;;",
        "P-4;nuisance;Lawaai;Kade 12;6811AA;;A",
        "P-5;nuisance;Lawaai;Kade 12a, Eenstad 6811AA;;;",
        "P-6;nuisance;Lawaai;Kade 12a;6811AA;12;",
        "P-7;nuisance;Lawaai;achter bij de ingang;6811AA;12;a",
    ]
    taken_in(desk, header + "\n".join(rows) + "\n")
    found = {one.partner_reference: one.address is not None for one in reports(desk)}
    sure = {"P-4", "P-5", "P-6", "P-7"}
    assert found == {f"P-{at}": f"P-{at}" in sure for at in range(1, 8)}


def test_a_dry_run_writes_nothing(desk: DeskTown) -> None:
    found = taken_in(desk, GOOD, dry_run=True)
    assert (found.lines, found.bad, reports(desk)) == (2, [], [])


def test_the_same_file_twice_is_refused_line_by_line(desk: DeskTown) -> None:
    taken_in(desk, GOOD)
    again = taken_in(desk, GOOD)
    assert [one.line for one in again.bad] == [2, 3]
    assert len(reports(desk)) == 2


def test_one_reference_is_one_report(desk: DeskTown) -> None:
    def hand_in(given: HandedIn) -> Any:
        with scope(acting(desk.clerk)):
            return record_partner_report(
                by=desk.clerk,
                municipality=desk.code,
                given=given,
                new=NewReport(category="nuisance", text="Lawaai"),
                channel=Channel.PARTNER,
                at=timezone.now(),
            )

    assert hand_in(POLICE).code == ""
    with pytest.raises(Conflict):
        hand_in(POLICE)
    hand_in(HandedIn(Partner.CORPORATION, "Wijkteam Noord", "P-1"))
    with pytest.raises(Invalid):
        hand_in(HandedIn(Partner.POLICE, "Wijkteam Noord", " "))
    assert len(reports(desk)) == 2


def test_another_towns_clerk_hands_nothing_in_here(desk: DeskTown) -> None:
    other = make_desk("GM9002")
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        import_partner_file(
            by=other.clerk,
            municipality=desk.code,
            partner=Partner.SNF,
            name="x",
            data=GOOD.encode(),
            filename="x.csv",
            dry_run=False,
            at=timezone.now(),
        )


def test_the_clerk_writes_one_down_on_the_page(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    clerk, url = signed_in(desk.clerk), reverse("desk_partner_new")
    assert "?partner=utility" in clerk.get(url).content.decode()
    url += "?partner=utility"
    found = clerk.post(url, {"sought": "Kade 12", "do": "search"})
    ((key, _label), _none) = found.context["form"].fields["address"].choices
    sent = {
        "name": "Netbeheer",
        "reference": "N-7",
        "category": "unsafe",
        "signal": ["tampered"],
        "seen_on": "2026-11-02",
        "sought": "Kade 12",
        "address": key,
        "text": "Kabels hangen los.",
        "danger": "on",
    }
    answer = clerk.post(url, sent)
    (made,) = reports(desk)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/reports/{made.number}/")
    assert (made.channel, made.address_id, made.danger) == ("page", int(key), True)
    assert made.signal == {"what": ["tampered"], "seen_on": "2026-11-02"}
    assert clerk.post(url, sent).status_code == 409
    seen = clerk.get(answer["Location"]).content.decode()
    assert "met de aansluiting geknoeid" in seen
    assert signed_in(desk.town.officer).get(
        reverse("desk_partner_new")
    ).status_code in (403,)


def test_the_page_shows_all_that_is_wrong_with_a_file(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    clerk = signed_in(desk.clerk)

    def send(content: str, **more: str) -> Any:
        file = SimpleUploadedFile("lijst.csv", content.encode())
        sent = {"partner": "police", "name": "Wijkteam", "file": file, **more}
        return clerk.post(reverse("desk_partner_file"), sent)

    wrong = send(HEADER + ";feest;;;;\n")
    assert (wrong.status_code, len(wrong.context["bad"].rows)) == (400, 3)
    assert send(GOOD, only_look="on").status_code == 200
    assert reports(desk) == []
    assert send(GOOD).status_code == 302
    assert len(reports(desk)) == 2


def test_who_reports_by_telephone_gets_a_code_that_opens_the_report(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    clerk = signed_in(desk.clerk)
    url = reverse("desk_phone_new")
    assert "?category=unsafe" in clerk.get(url).content.decode()
    sent = {
        "place": "Kade 12",
        "text": "Een open schacht.",
        "language": "pl",
        "unsafe_what": ["escape"],
        "people_live": "yes",
        "caller": "BELLER",
        "phone": "0612345678",
        "when": "na zessen",
    }
    page = clerk.post(f"{url}?category=unsafe", sent)
    (made,) = reports(desk)
    assert "no-store" in page["Cache-Control"]
    with no_scope():
        found = own_report(page.context["code"], timezone.localdate())
    assert (made.channel, made.text, made.language) == (
        *("phone", "Een open schacht."),
        "pl",
    )
    assert made.answers == {"unsafe_what": ["escape"], "people_live": ["yes"]}
    assert found is not None
    assert found.number == made.number
    with scope(acting(desk.clerk)):
        kept = Contact.objects.get(report=made)
        assert contact_words(kept)["when"] == "na zessen"
        assert b"BELLER" not in bytes(kept.sealed)
    assert "messages" not in clerk.cookies
    assert page.context["code"] not in str(clerk.session.items())


def test_news_by_mail_asks_for_an_address(desk: DeskTown, signed_in: SignedIn) -> None:
    url = reverse("desk_phone_new") + "?category=unsafe"
    sent = {"text": "x", "language": "nl", "updates": "on"}
    page = signed_in(desk.clerk).post(url, sent)
    assert "email" in page.context["form"].errors
    assert reports(desk) == []


def test_an_address_that_was_found_is_chosen_or_turned_down(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    url = reverse("desk_phone_new") + "?category=unsafe"
    sent = {"text": "x", "language": "nl", "sought": "Kade 12"}
    clerk = signed_in(desk.clerk)
    assert "address" in clerk.post(url, sent).context["form"].errors
    assert clerk.post(url, {**sent, "address": "999999"}).context["form"].errors
    clerk.post(url, {**sent, "address": "none", "place": "Het gele huis"})
    (made,) = reports(desk)
    assert (made.address, made.place_text) == (None, "Het gele huis")
