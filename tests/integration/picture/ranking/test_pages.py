"""The pages of the ranking: from points to a list, a decision, and the public page."""

import io
import json
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from onderdak.engines.ranking import load_catalogue
from onderdak.foundation.identity.contract import Role
from onderdak.supervision.picture.contract import View
from onderdak.supervision.picture.contract.ranking import (
    ChosenBy,
    PointSet,
    PointSetState,
    RankingRun,
    Result,
    do_run,
    switch_ranking,
)
from tests.integration.conftest import SignedIn
from tests.integration.picture.conftest import ON, line
from tests.integration.picture.ranking.conftest import Ranking, points_text
from tests.people import OTHER, OWN, PERSONAS
from tests.world import use_rooms

pytestmark = pytest.mark.django_db

KEY = "registered_over_allowed"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests, also for the pages."""
    for module in (
        *(
            "lists",
            "address",
            "points",
            "point_set",
            "points_acts",
            "drafting",
            "assessing",
        ),
        *("setting", "runs", "outcomes", "evaluation", "register", "public"),
        "facts",
    ):
        place = f"onderdak.web.picture.ranking.{module}.localdate"
        monkeypatch.setattr(place, _localdate)


def _localdate(moment: datetime | None = None) -> date:
    return ON if moment is None else moment.date()


@pytest.fixture
def listed(ranking: Ranking) -> RankingRun:
    """A list in which one address stands: nine registered where five fit."""
    ranking.use(KEY)
    where = ranking.world.address.bag_id or ""
    ranking.world.take_in(
        Role.REGISTRY_CLERK, line(where, "registrations", 9, "brp", day="2026-11-01")
    )
    return ranking.run()


def _page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def _first(ranking: Ranking, run: RankingRun) -> int:
    return ranking.listed(run)[0].id


def test_a_text_says_everything_that_is_wrong_with_it_at_once(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    """And keeps nothing: neither a forbidden fact nor points that go down."""
    client = signed_in(ranking.by(Role.SUPERVISOR))
    raw = yaml.safe_load(points_text("finding_open", "reports_12m"))
    raw["indicators"][0]["key"] = "nationaliteit"
    raw["indicators"][1]["steps"][1]["points"] = 0
    answer = client.post(
        reverse("ranking_points_new_text"),
        {"body": yaml.safe_dump(raw), "why": "proef"},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "indicators[0].key" in page
    assert "art. 2.37a(3)" in page
    assert "indicators[1].steps[1].points" in page
    assert "More evidence never gives fewer points." in page
    with ranking.open():
        assert not PointSet.objects.exists()


def test_a_text_that_is_right_is_kept_as_a_draft(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    client = signed_in(ranking.by(Role.SUPERVISOR))
    given = {"body": points_text("finding_open"), "why": "proef"}
    answer = client.post(reverse("ranking_points_new_text"), given)
    with ranking.open():
        made = PointSet.objects.get()
    assert made.state == PointSetState.DRAFT
    assert answer.headers["Location"] == reverse("ranking_point_set", args=[made.pk])
    page = _page(client, "ranking_point_set", made.pk)
    assert "Send to the privacy officer" in page
    assert "Omdat het telt." in page


def _form(**more: str) -> dict[str, str]:
    return {
        "name": "Van de werkgroep",
        "since": "2026-11-01",
        "until": "2027-10-31",
        "why": "proef",
        "reports_12m-use": "on",
        "reports_12m-steps": "1 = 1\n3 = 2",
        "reports_12m-reason": "Terechte meldingen.",
        "reports_12m-ground": "Gemeentewet art. 160",
        "reports_12m-expires_on": "2027-10-31",
        "permit_missing-use": "on",
        "permit_missing-points": "3",
        "permit_missing-reason": "Zonder vergunning mag het niet.",
        "permit_missing-ground": "Huisvestingswet 2014 art. 21",
        "permit_missing-expires_on": "2027-10-31",
        **more,
    }


def test_a_form_makes_the_same_text(ranking: Ranking, signed_in: SignedIn) -> None:
    client = signed_in(ranking.by(Role.MUNICIPAL_ADMIN))
    answer = client.post(reverse("ranking_points_new"), _form())
    assert answer.status_code == 302
    with ranking.open():
        body = yaml.safe_load(PointSet.objects.get().body)
    assert body["version"] == 1
    assert [one["key"] for one in body["indicators"]] == [
        "reports_12m",
        "permit_missing",
    ]
    assert body["indicators"][0]["steps"] == [
        {"at_least": 1, "points": 1},
        {"at_least": 3, "points": 2},
    ]
    assert body["indicators"][1]["steps"] == [{"at_least": 1, "points": 3}]


def test_a_form_names_the_fact_that_is_wrong(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    """Points that go down and a ground that is missing; what was typed stays."""
    client = signed_in(ranking.by(Role.SUPERVISOR))
    wrong = {"reports_12m-steps": "1 = 2\n3 = 1", "permit_missing-ground": ""}
    answer = client.post(reverse("ranking_points_new"), _form(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Reports in twelve months: Points" in page
    assert "Permit that is needed is missing: Ground" in page
    assert "1 = 2\n3 = 1" in page


def test_a_set_goes_from_draft_to_use_through_the_privacy_officer(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    made = ranking.draft(points_text("finding_open"))
    maker = signed_in(ranking.by(Role.SUPERVISOR))
    officer = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    here = reverse("ranking_assess", args=[made.pk])
    assert here not in _page(officer, "home")
    maker.post(reverse("ranking_point_set_submit", args=[made.pk]))
    assert here in _page(officer, "home")
    assert maker.get(here).status_code == 403
    empty = officer.post(here, {"verdict": "approved", "on_date": ON, "words": "ja"})
    assert "File of the assessment" in empty.content.decode()  # nothing without a file
    officer.post(
        here,
        {
            "verdict": "approved",
            "on_date": ON,
            "words": "Elk feit is nodig.",
            "file": SimpleUploadedFile("dpia.txt", b"de beoordeling"),
        },
    )
    maker.post(reverse("ranking_point_set_use", args=[made.pk]))
    with ranking.open():
        made.refresh_from_db()
        given = made.assessments.get()
    assert made.state == PointSetState.IN_USE
    page = _page(maker, "ranking_point_set", made.pk)
    assert "Elk feit is nodig." in page
    file = maker.get(reverse("ranking_assessment", args=[made.pk, given.pk]))
    assert file.content == b"de beoordeling"
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_two_sets_are_laid_side_by_side(ranking: Ranking, signed_in: SignedIn) -> None:
    first = ranking.draft(points_text("finding_open", "reports_12m"))
    second = ranking.draft(points_text("finding_open", "permit_missing", version=2))
    client = signed_in(ranking.by(Role.SUPERVISOR))
    here = reverse("ranking_point_set", args=[second.pk])
    page = client.get(here, {"with": first.pk}).content.decode()
    compared = page.partition("What differs")[2]
    assert "Reports in twelve months" in compared
    assert "Permit that is needed is missing" in compared
    assert "Findings that are open" not in compared


def test_the_list_says_why_in_words(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    """Page and file say the same, and both are written down as looks."""
    client = signed_in(ranking.by(Role.SUPERVISOR))
    page = _page(client, "ranking")
    assert "The surface allows 5, registered are 9" in page
    assert "Kerkstraat 12" in page
    file = b"".join(client.get(reverse("ranking_csv"))).decode()
    (_header, told) = file.strip().splitlines()
    assert told.startswith("1;Kerkstraat 12")
    assert "The surface allows 5, registered are 9" in told
    book = client.get(reverse("ranking_xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book))).active
    assert sheet["B2"].value.startswith("Kerkstraat 12")
    with ranking.open():
        looks = View.objects.filter(asked__list="ranking").order_by("pk")
        how = list(looks.values_list("how", flat=True))
        assert how == [View.How.PAGE, View.How.FILE, View.How.FILE]
    nothing = client.get(reverse("ranking"), {"q": "Nergensweg"}).content.decode()
    assert "Nothing fits this." in nothing
    assert "Kerkstraat 12" not in nothing


def test_a_visit_needs_a_person_and_a_reason(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    client = signed_in(ranking.by(Role.SUPERVISOR))
    here = reverse("ranking_address", args=[_first(ranking, listed)])
    page = client.get(here).content.decode()
    assert load_catalogue()[KEY].ground[:9] in page
    assert reverse("picture", args=[ranking.world.address.pk]) in page
    refused = client.post(here, {"what": "visit", "why": " "}).content.decode()
    assert "error-summary" in refused
    client.post(here, {"what": "visit", "why": "De brief kwam terug."})
    assert "De brief kwam terug." in client.get(here).content.decode()
    assert "visit, " in _page(client, "ranking")
    plan = f"{reverse('visit_new')}?address={ranking.world.address.pk}&amp;chosen="
    assert plan not in client.get(here).content.decode()
    use_rooms(ranking.world.town, "inspections")
    assert plan in client.get(here).content.decode()


def test_what_is_switched_off_is_off_at_once(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    """The privacy officer switches off; nobody decides by the list any more."""
    here = reverse("ranking_address", args=[_first(ranking, listed)])
    client = signed_in(ranking.by(Role.SUPERVISOR))
    assert "Kerkstraat" in _page(client, "ranking")
    officer = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    officer.post(reverse("ranking_switch"), {"why": "Eerst opnieuw beoordelen."})
    client = signed_in(ranking.by(Role.SUPERVISOR))
    page = _page(client, "ranking")
    assert "Eerst opnieuw beoordelen." in page
    assert "Kerkstraat" not in page
    assert client.get(reverse("ranking_csv")).status_code >= 400
    assert client.get(here).status_code >= 400
    assert client.post(here, {"what": "letter", "why": "x"}).status_code >= 400
    public = _page(Client(), "ranking_method", ranking.town.lower())
    assert "Eerst opnieuw beoordelen." in public


def test_one_fact_is_switched_off_with_a_reason(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    made = ranking.use(KEY, "finding_open")
    client = signed_in(ranking.by(Role.SUPERVISOR))
    given = {"key": KEY, "on": "off", "why": "De bron klopt niet."}
    client.post(reverse("ranking_fact", args=[made.pk]), given)
    assert "De bron klopt niet." in _page(client, "ranking_points")
    public = _page(Client(), "ranking_method", ranking.town.lower())
    assert "uitgezet" in public


def test_a_list_is_asked_for_watched_and_stopped(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    ranking.use(KEY)
    client = signed_in(ranking.by(Role.SUPERVISOR))
    answer = client.post(reverse("ranking_runs"), {"on_day": ON})
    with ranking.open():
        made = RankingRun.objects.get()
    assert answer.headers["Location"] == reverse("ranking_run", args=[made.pk])
    assert "hx-get" in _page(client, "ranking_run", made.pk)
    assert "progress" in _page(client, "ranking_run_progress", made.pk)
    client.post(reverse("ranking_run_stop", args=[made.pk]))
    again = client.get(reverse("ranking_run_progress", args=[made.pk]))
    assert again.headers["HX-Refresh"] == "true"
    assert "stopped" in _page(client, "ranking_run", made.pk)


def test_a_trial_shows_the_privacy_officer_counts_and_no_address(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    """Without the only fact that counted, one address has fewer points."""
    tried = ranking.draft(points_text("finding_open", version=2))
    client = signed_in(ranking.by(Role.SUPERVISOR))
    client.post(reverse("ranking_point_set_try", args=[tried.pk]))
    with ranking.open():
        run = RankingRun.objects.latest("pk")
    do_run(run=run.pk, municipality=ranking.town, user=run.by_id)
    client.post(reverse("ranking_point_set_submit", args=[tried.pk]))
    officer = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    page = _page(officer, "ranking_assess", tried.pk)
    with ranking.open():
        run.refresh_from_db()
    assert run.counts["effect"]["fewer"] == 1
    assert run.counts["effect"]["top_left"] == 1
    assert "get fewer points" in page
    assert "Kerkstraat" not in page
    # What was tried is never the list that people work with.
    assert "The surface allows 5, registered are 9" in _page(client, "ranking")


@pytest.mark.parametrize("demo", [True, False])
def test_in_the_demo_the_evaluation_says_that_outcomes_are_invented(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn, demo: bool, settings: Any
) -> None:
    settings.DEMO = demo
    page = _page(signed_in(ranking.by(Role.SUPERVISOR)), "ranking_evaluation")
    assert ("The results do not come from the points." in page) == demo


def test_with_few_visits_there_are_no_percentages(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    past = ranking.run(date(2026, 11, 10))
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 11, 12))
    for role in (Role.SUPERVISOR, Role.PRIVACY_OFFICER):
        page = _page(signed_in(ranking.by(role)), "ranking_evaluation")
        assert "Not enough visits yet." in page
        assert "probably between" not in page
        assert "tile__value" not in page
        assert "Kerkstraat" not in page
    chart = reverse("ranking_chart", args=[past.pk, "stable"])
    client = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    assert client.get(chart).headers["Content-Type"].startswith("image/svg")
    assert client.get(chart.replace("stable", "else")).status_code == 404


def test_with_enough_visits_every_number_has_its_range(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    """Forty houses, of which twenty stand in the list and nine of ten have a breach."""
    ranking.use(KEY, capacity=20)
    houses = ranking.addresses(60)
    with_points = [
        line(one.bag_id or "", "registrations", 12, "brp", day="2026-01-02")
        for one in houses[:20]
    ]
    ranking.world.take_in(Role.REGISTRY_CLERK, *with_points)
    run = ranking.run(date(2026, 2, 1))
    for number, one in enumerate(houses):
        wrong = number % 10 != 0 if number < 20 else number % 10 == 0
        ranking.outcome(
            one,
            Result.BREACH if wrong else Result.IN_ORDER,
            date(2026, 3, 1 + number % 28),
            ChosenBy.RANDOM,
        )
    client = signed_in(ranking.by(Role.SUPERVISOR))
    page = client.get(reverse("ranking_evaluation"), {"run": run.pk}).content.decode()
    assert "Not enough visits yet." not in page
    assert page.count("probably between") >= 3
    # No list had drawn them, so they were chosen.
    assert "Times more than all visits together" in page
    for which in ("bands", "stable", "areas", "housing"):
        chart = client.get(reverse("ranking_chart", args=[run.pk, which]))
        assert chart.status_code == 200
    # All homes are of one kind: a ratio of one, and 38 of 60 visits found nothing.
    assert "1.00 (1.00 to 1.00)" in page
    assert "63% (51% to 74%)" in page


@pytest.mark.parametrize(
    ("by", "base", "says"),
    [
        (ChosenBy.REPORT, "All visits together: a breach at", "No base rate known"),
        (
            ChosenBy.PERIODIC,
            "locations under periodic supervision only",
            "The base rate is of locations under periodic supervision only",
        ),
    ],
)
def test_the_page_says_what_the_visits_are_laid_beside(
    ranking: Ranking, signed_in: SignedIn, by: ChosenBy, base: str, says: str
) -> None:
    """Twenty with points, all wrong; of forty others four, visited for some reason."""
    ranking.use("violations_5y", capacity=5)
    houses = ranking.addresses(60)
    for one in houses[:20]:
        ranking.outcome(one, Result.BREACH, date(2025, 6, 1))
    run = ranking.run(date(2026, 2, 1))
    for number, one in enumerate(houses):
        first = number < 20
        ranking.outcome(
            one,
            Result.BREACH if first or number % 10 == 0 else Result.IN_ORDER,
            date(2026, 3, 1 + number % 28),
            ChosenBy.REPORT if first else by,
        )
    client = signed_in(ranking.by(Role.SUPERVISOR))
    page = client.get(reverse("ranking_evaluation"), {"run": run.pk}).content.decode()
    assert "Of the 20 highest that were visited: a breach at" in page
    assert base in page
    assert says in page
    chosen = by is ChosenBy.REPORT
    assert ("find more than the other visits." in page) == chosen
    assert ("chance is no reason" in page) != chosen
    assert ("Times more than the base rate" in page) != chosen
    # What a list of the past takes from today is said once.
    assert page.count("A list of an earlier day has what was known then") == 1
    assert "Treat it as personal data" in page


def test_facts_with_results_are_a_file_for_supervision_alone(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    ranking.use("violations_5y", capacity=20)
    houses = ranking.addresses(60)
    run = ranking.run(date(2026, 2, 1))
    for number, one in enumerate(houses):
        ranking.outcome(one, Result.IN_ORDER, date(2026, 3, 1 + number % 28))
    here = reverse("ranking_facts_csv", args=[run.pk])
    supervisor = signed_in(ranking.by(Role.SUPERVISOR))
    officer = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    evaluation = f"{reverse('ranking_evaluation')}?run={run.pk}"
    assert here in supervisor.get(evaluation).content.decode()
    assert here not in officer.get(evaluation).content.decode()
    assert officer.get(here).status_code == 403
    file = supervisor.get(here)
    assert len(file.content.decode().splitlines()) == 61
    assert "Langestraat" not in file.content.decode()
    with ranking.open() as by:
        switch_ranking(by=by, municipality=ranking.town, on=False, why="p", today=ON)
    assert here not in supervisor.get(evaluation).content.decode()


def test_who_assesses_sees_what_was_proposed_and_what_people_changed(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    body = points_text("violations_5y", derived="Proposed on 2026-11-20 from x.csv")
    made = ranking.draft(body)
    maker = signed_in(ranking.by(Role.SUPERVISOR))
    changed = body.replace("points: 3", "points: 2")
    maker.post(
        reverse("ranking_point_set_text", args=[made.pk]),
        {"body": changed, "why": "minder"},
    )
    maker.post(reverse("ranking_point_set_submit", args=[made.pk]))
    officer = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    colleague = signed_in(ranking.by(Role.MUNICIPAL_ADMIN))
    for page in (
        _page(officer, "ranking_assess", made.pk),
        _page(colleague, "ranking_point_set", made.pk),
    ):
        assert "Proposed on 2026-11-20 from x.csv" in page
        assert "from 3: 3 points" in page
        assert "from 3: 2 points" in page
        assert "by a person" in page


def test_the_way_to_the_evaluation_leads_over_the_ranking(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    for role, name in (
        (Role.SUPERVISOR, "ranking"),
        (Role.PRIVACY_OFFICER, "ranking_points"),
    ):
        page = _page(signed_in(ranking.by(role)), "ranking_evaluation")
        way = page.partition('class="crumbs"')[2].partition("</nav>")[0]
        assert f'href="{reverse(name)}"' in way
        assert ">Ranking<" in way
        assert ">Points<" not in way


def test_grounds_of_the_catalogue_are_read_in_dutch(
    ranking: Ranking, listed: RankingRun, signed_in: SignedIn
) -> None:
    client = signed_in(ranking.by(Role.SUPERVISOR))
    client.cookies["django_language"] = "nl"
    page = _page(client, "ranking_address", _first(ranking, listed))
    assert "and the municipal regulation" not in page
    assert "de gemeentelijke verordening" in page
    assert "per 1 november 2026" in page


def test_a_file_of_outcomes_shows_all_bad_lines_and_keeps_nothing(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    client = signed_in(ranking.by(Role.SUPERVISOR))
    bag = ranking.world.address.bag_id
    bad = (
        "bag-id;datum;uitkomst;gekozen door;kenmerk\n"
        f"{bag};2026-10-01;overtreding;loting;A\n"
        f"0;2026-10-02;overtreding;loting;B\n{bag};2026-10-03;misschien;loting;C\n"
    )
    here = reverse("ranking_outcomes")
    file = SimpleUploadedFile("uitkomsten.csv", bad.encode())
    answer = client.post(here, {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "misschien" in page
    assert "nothing was recorded" in page
    assert "This is no BAG id of an address here." in page
    good = "\n".join(bad.splitlines()[:2])
    file = SimpleUploadedFile("uitkomsten.csv", good.encode())
    client.post(here, {"file": file})
    assert "Kerkstraat 12" in _page(client, "ranking_outcomes")
    told = b"".join(client.get(reverse("ranking_outcomes_csv"))).decode()
    assert "Kerkstraat 12" in told
    template = b"".join(client.get(reverse("ranking_outcomes_template"))).decode()
    assert template.lstrip("\ufeff").startswith("bag-id;datum;uitkomst")


def test_everybody_reads_how_addresses_are_chosen(
    ranking: Ranking, listed: RankingRun
) -> None:
    """Without an account: the points, what never counts, who decides; no address."""
    client = Client(headers={"Accept-Language": "nl"})
    page = _page(client, "ranking_method", "eenstad")
    for told in (
        *("nationaliteit;", "geboorteland;", "inkomen;", "Wat nooit telt"),
        *("art. 15 AVG", "privacyfunctionaris", "Omdat het telt.", "versie 1"),
        "Meer inschrijvingen dan de oppervlakte toelaat",
    ):
        assert told in page
    assert "Kerkstraat" not in page
    file = client.get(reverse("ranking_method_points", args=["eenstad"]))
    assert yaml.safe_load(file.content)["name"] == "Proef"
    assert client.get(reverse("ranking_method", args=["nergens"])).status_code == 404


def test_without_points_the_public_page_says_so(ranking: Ranking) -> None:
    page = _page(Client(), "ranking_method", ranking.town.lower())
    assert "Deze gemeente gebruikt nu geen lijst met punten." in page
    gone = reverse("ranking_method_points", args=[ranking.town.lower()])
    assert Client().get(gone).status_code == 404


def test_the_register_follows_the_points_in_use(
    ranking: Ranking, signed_in: SignedIn
) -> None:
    made = ranking.use(KEY)
    client = signed_in(ranking.by(Role.PRIVACY_OFFICER))
    told = json.loads(client.get(reverse("ranking_register_json")).content)
    assert told["status"] == "In gebruik"
    assert told["lang"] == "nld"
    assert told["name"] in _page(client, "ranking_register")
    maker = signed_in(ranking.by(Role.SUPERVISOR))
    maker.post(reverse("ranking_withdraw", args=[made.pk]), {"why": "Klaar."})
    told = json.loads(client.get(reverse("ranking_register_json")).content)
    assert told["status"] == "Buiten gebruik"


SEES_LIST = frozenset({Role.SUPERVISOR})
SEES_POINTS = SEES_LIST | {Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER}


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("ranking_csv", SEES_LIST),
        ("ranking_address", SEES_LIST),
        ("ranking_run", SEES_POINTS),
        ("ranking_chart", SEES_POINTS),
        ("ranking_point_set", SEES_POINTS),
        ("ranking_point_set_file", SEES_POINTS),
        ("ranking_fact", SEES_POINTS),
    ],
)
def test_only_who_has_a_task_here_opens_a_page(
    ranking: Ranking,
    listed: RankingRun,
    signed_in: SignedIn,
    name: str,
    roles: frozenset[Role],
) -> None:
    """As every role of both towns; the other town hears that there is nothing."""
    args: dict[str, list[object]] = {
        "ranking_csv": [],
        "ranking_address": [_first(ranking, listed)],
        "ranking_run": [listed.pk],
        "ranking_chart": [listed.pk, "stable"],
    }
    url = reverse(name, args=args.get(name, [listed.point_set_id]))
    for one in PERSONAS:
        if one.role is Role.PARTNER_CONTACT:
            continue
        answer = signed_in(ranking.by(one.role, one.side)).get(url)
        entered = answer.status_code == 200
        assert entered == (one.side == OWN and one.role in roles), one
        if one.side == OTHER:
            assert b"Kerkstraat" not in answer.content
