"""Who is asked which fact, and in which order."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules import AskedOf, Catalogue, Of, load_catalogue

CATALOGUE = load_catalogue()
BOTH = {"nl": "Tekst", "en": "Text"}


def written(name: str, **changes: Any) -> dict[str, Any]:
    facts = [{"path": f"{name}.one", "type": "truth", "label": BOTH, "ask": BOTH}]
    return {"group": name, "of": "location", "label": BOTH, "facts": facts, **changes}


def read(folder: Path, *groups: dict[str, Any]) -> Catalogue:
    for group in groups:
        path = folder / f"{group['group']}.yaml"
        path.write_text(yaml.safe_dump(group))
    return load_catalogue(folder)


def test_groups_stand_in_the_order_that_they_state_and_the_others_last(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, written("a"), written("b", order=20), written("c", order=10))

    assert [group.name for group in found.groups] == ["c", "b", "a"]


def test_a_fact_is_asked_of_whom_its_group_names_unless_it_says_otherwise(
    tmp_path: Path,
) -> None:
    group = written("a", asked_of=["inspection"])
    group["facts"].append(
        {**group["facts"][0], "path": "a.two", "asked_of": ["bag", "provider"]}
    )
    found = read(tmp_path, group, written("b"))

    assert [fact.path for fact in _asked(found, AskedOf.PROVIDER)] == ["a.two", "b.one"]
    assert [fact.path for fact in _asked(found, AskedOf.INSPECTION)] == [
        "a.one",
        "b.one",
    ]
    assert [group.name for group in found.asked_of(AskedOf.BAG)] == ["a"]


@pytest.mark.parametrize(
    "changes", [{"asked_of": ["everybody"]}, {"asked_of": []}, {"order": "first"}]
)
def test_who_is_asked_and_the_order_are_checked_when_read(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(changes))):
        read(tmp_path, written("a", **changes))


def test_a_provider_is_not_asked_what_officials_or_lenders_know() -> None:
    asked = {fact.path for fact in _asked(CATALOGUE, AskedOf.PROVIDER)}

    assert not [path for path in asked if path.startswith(("entry.", "lender."))]
    assert "unit.bag_use" not in asked
    assert "landlord.discrimination_established" not in asked


def test_every_group_that_is_shipped_has_a_place_of_its_own() -> None:
    for of in Of:
        places = [group.order for group in CATALOGUE.groups if group.of is of]
        assert len(set(places)) == len(places)


def _asked(found: Catalogue, who: AskedOf) -> list[Any]:
    return [fact for group in found.asked_of(who) for fact in group.facts]
