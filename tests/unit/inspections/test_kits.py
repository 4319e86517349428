"""The control kit: what is shipped can be used, and what is wrong is said at once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from onderdak.rules.locations.catalogue import load_catalogue
from onderdak.supervision.inspections.contract.kits import (
    AskedChecklist,
    Condition,
    Each,
    Item,
    ItemKind,
    Kind,
    KitFaulty,
    PartName,
    checklist_of,
    holds,
    kit_texts,
    kits,
    load_kits,
    load_texts,
    published,
)
from onderdak.supervision.inspections.kits.own import refused_parts
from onderdak.supervision.inspections.kits.reading import FOLDER

SIGNS = [
    *("unlawful_stay_or_work", "no_dutch_or_illiterate"),
    *("no_contract_in_own_language", "no_own_documents_bank_phone_digid"),
    *("unknown_work_or_home_address", "escorted_to_authorities"),
    *("substandard_employer_housing", "false_promises", "debt_to_employer"),
    *("violence_or_extortion", "threats_dismissal_eviction_police"),
    *("unsafe_work_no_ppe", "long_hours_no_breaks_leave", "underpaid_or_unpaid"),
    *("cannot_leave_or_camera", "coached_statements", "paid_cash_or_uninsured"),
    "other_pressure",
]


def _items(kind: Kind, part: PartName) -> list[Item]:
    return [
        item
        for section in kits()[kind].sections
        if section.part is part
        for item in section.items
    ]


def _faults(checklist: AskedChecklist) -> str:
    return "\n".join(map(str, refused_parts(checklist)))


@pytest.mark.parametrize("kind", Kind)
def test_every_kit_is_usable_as_shipped(kind: Kind) -> None:
    assert _faults(kits()[kind]) == ""


def test_a_full_visit_has_every_part_of_the_kit() -> None:
    assert {section.part for section in kits()[Kind.FULL].sections} == set(PartName)


@pytest.mark.parametrize("kind", Kind)
def test_every_visit_asks_the_steps_of_the_door_and_who_leaves_at_a_refusal(
    kind: Kind,
) -> None:
    entry = {item.key: item for item in _items(kind, PartName.ENTRY)}
    assert {
        *("identified", "purpose_read", "consent_read", "consent", "left_at_once"),
        *("consent_room", "silence_told", "entered", "refusal_read"),
    } <= set(entry)
    assert entry["consent"].path == "entry/consent"
    silent = {"consent": "silent"}
    assert holds(entry["refusal_read"].only_if, silent.get)
    assert holds(entry["left_at_once"].only_if, {"consent": "withdrawn"}.get)
    assert not holds(entry["left_at_once"].only_if, {"consent": "given"}.get)


def test_consent_is_asked_for_each_room_and_not_by_its_landlord() -> None:
    section = next(s for s in kits()[Kind.FULL].sections if s.key == "entry_room")
    assert section.each is Each.ROOM
    assert section.items[-1].path == "room/{room}/consent"


@pytest.mark.parametrize("kind", Kind)
def test_there_are_eighteen_signs_and_none_counts(kind: Kind) -> None:
    signs = _items(kind, PartName.SIGNS)
    assert [item.key for item in signs] == SIGNS
    assert all(item.kind is ItemKind.SIGN and item.goes_to for item in signs)
    assert [item.key for item in signs if item.inside_only] == [
        "no_dutch_or_illiterate"
    ]
    asked = {
        name
        for section in kits()[kind].sections
        for item in section.items
        if item.only_if
        for name in item.only_if.items()
    }
    assert not asked & set(SIGNS)


def test_what_a_resident_tells_of_work_and_money_is_sealed() -> None:
    section = next(s for s in kits()[Kind.FULL].sections if s.key == "person_told")
    assert all(item.sealed for item in section.items)
    assert all(
        (item.path or "").startswith("statement/{person}/") for item in section.items
    )


def test_neighbours_are_asked_for_no_name_and_are_offered_no_place_for_one() -> None:
    items = _items(Kind.FULL, PartName.NEIGHBOURS)
    assert [item.key for item in items if item.kind is ItemKind.TEXT] == [
        "what_would_help"
    ]


def test_facts_are_those_of_the_norms_and_are_kept_under_their_paths() -> None:
    catalogue = load_catalogue()
    facts = [item for item in kits()[Kind.FULL].by_key().values() if item.fact]
    assert len(facts) > 80
    for item in facts:
        fact = catalogue.fact(item.fact or "")
        assert item.unit == fact.unit
        assert (item.path or "").endswith(".".join(fact.keys).removeprefix("entry."))


def test_a_question_whose_answer_may_carry_a_fine_is_marked() -> None:
    fined = {key for key, item in kits()[Kind.FULL].by_key().items() if item.fine}
    assert {"registered", "how_long", "night_register_shown"} <= fined


@pytest.mark.parametrize("kind", Kind)
def test_what_is_published_is_read_back_the_same(kind: Kind) -> None:
    body = published(kits()[kind])
    assert checklist_of(body) == kits()[kind]
    assert set(body["texts"]["consent"]) == set(body["languages"])


def test_every_text_says_in_each_language_if_nobody_read_it() -> None:
    texts = kit_texts()
    assert {"nl", "en", "pl", "ro", "bg", "uk"} <= set(texts)
    assert all(each.reviewed or each.note for each in texts.values())
    assert not texts["pl"].reviewed
    read = {item.text for kit in kits().values() for item in kit.by_key().values()}
    assert read - {None} == set(texts["nl"].texts)


def test_everything_that_is_wrong_with_the_files_is_said_at_once(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "kits"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py"))
    part = folder / "parts" / "neighbours.yaml"
    found = yaml.safe_load(part.read_text())
    items = found["sections"][0]["items"]
    items[0]["kind"] = "guess"
    items[1]["only_if"] = {"item": "nothing", "is": True}
    items[4]["colour"] = "red"
    part.write_text(yaml.safe_dump(found))
    with pytest.raises(KitFaulty) as refused:
        load_kits(folder)
    told = str(refused.value)
    for word in ("'guess'", "depends on nothing", "key colour"):
        assert word in told, told


def test_a_text_that_one_language_lacks_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(FOLDER / "languages", folder)
    path = folder / "pl.yaml"
    found = yaml.safe_load(path.read_text())
    del found["texts"]["help"]
    found["letters"]["residents_on_day"] = "Dzień dobry"
    path.write_text(yaml.safe_dump(found, allow_unicode=True))
    with pytest.raises(KitFaulty) as refused:
        load_texts(folder)
    assert len(refused.value.faults) == 2


def _asking(title: str, part: PartName) -> AskedChecklist:
    """A full checklist with a question of its own in a part."""
    kit = kits()[Kind.FULL]
    words = {"nl": title, "en": title}
    item = Item("own_question", ItemKind.TEXT, "answer/own", words)
    sections = [
        replace(each, items=(*each.items, item))
        if each.part is part and not each.fixed
        else each
        for each in kit.sections
    ]
    first = next(i for i, s in enumerate(sections) if item in s.items)
    kept = [s if i == first else kit.sections[i] for i, s in enumerate(sections)]
    return replace(kit, sections=tuple(kept))


@pytest.mark.parametrize(
    "question",
    [
        "Wat is uw nationaliteit?",
        "Uit welk land komt u?",
        "Where do you come from?",
        "Wat is uw BSN?",
        "Welke godsdienst heeft u?",
        "Is deze bewoner een arbeidsmigrant?",
    ],
)
def test_no_checklist_asks_where_somebody_comes_from_or_believes(question: str) -> None:
    assert "own_question" in _faults(_asking(question, PartName.PERSON))


def test_a_plain_question_of_a_town_is_fine() -> None:
    assert _faults(_asking("Is er een lift?", PartName.PLACE)) == ""


@pytest.mark.parametrize("question", ["Wie woont daar?", "Wat is het kenteken?"])
def test_the_round_along_neighbours_invites_no_name(question: str) -> None:
    assert "own_question" in _faults(_asking(question, PartName.NEIGHBOURS))


def test_a_town_can_neither_weaken_nor_leave_out_what_the_law_asks() -> None:
    kit = kits()[Kind.FULL]
    door = next(each for each in kit.sections if each.key == "entry_door")
    without = [each for each in kit.sections if each.key != "entry_door"]
    assert "entry_door" in _faults(replace(kit, sections=tuple(without)))
    fewer = replace(door, items=door.items[1:])
    weaker = [fewer if each is door else each for each in kit.sections]
    assert "entry_door" in _faults(replace(kit, sections=tuple(weaker)))


def test_a_condition_on_what_is_not_known_hides() -> None:
    is_false = Condition("is", "a", False)
    assert not holds(is_false, {}.get)
    assert holds(Condition("not", parts=(is_false,)), {}.get)
    assert holds(Condition("at_least", "a", 2), {"a": "2,5"}.get)
    assert not holds(Condition("at_most", "a", 2), {"a": "veel"}.get)
    assert holds(Condition("has", "a", "x"), {"a": ["x", "y"]}.get)
    assert holds(Condition("answered", "a", False), {}.get)
