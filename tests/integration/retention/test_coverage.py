"""No table with personal data is forgotten: each is destroyed, or it says why not."""

import pytest
from django.db import connection

from onderdak.foundation.privacy.contract import destroying_rooms, purposes
from onderdak.web.nights.retention.words import ROOMS, TABLES

# Tables from which the nightly run takes nothing, each with the reason.
ELSEWHERE = {
    "identity_user": "until the account is closed",
    "identity_membership": "until the account is closed",
    "identity_accesstoken": "as long as the provider is admitted",
    "identity_rememberedanswer": "wiped after a day by identity itself",
    "parties_provider": "as long as the provider is admitted",
    "parties_party": "no use has an end on record yet: by hand until then",
    **dict.fromkeys(
        (
            *("parties_agreement", "parties_agreementversion"),
            *("parties_agreementend", "parties_agreementparty"),
            "parties_agreementproof",
        ),
        "agreements have no term of their own yet: by hand until then",
    ),
    "nights_locationstep": "as long as the location, which is kept",
    "nights_locationcapacity": "as long as the location, which is kept",
    **dict.fromkeys(
        (
            *("quality_statedfact", "quality_growthplan"),
            *("quality_growthstep", "quality_growthline"),
            *("quality_managementcontact", "quality_managercheck"),
        ),
        "as long as the location, which is kept",
    ),
    **dict.fromkeys(
        (
            *("quality_certificate", "quality_certificateterm"),
            *("quality_certificatechange", "quality_permitfact"),
            *("quality_registerimport", "quality_registerrow"),
            *("quality_schemecontact", "quality_schemereport"),
            *("quality_regionalapplication", "quality_regionalassessment"),
            "quality_regionalretraction",
            *("quality_regionaldecision", "quality_goodexample"),
            *("quality_publicconsent", "quality_publicreview"),
        ),
        "certificates have no term of their own yet: by hand until then",
    ),
    **dict.fromkeys(
        (
            *("desk_contact", "desk_message"),
            *("desk_reportstep", "desk_reportphoto", "desk_reportlink"),
            *("desk_forward", "desk_passreminder"),
        ),
        "goes with the report it belongs to",
    ),
    **dict.fromkeys(
        (
            *("inspections_member", "inspections_lightermeans"),
            *("inspections_companion", "inspections_partnerlink"),
            *("inspections_visitstep", "inspections_warrant"),
            "inspections_warrantdwelling",
            *("inspections_operation", "inspections_takenover"),
            "inspections_photo",
            *("inspections_finding", "inspections_findingverdict"),
            *("inspections_findingterm", "inspections_visitreport"),
            *("inspections_signature", "inspections_copystep"),
            *("inspections_repairletter", "inspections_repair"),
            *("inspections_repairproof", "inspections_repairjudgement"),
            *("inspections_visitresult", "inspections_registrydocument"),
        ),
        "goes with the visit it belongs to",
    ),
    **dict.fromkeys(
        (
            *("enforcement_ground", "enforcement_caseentry"),
            *("enforcement_measure", "enforcement_step"),
            "enforcement_enforcementrequest",
            *("enforcement_peoplecount", "enforcement_rehousing"),
            *("enforcement_telling", "enforcement_careasked"),
            *("enforcement_urgenttask", "enforcement_evidenceexport"),
            *("enforcement_hold", "enforcement_choice"),
            *("enforcement_remedy", "enforcement_remedystep"),
            *("enforcement_clock", "enforcement_penaltyorder", "enforcement_entry"),
            *("enforcement_letter", "enforcement_letterentry"),
            *("enforcement_lettersending", "enforcement_lettertask"),
        ),
        "goes with the case it belongs to",
    ),
    "enforcement_contactopening": "goes with the reserve rooms it is about",
    "enforcement_matrixcell": "what the municipality does at a breach; names nobody",
    "enforcement_letterhead": "how a municipality stands on its letters; names a team",
    "enforcement_localamount": "amounts of the municipality; names nobody",
    "desk_knownpartner": "the name of an organisation, as long as it is a partner",
    "care_carestep": "goes with its task",
    "inspections_publicwords": "published words: no address, nobody who was visited",
    "inspections_registrybox": "a key of the municipality, and who made it",
    "inspections_checklist": "what is asked, with who answers for that; no answers",
    "outbox_message": "wiped by the outbox after thirty days",
    "outbox_attachment": "wiped by the outbox with its mail",
    "nights_savedview": "until removed, or the account is closed",
    "nights_registeringtext": "until the text is replaced",
}


def _tables() -> list[str]:
    return [table for room in destroying_rooms() for table in room.tables]


def test_every_table_with_a_purpose_is_destroyed_or_says_why_not() -> None:
    assert set(purposes()) - set(_tables()) - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) - set(purposes()) == set()


@pytest.mark.django_db
def test_every_table_that_a_room_names_has_its_functions() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
            [[f"{t}_{end}" for t in _tables() for end in ("plan", "destroy", "past")]],
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        f"{t}_{end}" for t in _tables() for end in ("plan", "destroy", "past")
    }


def test_every_table_has_a_word_for_people() -> None:
    assert set(_tables()) - set(TABLES) == set()
    assert {room.room for room in destroying_rooms()} - set(ROOMS) == set()


@pytest.mark.django_db
def test_no_function_that_destroys_is_open_to_everyone() -> None:
    """Only the app may call them, and none of the inner ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proacl IS NULL AND prosecdef"
            " AND (proname LIKE '%\\_destroy' OR proname LIKE '%\\_plan')"
        )
        assert cursor.fetchall() == []
