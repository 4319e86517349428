"""From points to a decision in a real browser, on desk and phone."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from onderdak.engines.ranking import load_catalogue
from onderdak.foundation.identity.contract import Role, actor_of, scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.contract.ranking import (
    RankingRun,
    Verdict,
    assess_point_set,
    do_run,
    draft_point_set,
    put_in_use,
    start_ranking,
    submit_point_set,
    switch_ranking,
)
from tests.functional.picturing import address, sound
from tests.functional.test_every_page import SIZES, Visitor, visitor
from tests.people import OWN, Persona
from tests.world import acting

__all__ = ["address", "visitor"]  # fixtures that serve here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

FILE = """adres;soort;waarde;datum;bron
0000200000000012;inschrijvingen;9;{day};brp
"""
KEY = "registered_over_allowed"


def _register(visitor: Visitor, tmp_path: Path) -> None:
    """Nine registrations where five fit, taken in by the registry clerk."""
    file = tmp_path / "signalen.csv"
    file.write_text(FILE.format(day=localdate().replace(day=1)))
    page = visitor.context(Role.REGISTRY_CLERK, SIZES["desk"]).new_page()
    page.goto(visitor.server + "/signals/")
    page.set_input_files("input[type=file]", str(file))
    page.click("form.form button[type=submit]")
    page.click("form[action$='/record/'] button")


def _make_points(page: Page, server: str) -> None:
    """One fact, filled in by keyboard and mouse."""
    page.goto(server + "/ranking/points/new/")
    sound(page)
    page.fill("#id_name", "Van de werkgroep")
    page.fill("#id_since", f"{localdate():%Y-%m-%d}")
    page.fill("#id_until", f"{localdate().year + 1}-12-31")
    page.fill("#id_why", "proef")
    page.click(f"#{KEY} > summary")
    page.check(f"#id_{KEY}-use")
    page.fill(f"#id_{KEY}-steps", "2 = 2\n4 = 1")
    page.fill(f"#id_{KEY}-reason", "Er wonen er misschien te veel.")
    page.fill(f"#id_{KEY}-ground", load_catalogue()[KEY].ground[:40])
    page.fill(f"#id_{KEY}-expires_on", f"{localdate().year + 1}-12-31")
    page.click("form.form button[type=submit]")


@pytest.mark.parametrize("size", SIZES)
def test_from_points_to_a_decision(
    visitor: Visitor, address: Address, tmp_path: Path, size: str
) -> None:
    """A supervisor draws up, the privacy officer approves, a person decides."""
    _register(visitor, tmp_path)
    page = visitor.context(Role.SUPERVISOR, SIZES[size]).new_page()
    officer = visitor.context(Role.PRIVACY_OFFICER, SIZES[size]).new_page()
    _make_points(page, visitor.server)
    # Points that go down are refused, with what was typed still there.
    assert page.locator(".error-summary li").count() == 1
    sound(page)
    page.fill(f"#id_{KEY}-steps", "2 = 1\n4 = 2")
    page.click("form.form button[type=submit]")
    page.click("form[action$='/submit/'] button")
    sound(page)

    officer.goto(visitor.server + "/")
    officer.click(".todo a")
    sound(officer)
    officer.check("input[name=verdict][value=approved]")
    officer.fill("#id_words", "Nodig en met een grondslag.")
    officer.set_input_files(
        "#id_file", {"name": "dpia.txt", "mimeType": "text/plain", "buffer": b"DPIA"}
    )
    officer.click("form.form button[type=submit]")
    officer.wait_for_load_state()
    sound(officer)

    page.reload()
    page.click("form[action$='/use/'] button")
    page.goto(visitor.server + "/ranking/switch/")
    page.fill("#id_why", "Wij beginnen.")
    page.click("form.form button[type=submit]")
    page.goto(visitor.server + "/ranking/lists/")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state()
    sound(page)
    town = visitor.sides.towns[OWN]
    with scope(acting(town.officer)):
        run = RankingRun.objects.get()
    do_run(run=run.pk, municipality=town.code, user=run.by_id)

    page.goto(visitor.server + "/ranking/")
    sound(page)
    assert "The surface allows 5, registered are 9" in page.content()
    page.click("text=Kerkstraat 12")
    sound(page)
    page.focus("input[name=what][value=letter]")
    page.keyboard.press("Space")
    page.fill("#id_why", "Eerst vragen hoeveel mensen er wonen.")
    page.focus("form.form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Eerst vragen hoeveel mensen er wonen.")
    sound(page)
    officer.goto(visitor.server + "/ranking/evaluation/")
    sound(officer)
    assert "Not enough visits yet." in officer.content()


@pytest.mark.parametrize("size", SIZES)
def test_the_public_page_needs_no_account(visitor: Visitor, size: str) -> None:
    page = visitor.context(None, SIZES[size]).new_page()
    page.goto(visitor.server + "/how-addresses-are-chosen/eenstad/")
    sound(page)
    assert "nationaliteit" in page.content()


def _in_use(visitor: Visitor) -> None:
    """Points by one fact, approved and in use, and a list made by them."""
    town = visitor.sides.towns[OWN].code
    today = localdate()
    end = date(today.year + 1, 12, 31).isoformat()
    body = {
        **{"name": "Proef", "version": 1, "catalogue": "addresses"},
        **{"since": date(today.year, 1, 1), "until": date.fromisoformat(end)},
        "indicators": [
            {
                **{"key": KEY, "reason": "Misschien te vol.", "source": "brp"},
                **{"ground": "Awb 5:11", "expires_on": date.fromisoformat(end)},
                "steps": [{"at_least": 1, "points": 2}],
            }
        ],
    }
    by = {
        role: actor_of(visitor.sides.users[Persona(OWN, role)])
        for role in (Role.SUPERVISOR, Role.PRIVACY_OFFICER)
    }
    with scope(acting(by[Role.SUPERVISOR])):
        made = draft_point_set(
            by=by[Role.SUPERVISOR],
            municipality=town,
            body=yaml.safe_dump(body),
            why="proef",
            today=today,
        )
        submit_point_set(by=by[Role.SUPERVISOR], point_set=made, today=today)
    with scope(acting(by[Role.PRIVACY_OFFICER])):
        assess_point_set(
            by=by[Role.PRIVACY_OFFICER],
            point_set=made,
            verdict=Verdict.APPROVED,
            on_date=today,
            words="akkoord",
            file=b"DPIA",
            filename="dpia.txt",
            today=today,
        )
    with scope(acting(by[Role.SUPERVISOR])):
        put_in_use(by=by[Role.SUPERVISOR], point_set=made, today=today)
        switch_ranking(
            by=by[Role.SUPERVISOR], municipality=town, on=True, why="p", today=today
        )
        run = start_ranking(
            by=by[Role.SUPERVISOR],
            municipality=town,
            on_day=today,
            today=today,
            wait=True,
        )
    do_run(run=run.pk, municipality=town, user=run.by_id)


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_done_without_scripts(
    visitor: Visitor, address: Address, tmp_path: Path, size: str
) -> None:
    """From the list to the reason, the decision and the evaluation."""
    _register(visitor, tmp_path)
    _in_use(visitor)
    page = visitor.context(Role.SUPERVISOR, SIZES[size], scripts=False).new_page()
    page.goto(visitor.server + "/ranking/")
    page.get_by_role("link", name="Kerkstraat 12").click()
    reason = page.get_by_role("row").filter(has_text="registered are 9")
    expect(reason).to_contain_text(f"as of {localdate().replace(day=1).day} ")
    page.get_by_role("button", name="Keep this decision").click()
    # Refused in words, with nothing lost: a choice and a reason are needed.
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("input[name=what][value=letter]").check(force=True)
    page.locator("#id_why").fill("Eerst vragen hoeveel mensen er wonen.")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.get_by_role("row").filter(has_text="Eerst vragen")).to_be_visible()
    page.goto(visitor.server + "/ranking/evaluation/")
    expect(page.get_by_text("Not enough visits yet.").first).to_be_visible()
    # What is folded opens without a script: the figures behind a chart.
    expect(page.get_by_role("table")).to_have_count(0)
    page.locator("main details.behind > summary").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
