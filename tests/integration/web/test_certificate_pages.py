"""Pages of certificates, as the municipality and a provider use them."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract import (
    Certificate,
    CertificateChange,
    NewCertificate,
    Particulars,
    RegisterImport,
    RegisterRow,
    Scheme,
    SchemeReport,
    record_certificate,
    set_scheme_contact,
)
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

KVK = "99000001"
HEAD = "Bedrijf;KvK;Nummer;Adres;Plaats;Bedden;Geldig tot;Status"
OURS = f"Pension Eigen;{KVK};SNF-1;Teststraat 1;Teststad;10;01-06-2030;geldig"
ODD = "Vreemd BV;99000002;SNF-2;Verkeerdweg 9;Teststad;4;01-06-2030;geldig"


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    made = make_house(town, "Pension Eigen")
    with scope(acting(made.manager)):
        Provider.objects.filter(pk=made.provider).update(kvk_number=KVK)
    return made


@pytest.fixture
def officer(town: Town, signed_in: SignedIn) -> Client:
    return signed_in(town.officer)


@pytest.fixture
def manager(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


def _record(town: Town, house: House, **said: Any) -> int:
    new = NewCertificate(
        scheme=Scheme.SNF,
        holder="Pension Eigen",
        source="brief",
        number="SNF-1",
        holder_kvk=KVK,
        location=house.location,
        said=Particulars(**said),
    )
    with scope(acting(town.officer)):
        return record_certificate(
            by=town.officer, municipality=town.code, new=new, on=timezone.localdate()
        )


def _upload(content: str, name: str = "register.csv") -> dict[str, Any]:
    return {
        "scheme": "snf",
        "file": SimpleUploadedFile(name, content.encode()),
        "on": timezone.localdate().isoformat(),
        "whole_list": "on",
    }


def _page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_officer_records_a_certificate_and_finds_it(
    officer: Client, town: Town, house: House
) -> None:
    answer = officer.post(
        reverse("quality_certificate_new"),
        {
            "scheme": "snf",
            "place": house.location.pk,
            "state": "valid",
            "beds": "12",
            "valid_from": "2026-01-01",
            "valid_until": "2030-01-01",
            "source": "brief 7",
        },
    )
    with scope(acting(town.officer)):
        made = Certificate.objects.get()
    assert answer.headers["Location"] == reverse("quality_certificate", args=[made.pk])
    assert made.holder == "Pension Eigen"
    assert "Pension Eigen" in _page(officer, "quality_certificates", query="?q=pens")
    empty = _page(officer, "quality_certificates", query="?scheme=akf")
    assert reverse("quality_certificate", args=[made.pk]) not in empty


def test_the_list_as_a_file_says_what_is_missing(
    officer: Client, town: Town, house: House
) -> None:
    ended = timezone.localdate() - timedelta(days=3)
    _record(town, house, valid_from=date(2020, 1, 1), valid_until=ended)
    answer = officer.get(reverse("quality_certificates_csv"))
    content = answer.getvalue().decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert "SNF-1" in row.values()
    assert "verlopen" in row.values()


def test_a_state_is_added_and_the_old_one_stays_on_the_page(
    officer: Client, town: Town, house: House
) -> None:
    pk = _record(town, house)
    answer = officer.post(
        reverse("quality_certificate_state", args=[pk]),
        {"state": "suspended", "since": "2026-10-05", "source": "brief register"},
    )
    assert answer.status_code == 302
    page = _page(officer, "quality_certificate", pk)
    assert "geschorst" in page
    assert "brief register" in page
    with scope(acting(town.officer)):
        assert CertificateChange.objects.count() == 2


def test_a_pasted_alert_leads_to_its_certificate(
    officer: Client, town: Town, house: House
) -> None:
    pk = _record(town, house)
    alert = (
        f"De SNF-registratie van Pension Eigen (KvK {KVK}) is per 5 oktober 2026"
        " geschorst."
    )
    answer = officer.post(reverse("quality_alert"), {"written": alert})
    target = reverse("quality_certificate_state", args=[pk])
    page = answer.content.decode()
    assert f"{target}?state=suspended&amp;since=2026-10-05" in page
    officer.post(
        f"{target}?state=suspended&since=2026-10-05",
        {"state": "suspended", "since": "2026-10-05", "source": "mail"},
    )
    with scope(acting(town.officer)):
        last = CertificateChange.objects.latest("pk")
        assert (last.state, last.origin) == ("suspended", "alert")


def test_a_register_is_previewed_recorded_and_matched_by_hand(
    officer: Client, town: Town, house: House
) -> None:
    answer = officer.post(
        reverse("quality_registers"), _upload(f"{HEAD}\n{OURS}\n{ODD}\n")
    )
    with scope(acting(town.officer)):
        register = RegisterImport.objects.get()
    assert answer.headers["Location"] == reverse("quality_register", args=[register.pk])
    preview = _page(officer, "quality_register", register.pk)
    assert "Vreemd BV" in preview
    with scope(acting(town.officer)):
        assert not Certificate.objects.exists()
    officer.post(reverse("quality_register_record", args=[register.pk]))
    with scope(acting(town.officer)):
        assert Certificate.objects.get().location_id == house.location.pk
        row = RegisterRow.objects.get(certificate__isnull=True)
    assert "Vreemd BV" in _page(officer, "quality_registers")
    assert "Verkeerdweg" in _page(officer, "quality_register_row", row.pk)
    officer.post(reverse("quality_register_row_leave", args=[row.pk]))
    assert "Vreemd BV" not in _page(officer, "quality_registers")


def test_a_line_is_matched_to_a_location_on_the_page(
    officer: Client, town: Town, house: House
) -> None:
    officer.post(reverse("quality_registers"), _upload(f"{HEAD}\n{ODD}\n"))
    with scope(acting(town.officer)):
        register = RegisterImport.objects.get()
    officer.post(reverse("quality_register_record", args=[register.pk]))
    with scope(acting(town.officer)):
        row = RegisterRow.objects.get()
    officer.post(
        reverse("quality_register_row", args=[row.pk]), {"place": house.location.pk}
    )
    with scope(acting(town.officer)):
        assert Certificate.objects.get().location_id == house.location.pk


def test_bad_lines_are_named_and_only_left_out_on_purpose(
    officer: Client, town: Town, house: House
) -> None:
    bad = OURS.replace("01-06-2030", "31-02-2030").replace("SNF-1", "SNF-3")
    officer.post(reverse("quality_registers"), _upload(f"{HEAD}\n{OURS}\n{bad}\n"))
    with scope(acting(town.officer)):
        register = RegisterImport.objects.get()
    preview = _page(officer, "quality_register", register.pk)
    assert "31-02-2030" in preview
    refused = officer.post(reverse("quality_register_record", args=[register.pk]))
    assert refused.status_code == 400
    officer.post(
        reverse("quality_register_record", args=[register.pk]), {"without_bad": "yes"}
    )
    with scope(acting(town.officer)):
        assert Certificate.objects.count() == 1


def test_a_list_can_be_left(officer: Client, town: Town, house: House) -> None:
    officer.post(reverse("quality_registers"), _upload(f"{HEAD}\n{OURS}\n"))
    with scope(acting(town.officer)):
        register = RegisterImport.objects.get()
    officer.post(reverse("quality_register_leave", args=[register.pk]))
    with scope(acting(town.officer)):
        assert RegisterImport.objects.get().rows == []
        assert not Certificate.objects.exists()


def test_no_other_town_opens_a_list_or_a_report(
    officer: Client, town: Town, house: House, signed_in: SignedIn
) -> None:
    officer.post(reverse("quality_registers"), _upload(f"{HEAD}\n{ODD}\n"))
    with scope(acting(town.officer)):
        register = RegisterImport.objects.get().pk
    other = signed_in(make_town("GM9002", "Tweestad").officer)
    for name in ("register", "register_record", "register_leave"):
        address = reverse(f"quality_{name}", args=[register])
        found = other.get(address) if name == "register" else other.post(address)
        assert found.status_code == 404


def test_what_is_no_list_is_refused_in_words(officer: Client, town: Town) -> None:
    answer = officer.post(reverse("quality_registers"), _upload("een;twee\n1;2\n"))
    assert answer.status_code == 400
    assert "kolom" in answer.content.decode()


def test_a_report_is_decided_read_sent_and_answered(
    officer: Client, town: Town, house: House
) -> None:
    today = timezone.localdate()
    _record(town, house)
    officer.post(
        reverse("quality_report_new", args=[house.location.pk]),
        {
            "scheme": "snf",
            "observed_on": today.isoformat(),
            "subjects": ["fire", "beds"],
            "observations": "Nooddeur op slot.",
            "ground": "covenant",
            "ground_reference": "Convenant 1",
            "ground_since": "2020-01-01",
            "purpose": "inspectie",
            "necessity": "alleen zij keuren",
            "proportionality": "één locatie",
            "left_out": "personen",
            "expires_on": (today + timedelta(days=90)).isoformat(),
        },
    )
    with scope(acting(town.officer)):
        report = SchemeReport.objects.get()
        set_scheme_contact(
            by=town.officer,
            municipality=town.code,
            scheme=Scheme.SNF,
            organisation="Keurmerk",
            email="meldpunt@keurmerk.example",
        )
    assert "meldpunt@keurmerk.example" in _page(officer, "quality_report", report.pk)
    letter = officer.get(reverse("quality_report_letter", args=[report.pk]))
    assert letter.content.startswith(b"%PDF")
    officer.post(reverse("quality_report_send", args=[report.pk]))
    with scope(acting(town.officer)):
        assert Message.objects.get().email == "meldpunt@keurmerk.example"
    assert "onderweg" in _page(officer, "quality_report", report.pk)
    officer.post(
        reverse("quality_report_answer", args=[report.pk]),
        {"answer": "Wij gaan kijken."},
    )
    assert "Wij gaan kijken." in _page(officer, "quality_report", report.pk)


def test_a_report_is_not_for_its_provider(
    officer: Client, manager: Client, town: Town, house: House
) -> None:
    for name in ("quality_reports", "quality_registers", "quality_alert"):
        assert manager.get(reverse(name)).status_code == 403


def test_a_provider_adds_its_own_and_sees_what_is_missing(
    manager: Client, town: Town, house: House
) -> None:
    answer = manager.post(
        reverse("quality_certificate_new"),
        {
            "scheme": "snf",
            "place": house.location.pk,
            "valid_from": "2020-01-01",
            "valid_until": "2022-01-01",
            "source": "rapport 3",
        },
    )
    assert answer.status_code == 302
    assert "verlopen" in _page(manager, "quality_gaps")
    manager.post(
        reverse("quality_certificate_new"),
        {"scheme": "abu", "place": "whole:GM9001", "source": "lidmaatschap"},
    )
    with scope(acting(house.manager)):
        whole = Certificate.objects.get(scheme="abu")
        assert (whole.whole_organisation, whole.municipality_id) == (True, town.code)
    assert "rapport 3" in _page(
        manager,
        "quality_certificate",
        _newest(house),
    )


def _newest(house: House) -> int:
    with scope(acting(house.manager)):
        return Certificate.objects.get(scheme="snf").pk


def test_mark_and_permit_of_a_location_stand_on_one_page(
    officer: Client, manager: Client, town: Town, house: House
) -> None:
    _record(town, house, beds=12)
    officer.post(
        reverse("quality_permit_new", args=[house.location.pk]),
        {
            "kind": "environment",
            "number": "OV-7",
            "beds": "9",
            "valid_from": "2020-01-01",
            "source": "vergunningenregister",
        },
    )
    for client in (officer, manager):
        page = _page(client, "quality_beside", house.location.pk)
        assert "OV-7" in page
        assert "SNF-1" in page
    before = _page(officer, "quality_beside", house.location.pk, query="?on=2019-01-01")
    assert before.count("OV-7") == 1  # only among everything that was recorded
