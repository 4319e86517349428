"""The people of a case as tables: counted, answered, held, told, by the hour."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.people import (
    ANSWERS,
    SEEN,
    TOLD,
    Answer,
    BedsWithinReach,
    Hold,
    PeopleCount,
    PeopleOn,
    Seen,
    Telling,
    Told,
    UrgentTask,
    held_of,
)
from onderdak.web.enforcement.people.boxes import counted
from onderdak.web.enforcement.reserve.one import hold_state
from onderdak.web.enforcement.wording import language_name, moment, word_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.pages.values import number as said_number


def beds_table(found: BedsWithinReach) -> Table:
    """Free beds of the register near the house; empty where no by-law allows it."""
    return Table(
        name="beds",
        caption=_("Free beds within %(reach)s metres")
        % {"reach": said_number(found.reach)},
        note=_("tonight, in houses without an open case"),
        columns=[
            Column(_("House"), row_header=True),
            Column(_("Where")),
            Column(_("Metres"), numeric=True),
            Column(_("Free beds"), numeric=True),
        ],
        rows=[
            [each.name, each.where, each.metres, each.free] for each in found.near.beds
        ],
        total=[_("Together"), "", "", found.near.free] if found.near.beds else (),
        empty=_no_beds(found),
    )


def _no_beds(found: BedsWithinReach) -> Empty:
    if not found.in_use:
        return Empty(_("Your municipality does not use the night register."))
    if found.ground is None:
        return Empty(
            _("The night register may not be searched for this."),
            _("No by-law of your municipality gives a ground. Nothing was read."),
        )
    return Empty(
        _("No free beds were found near."),
        _("Look at the places in reserve, or call a shelter."),
    )


def holds_table(number: str, holds: Sequence[Hold], *, acts: bool) -> Table:
    """The places held for a case."""
    on = localdate()
    return Table(
        name="holds",
        caption=_("Places held for this case"),
        columns=[
            Column(_("With whom"), row_header=True),
            Column(_("Places"), numeric=True),
            Column(_("From")),
            Column(_("Free again on")),
            Column(_("How it stands")),
            Column(_("What came of it")),
        ],
        rows=[
            [
                Cell(
                    each.place.name,
                    url=reverse("enforcement_reserve_one", args=[each.place_id]),
                ),
                each.places,
                each.from_day,
                held_of(each).ends,
                hold_state(each, on),
                each.words or _release(number, each, acts=acts),
            ]
            for each in holds
        ],
        empty=Empty(
            _("No places are held yet."),
            _("Hold places in reserve, so that nobody else takes them."),
        ),
    )


def _release(number: str, each: Hold, *, acts: bool) -> Cell | None:
    if not acts or each.released_on is not None or each.until_day <= localdate():
        return None
    url = reverse("enforcement_release", args=[number, each.pk])
    return Cell(_("Release these places"), url=url)


def tellings_table(
    number: str, tellings: Sequence[Telling], names: Mapping[int, str], *, acts: bool
) -> Table:
    """Who tells the people, in which language, and whether it was done."""
    return Table(
        name="tellings",
        caption=_("Who tells the people"),
        columns=[
            Column(_("Language"), row_header=True),
            Column(_("Who")),
            Column(_("How")),
            Column(_("When")),
            Column(_("How it stands")),
            Column(_("What was said")),
        ],
        rows=[_telling(number, each, names, acts=acts) for each in tellings],
        empty=Empty(
            _("Nobody is named yet."),
            _("People hear in their own language what happens to their house."),
        ),
    )


def _telling(
    number: str, each: Telling, names: Mapping[int, str], *, acts: bool
) -> list[object]:
    state = Cell(_("not told yet"), kind="warning")
    words: object = each.words or None
    if each.done_at is not None:
        state = Cell(_("told"), kind="success")
    elif each.dropped_at is not None:
        state = Cell(_("will not be told this way"), kind="info")
    elif acts:
        url = reverse("enforcement_told", args=[number, each.pk])
        words = Cell(_("Write down that it was told"), url=url)
    how = word_of(TOLD, Told, each.how)
    return [
        language_name(each.language),
        names.get(each.teller_id, ""),
        f"{how} ({each.along})" if each.along else how,
        moment(each.done_at or each.planned_at),
        state,
        words,
    ]


def tasks_table(
    tasks: Sequence[UrgentTask],
    names: Mapping[int, str],
    *,
    acts: bool,
    with_case: bool,
) -> Table:
    """People first by the hour: by when, who is on site, and how it stands."""
    columns = [
        Column(_("By when"), row_header=True),
        Column(_("Person on site")),
        Column(_("How it stands")),
        Column(_("What was arranged")),
    ]
    if with_case:
        columns[1:1] = [Column(_("Case")), Column(_("Address"))]
    return Table(
        name="urgent",
        caption=_("People first, by the hour"),
        columns=columns,
        rows=[_task(each, names, acts=acts, with_case=with_case) for each in tasks],
        empty=Empty(
            _("No urgent measure waits for this."),
            _("After an urgent measure stands here by when the people are settled."),
        ),
    )


def _task(
    each: UrgentTask, names: Mapping[int, str], *, acts: bool, with_case: bool
) -> list[object]:
    number = each.case.number
    words: object = each.words or None
    if each.settled_at is not None:
        state = Cell(_("settled"), kind="success")
    elif each.due_at < now():
        state = Cell(_("past its hour"), kind="error")
    else:
        state = Cell(_("runs"), kind="warning")
    if each.settled_at is None and acts:
        url = reverse("enforcement_settle", args=[number, each.pk])
        words = Cell(_("Settle it, or name somebody else"), url=url)
    about: list[object] = [
        Cell(number, url=reverse("enforcement_case_people", args=[number])),
        str(each.case.address),
    ]
    return [
        moment(each.due_at),
        *(about if with_case else []),
        names.get(each.person_id, ""),
        state,
        words,
    ]


def counts_table(counts: Sequence[PeopleCount], names: Mapping[int, str]) -> Table:
    """Every count there was; the newest holds."""
    return Table(
        name="counts",
        caption=_("Counted"),
        note=_("the newest count holds"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("How many")),
            Column(_("Where it comes from")),
            Column(_("Children")),
            Column(_("Need more than a bed")),
            Column(_("Who wrote it down")),
        ],
        rows=[
            [
                each.counted_on,
                counted(each),
                each.words or _("visit %(number)s") % {"number": each.visit_number},
                word_of(SEEN, Seen, each.children),
                word_of(SEEN, Seen, each.vulnerable),
                names.get(each.by_id, ""),
            ]
            for each in counts
        ],
        empty=Empty(
            _("Nobody counted yet."),
            _("Take over what a visit found, or count by hand."),
        ),
    )


def answers_table(people: PeopleOn, names: Mapping[int, str]) -> Table:
    """Every answer to where people go; the newest holds."""
    return Table(
        name="answers",
        caption=_("Where people go"),
        note=_("the newest answer holds"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("Answer")),
            Column(_("What was arranged")),
            Column(_("Who wrote it down")),
        ],
        rows=[
            [
                moment(each.at),
                word_of(ANSWERS, Answer, each.answer),
                each.words,
                names.get(each.by_id, ""),
            ]
            for each in people.answers
        ],
        empty=Empty(_("This is not answered yet.")),
    )
