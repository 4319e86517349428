"""The public pages of the norms, and the check of pay and housing."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import normbook
from onderdak.rules import As
from onderdak.rules.findings.norms import COMPUTED
from onderdak.web.norms import braking

pytestmark = pytest.mark.django_db

TRIED = {
    "on": "2026-03-01",
    "unit-1:unit.use": "dwelling",
    "unit-1:unit.floor_area": "95",
    "unit-1:unit.people": "8",
}


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    cache.clear()


def page(name: str, *args: str, language: str = "nl", **query: str) -> str:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(name: str = "norms_csv", **query: str) -> list[list[str]]:
    answer = Client().get(reverse(name), query)
    written = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written), delimiter=";"))


def test_the_list_counts_what_is_computed_and_what_is_not() -> None:
    html = page("norms")
    computed = sum(norm.as_ in COMPUTED for norm in normbook().norms)
    text_only = sum(norm.as_ is As.TEXT for norm in normbook().norms)

    assert f"<dd>{computed}</dd>" in html
    assert f"<dd>{text_only}</dd>" in html


def test_the_file_has_every_norm_with_its_reason() -> None:
    header, *lines = rows()

    assert len(lines) == len(normbook().norms)
    reason = header.index("Reden")
    text_only = [
        line for line in lines if line[header.index("Gebruik hier")] == "alleen tekst"
    ]
    assert text_only
    assert all(line[reason] for line in text_only)


def test_the_workbook_has_as_many_lines() -> None:
    answer = Client().get(reverse("norms_xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()), read_only=True)
    assert len(list(book.active.rows)) == len(normbook().norms) + 1
    answer.close()


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({"q": "a01"}, {"A01"}),
        ({"section": "J", "as": "pay"}, {"J01", "J02", "J05", "J06"}),
        ({"q": "there is nothing like this"}, set()),
    ],
)
def test_a_search_finds_what_it_says(query: dict[str, str], rules: set[str]) -> None:
    found = {line[0] for line in rows(**query)[1:]}
    assert found == rules


def test_the_kind_that_is_asked_for_is_the_kind_that_comes() -> None:
    header, *lines = rows(kind="law")
    assert lines
    assert {line[header.index("Hoe bindend")] for line in lines} == {"wet"}


def test_one_walks_through_all_pages_and_back() -> None:
    seen: list[list[str]] = []
    address: str | None = reverse("norms")
    while address:
        table = Client().get(address).context["norms"]
        seen.append([row[0].value for row in table.rows])
        address = table.paging.next_url and reverse("norms") + table.paging.next_url

    assert sum(map(len, seen)) == len(normbook().norms)
    before = Client().get(reverse("norms") + table.paging.previous_url)
    assert [row[0].value for row in before.context["norms"].rows] == seen[-2]


def test_a_change_that_comes_already_shows() -> None:
    html = page("norm", "A17", on="2025-12-01")
    assert "Vanaf 1-1-2026: 13 m² → 15 m²" in html
    assert "Vanaf 1-1-2026" not in page("norm", "A17", on="2026-01-01")


def test_a_norm_shows_its_history_with_article_and_source() -> None:
    html = page("norm", "A17")
    assert "15 augustus 2024" in html
    assert "1 januari 2026" in html
    assert "akf.floor_area_per_person" in html


@pytest.mark.parametrize("rule", normbook().rules)
def test_every_norm_has_a_page_in_both_languages(rule: str) -> None:
    for language in ("nl", "en"):
        assert rule in page("norm", rule, language=language)


def test_a_norm_that_is_not_there_is_not_found() -> None:
    assert Client().get("/norms/Z99/").status_code == 404


BREACHED = 'tag--error">voldoet niet'


def test_what_is_filled_in_is_judged() -> None:
    html = page("norm", "A01", **TRIED)
    assert BREACHED in html
    assert "housing.floor_area_per_person@2024-01-01" in html
    assert BREACHED not in page("norm", "A01", **TRIED | {"unit-1:unit.people": "7"})


def test_where_a_norm_does_not_apply_that_is_said() -> None:
    html = page("norm", "A01", **TRIED | {"unit-1:unit.use": "lodging"})
    assert "data-none>" in html


def test_what_cannot_be_read_is_told_at_its_field() -> None:
    html = page("norm", "A01", **TRIED | {"unit-1:unit.floor_area": "95 cm"})
    assert "data-error-summary" in html
    assert "data-outcome" in html


def test_the_pack_of_one_rule_has_only_that_rule() -> None:
    answer = Client().get(reverse("norms_pack"), {"rule": "A01", "on": "2026-03-01"})
    told: dict[str, Any] = json.loads(answer.content)
    assert {norm["rule"] for norm in told["norms"]} == {"A01"}
    assert told["on"] == "2026-03-01"


def test_who_comes_too_often_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(braking, "too_often", lambda *_args, **_named: True)
    for name in ("norms", "norms_csv", "norms_pack", "pay"):
        assert Client().get(reverse(name)).status_code == 429


TERMS = sorted(
    {norm.rule for norm in normbook().norms if norm.as_ in (As.TERM, As.AMOUNT)}
)


def test_a_term_is_counted() -> None:
    """An objection to a decision of Monday 2 March 2026 (Awb 6:7)."""
    html = page("norm", "G15", **{"try": "1", "day": "2026-03-02"})
    assert "13 april 2026" in html


def test_a_term_without_a_day_asks_for_it() -> None:
    assert "data-error-summary" in page("norm", "G15", **{"try": "1"})


@pytest.mark.parametrize("rule", TERMS)
def test_every_term_and_amount_can_be_tried(rule: str) -> None:
    """An answer, or the reason why there is none."""
    html = page("norm", rule, **{"try": "1", "day": "2026-03-02", "on": "2026-03-02"})
    assert 'id="outcome"' in html


PAID = {
    "hourly": "14,99",
    "hours": "160",
    "age": "21",
    "housing": "599,60",
    "on": "2026-07-01",
    "certified": "yes",
}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_term_leaves_the_calendar(day: str) -> None:
    for rule in TERMS:
        html = page("norm", rule, **{"try": "1", "day": day})
        # Beside a judged norm the form asks for its facts instead.
        judged = any(norm.judging for norm in normbook().of(rule))
        assert judged or "te ver weg" in html


@pytest.mark.parametrize("day", ["0001-01-01", "1990-01-01", "9999-12-31"])
def test_a_norm_and_the_pay_check_stand_on_any_day(day: str) -> None:
    for rule in normbook().rules[::15]:
        assert f"<title>{rule}" in page("norm", rule, on=day)
    assert f'value="{day}"' in pay(on=day)


def pay(**changed: str) -> str:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("pay"), PAID | changed)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode().replace("\xa0", " ")


def test_the_pay_check_shows_the_sum() -> None:
    html = pay()
    for amount in ("€ 14,99", "× 160 uur × 100%", "€ 2.398,40", "× 25%", "€ 599,60"):
        assert amount in html
    assert "notice--success" in html
    assert "Arbeidsinspectie" in html


def test_a_cent_more_does_not_fit() -> None:
    assert "notice--warning" in pay(housing="599,61")


def test_without_a_certificate_nothing_may_be_deducted() -> None:
    assert "notice--warning" in pay(certified="no", housing="1,00")


def test_where_it_is_not_known_the_condition_is_named() -> None:
    html = pay(certified="")
    assert "notice--success" in html
    assert "volmacht" in html


@pytest.mark.parametrize(
    "changed",
    [
        {"hourly": "veel"},
        {"hours": "0"},
        {"age": "12"},
        {"on": "2020-01-01"},
        {"on": ""},
    ],
)
def test_what_cannot_be_is_told(changed: dict[str, str]) -> None:
    assert "data-error-summary" in pay(**changed)


def test_the_norms_are_in_reach_of_who_signs_in() -> None:
    html = Client().get("/accounts/login/").content.decode()
    assert reverse("norms") in html
    assert reverse("pay") in html


def test_a_note_is_read_in_the_language_of_the_reader() -> None:
    dutch, english = page("norm", "A17"), page("norm", "A17", language="en")

    assert "Uit het hoofd; controleer dit voor gebruik." in dutch
    assert "From memory" not in dutch
    assert "From memory; check before use." in english
