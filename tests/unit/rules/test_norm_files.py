"""An unclear norm is refused when it is read; and the norms keep their own laws."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules import (
    As,
    Judge,
    Kind,
    NormBook,
    Outcome,
    load,
    load_catalogue,
    load_norms,
    national_folder,
    pack,
    read_facts,
)

BOOK = load(national_folder())
CATALOGUE = load_catalogue()
NORMS = load_norms(BOOK, CATALOGUE)
BOTH = {"nl": "Tekst", "en": "Text"}
ON = date(2026, 3, 1)


def norm(**changes: Any) -> dict[str, Any]:
    return {
        "rule": "Z01",
        "title": BOTH,
        "text": BOTH,
        "as": "finding",
        "about": "unit",
        "by": "roemer.floor_area_per_person",
        "measured": {"fact": "unit.people"},
        "compare": "at_most",
        "threshold": {
            "whole_part": [
                {"fact": "unit.floor_area"},
                {"param": "roemer.floor_area_per_person"},
            ]
        },
        "unit": "people",
        "sentences": {"meets": BOTH, "breaches": BOTH, "mend": BOTH},
        **changes,
    }


def read(folder: Path, **changes: Any) -> NormBook:
    written = {key: one for key, one in norm(**changes).items() if one is not None}
    (folder / "Z01.yaml").write_text(yaml.safe_dump(written))
    return load_norms(BOOK, CATALOGUE, folder)


def test_the_norm_that_the_other_cases_change_is_clear(tmp_path: Path) -> None:
    (one,) = read(tmp_path).norms
    assert (one.rule, one.as_) == ("Z01", As.FINDING)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rule": "a1"}, "rule: expected"),
        ({"as": "advice"}, "as: "),
        ({"by": None}, "by: name the parameter"),
        ({"by": "roemer.unheard"}, "roemer.unheard"),
        ({"unit": "square_metres"}, "unit: square_metres does not show"),
        ({"unit": None}, "unit: this is missing"),
        ({"compare": "nearly"}, "compare: "),
        ({"applies": {"fact": "unit.people"}}, "applies: expected something true"),
        (
            {"threshold": {"param": "roemer.floor_area_per_person"}},
            "do not go together",
        ),
        ({"title": {"nl": "Tekst"}}, r"title\.en: this is missing"),
        ({"sentences": {"meets": BOTH}}, r"sentences\.breaches"),
        (
            {
                "sentences": {
                    "meets": {"nl": "%(more)s", "en": "x"},
                    "breaches": BOTH,
                    "mend": BOTH,
                }
            },
            "is not known",
        ),
        ({"as": "text"}, r"reason"),
        ({"values": {"measured": {"whole": 1}}}, "values: "),
        ({"remark": "?"}, "remark: this key is not known"),
    ],
)
def test_an_unclear_norm_names_the_file_and_the_key(
    changes: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=says):
        read(tmp_path, **changes)


def test_every_section_of_the_rule_table_is_complete() -> None:
    counts = {"A": 19, "B": 12, "C": 18, "D": 16, "E": 14, "F": 11, "G": 23, "H": 6}
    counts |= {"I": 14, "J": 8, "K": 12, "L": 11, "M": 4, "N": 6}
    expected = {
        f"{letter}{number:02d}"
        for letter, count in counts.items()
        for number in range(1, count + 1)
    }

    assert expected - set(NORMS.rules) == set()


def test_no_private_or_policy_norm_speaks_of_an_offence() -> None:
    words = ("overtred", "offence", "violat", "strafbaar", "illega")

    assert [
        one.id
        for one in NORMS.judged
        if one.by is not None
        and BOOK.described(one.by).kind in {Kind.PRIVATE, Kind.POLICY}
        and one.judging is not None
        for sentence in one.judging.sentences.values()
        for language in sentence.values()
        if any(word in language.lower() for word in words)
    ] == []


def test_wages_and_agencies_give_hints_and_never_findings() -> None:
    assert [
        one.id for one in NORMS.norms if one.rule[0] in "JK" and one.as_ is As.FINDING
    ] == []


def test_a_municipality_that_says_no_switches_a_norm_off(tmp_path: Path) -> None:
    national = BOOK.described("regional.management_plan")
    local = {
        "id": national.id,
        "municipality": "GM0202",
        "description": BOTH,
        "unit": "yes_no",
        "kind": "local",
        "values": [
            {
                "from": date(2026, 1, 1),
                "value": False,
                "article": "Raadsbesluit",
                "source": "A test",
                "checked": date(2026, 1, 1),
            }
        ],
    }
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(local))
    book = load(national_folder(), tmp_path)

    def found(on: date) -> list[str]:
        judge = Judge(book, NORMS, CATALOGUE, on=on, municipality="GM0202")
        facts = read_facts({}, CATALOGUE)
        return [one.norm.id for one in judge(facts).findings if one.rule == "B02"]

    assert found(date(2025, 12, 31)) == ["B02/emergency_plan", "B02/management_plan"]
    assert found(date(2026, 1, 1)) == ["B02/emergency_plan"]


def test_a_norm_is_judged_for_each_unit_by_its_name() -> None:
    units = [
        {"name": "north", "use": "dwelling", "floor_area": "24 m2", "people": 2},
        {"name": "south", "use": "dwelling", "floor_area": "24 m2", "people": 3},
    ]
    judge = Judge(BOOK, NORMS, CATALOGUE, on=ON, only={"A01"})

    found = judge(read_facts({"units": units}, CATALOGUE)).findings

    assert [(one.place, one.outcome) for one in found] == [
        ("north", Outcome.MEETS),
        ("south", Outcome.BREACHES),
    ]


def test_the_pack_holds_every_norm_that_is_judged_and_every_value_it_needs() -> None:
    packed = pack(BOOK, NORMS, CATALOGUE, on=ON)
    judge = Judge(BOOK, NORMS, CATALOGUE, on=ON)

    assert len(packed["norms"]) == len(judge.ready)
    needed = {id_ for ready in judge.ready for id_ in ready.norm.parameters}
    assert set(packed["parameters"]) == needed
