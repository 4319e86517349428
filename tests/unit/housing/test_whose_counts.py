"""An inspection counts before a provider, and nothing that was said is lost."""

from datetime import date
from itertools import count

import pytest

from onderdak.housing.quality.domain.whose_counts import (
    ROOMS,
    Source,
    Statement,
    counted_on,
    facts_file,
    flat,
)

_NUMBERS = count(1)
AREA = "unit.floor_area"
TODAY = date(2026, 11, 21)


def said(
    value: object,
    source: Source = Source.PROVIDER,
    on: date = date(2026, 3, 1),
    *,
    path: str = AREA,
    place: str = "",
    withdraws: Statement | None = None,
) -> Statement:
    return Statement(
        id=next(_NUMBERS),
        place=place,
        path=path,
        value=value,
        source=source,
        observed_on=on,
        withdraws=withdraws.id if withdraws else None,
    )


@pytest.mark.parametrize("later", list(Source)[1:])
def test_an_inspection_counts_before_a_newer_word_of_any_other(later: Source) -> None:
    seen = said("80 m2", Source.INSPECTION, date(2026, 2, 1))
    newer = said("95 m2", later, date(2026, 6, 1))
    (found,) = counted_on([newer, seen], TODAY)
    assert found.counts == seen
    assert found.differs == found.newer == (newer,)


def test_certificate_before_bag_before_provider() -> None:
    words = [said(f"{n} m2", source) for n, source in enumerate(reversed(Source), 90)]
    (found,) = counted_on(words, TODAY)
    assert [found.counts.source, *(one.source for one in found.differs)] == list(Source)


def test_what_says_the_same_does_not_differ() -> None:
    words = [said("80 m2", Source.INSPECTION), said("80 m2", Source.PROVIDER)]
    (found,) = counted_on(words, TODAY)
    assert found.differs == ()


def test_an_older_word_that_differs_is_shown_but_is_not_newer() -> None:
    seen = said("80 m2", Source.INSPECTION, date(2026, 6, 1))
    (found,) = counted_on([said("95 m2", on=date(2026, 5, 31)), seen], TODAY)
    assert len(found.differs) == 1
    assert found.newer == ()


def test_within_a_source_the_newest_observation_counts_not_the_last_entry() -> None:
    newest = said("81 m2", on=date(2026, 5, 1))
    typed_later = said("80 m2", on=date(2026, 4, 1))
    (found,) = counted_on([newest, typed_later], TODAY)
    assert (found.counts, found.differs) == (newest, ())


def test_of_one_day_the_last_that_was_said_counts() -> None:
    slip, mended = said("800 m2"), said("80 m2")
    (found,) = counted_on([mended, slip], TODAY)
    assert found.counts == mended


def test_what_is_observed_later_does_not_count_yet() -> None:
    first, second = said("80 m2"), said("90 m2", on=date(2026, 9, 1))
    (before,) = counted_on([first, second], date(2026, 8, 31))
    (after,) = counted_on([first, second], date(2026, 9, 1))
    assert (before.counts, after.counts) == (first, second)


def test_after_a_withdrawal_what_was_said_before_counts_again() -> None:
    first = said("80 m2", Source.INSPECTION)
    wrong = said("30 m2", Source.INSPECTION, date(2026, 5, 1))
    gone = said(None, Source.INSPECTION, date(2026, 5, 1), withdraws=wrong)
    (found,) = counted_on([first, wrong, gone], TODAY)
    assert found.counts == first


def test_who_no_longer_knows_leaves_the_word_to_the_next_source() -> None:
    provider = said("95 m2", on=date(2026, 1, 1))
    seen = said("80 m2", Source.INSPECTION)
    unknown = said(None, Source.INSPECTION, date(2026, 4, 1))
    (found,) = counted_on([provider, seen, unknown], TODAY)
    assert found.counts == provider
    (before,) = counted_on([provider, seen, unknown], date(2026, 3, 31))
    assert before.counts == seen


def test_what_everybody_left_unknown_is_no_fact() -> None:
    assert counted_on([said("95 m2"), said(None, on=date(2026, 4, 1))], TODAY) == []


def test_what_stands_in_gives_way_to_any_word_of_the_source() -> None:
    rooms = [{"floor_area": "8 m2"}]
    own = said(rooms, on=date(2025, 1, 1), path=ROOMS)
    other = Statement(
        None, "", ROOMS, [{"beds": 1}], Source.PROVIDER, TODAY, stands_in=True
    )
    (found,) = counted_on([other, own], TODAY)
    assert found.counts == own
    (alone,) = counted_on([other], TODAY)
    assert alone.counts == other


def test_facts_become_a_file_and_a_file_becomes_facts() -> None:
    file = {
        "people": 9,
        "management": {"site_manager": True},
        "units": [
            {
                "name": "A",
                "floor_area": "95 m2",
                "sanitary": {"toilets": 2},
                "rooms": [{"name": "1", "floor_area": {"value": 8, "unit": "m2"}}],
            },
            {"name": "B", "use": "dwelling"},
        ],
    }
    words = [said(value, place=at, path=path) for at, path, value in flat(file)]
    assert len(words) == 6
    assert facts_file(counted_on(words, TODAY)) == file


def test_what_is_unknown_is_not_in_the_file() -> None:
    assert flat({"people": None, "units": [{"floor_area": None, "rooms": []}]}) == []


def test_facts_of_no_unit_are_left_out_where_the_register_has_units() -> None:
    words = [said("95 m2"), said("40 m2", place="A")]
    known = counted_on(words, TODAY)
    assert facts_file(known, ["A", "B"])["units"] == [
        {"name": "A", "floor_area": "40 m2"},
        {"name": "B"},
    ]


def test_one_nameless_unit_stands_for_a_house_without_units() -> None:
    known = counted_on([said("95 m2")], TODAY)
    assert facts_file(known) == {"units": [{"floor_area": "95 m2"}]}
