"""Any checklist that a municipality may use goes out as XLSForm and comes back."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onderdak.kernel.errors import Invalid
from onderdak.supervision.inspections.contract.kits import (
    AskedChecklist,
    Condition,
    Each,
    Item,
    ItemKind,
    Kind,
    PartName,
    Section,
    When,
    checklist_of,
    kits,
    published,
    take_in,
    xlsform_of,
)
from onderdak.supervision.inspections.kits.domain.shapes import Option
from onderdak.supervision.inspections.kits.own import refused_parts

_WORDS = st.text("abcdefg hijk?éß<>&'\"=+-@$%{}", min_size=1, max_size=30).map(
    lambda words: f"v{' '.join(words.replace('${', '').split())}"
)
_TITLE = st.builds(lambda nl, en: {"nl": nl, "en": en}, _WORDS, _WORDS)
_OWN = (
    *(ItemKind.STEP, ItemKind.TRUTH, ItemKind.COUNT, ItemKind.AREA, ItemKind.WORD),
    *(ItemKind.WORDS, ItemKind.TEXT, ItemKind.DATE, ItemKind.TIME, ItemKind.NOTE),
)
_OPTIONS = (
    Option("one", {"nl": "een", "en": "one"}),
    Option("2", {"nl": "b", "en": "b"}),
)


@st.composite
def _item(draw: st.DrawFn, key: str, before: list[Item]) -> Item:
    kind = draw(st.sampled_from(_OWN))
    chosen = kind in (ItemKind.WORD, ItemKind.WORDS)
    path = None if kind is ItemKind.NOTE else f"answer/place/visit/{key}"
    bounds = draw(st.booleans()) and kind in (ItemKind.COUNT, ItemKind.AREA)
    return Item(
        key=key,
        kind=kind,
        path=path,
        title=draw(_TITLE),
        help=draw(st.none() | _TITLE),
        options=_OPTIONS if chosen else (),
        unit="m2" if kind is ItemKind.AREA else None,
        least=1 if bounds else None,
        most=draw(st.integers(1, 900)) if bounds else None,
        photo=kind is not ItemKind.NOTE and draw(st.booleans()),
        fine=draw(st.booleans()),
        only_if=draw(st.none() | _condition(before)) if before else None,
    )


def _single(item: Item) -> list[Condition]:
    answered = Condition("answered", item.key, True)
    match item.kind:
        case ItemKind.NOTE:
            return []
        case ItemKind.TRUTH:
            yes, no = (Condition("is", item.key, truth) for truth in (True, False))
            return [answered, yes, no]
        case ItemKind.COUNT | ItemKind.AREA:
            return [
                Condition("at_least", item.key, 3),
                Condition("at_most", item.key, 9),
            ]
        case ItemKind.WORD:
            return [Condition("is", item.key, "2"), answered]
        case ItemKind.WORDS:
            return [Condition("has", item.key, "one")]
    return [answered, Condition("answered", item.key, False)]


def _condition(before: list[Item]) -> st.SearchStrategy[Condition | None]:
    leaves = [condition for item in before for condition in _single(item)]
    if not leaves:
        return st.none()
    return st.recursive(
        st.sampled_from(leaves),
        lambda inner: st.one_of(
            inner.map(lambda part: Condition("not", parts=(part,))),
            st.builds(
                lambda how, parts: Condition(how, parts=tuple(parts)),
                st.sampled_from(["all", "any"]),
                st.lists(inner, min_size=2, max_size=3),
            ),
        ),
        max_leaves=5,
    )


@st.composite
def _sections(draw: st.DrawFn) -> Section:
    items: list[Item] = []
    for number in range(draw(st.integers(1, 7))):
        items.append(draw(_item(f"own_{number}", items)))
    return Section(
        key="own",
        part=PartName.PLACE,
        when=draw(st.sampled_from(When)),
        each=Each.VISIT,
        title=draw(_TITLE),
        help=draw(st.none() | _TITLE),
        items=tuple(items),
    )


def _checklist(own: Section) -> AskedChecklist:
    kit = kits()[Kind.ADDRESS_CHECK]
    return replace(kit, sections=(*kit.sections, own))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(_sections())
def test_a_checklist_comes_back_from_its_spreadsheet(own: Section) -> None:
    checklist = _checklist(own)
    assert list(refused_parts(checklist)) == []
    found = take_in(xlsform_of(checklist, "7"))
    assert [str(fault) for fault in found.faults] == []
    assert found.checklist == checklist


@settings(max_examples=30, deadline=None)
@given(_sections())
def test_a_checklist_comes_back_from_what_is_published(
    own: Section,
) -> None:
    checklist = _checklist(own)
    assert checklist_of(published(checklist)) == checklist


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        take_in(data)
    except Invalid:
        return
    raise AssertionError("bytes by chance are no checklist")
