"""What is known of the people of a case, as facts and warnings."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.supervision.enforcement.contract.people import (
    ANSWERS,
    SEEN,
    PeopleCount,
    PeopleOn,
    Seen,
    UrgentTask,
)
from onderdak.web.enforcement.pages import Note
from onderdak.web.enforcement.wording import language_name, moment, word_of
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said


def people_facts(people: PeopleOn) -> Iterator[Fact]:
    """The few facts on the people: how many, where they go, who tells them."""
    count = people.counts[0] if people.counts else None
    yield Fact(_("Sleep there"), counted(count), note=_from_where(count))
    if count is not None:
        yield Fact(_("Children"), word_of(SEEN, Seen, count.children))
        yield Fact(
            _("People who need more than a bed"), word_of(SEEN, Seen, count.vulnerable)
        )
    if people.first.nobody:
        return
    answer = people.first.answer
    yield Fact(
        _("Where they go"),
        _(ANSWERS[answer]) if answer else _("not answered yet"),
        note=people.answers[0].words if people.answers else "",
    )
    yield Fact(_("Places held today"), people.first.held)
    yield Fact(_("Told in"), _languages(people) or _("nobody is named yet"))


def counted(count: PeopleCount | None) -> str:
    """How many people, and whether that is all of them."""
    if count is None:
        return _("not counted yet")
    many = ngettext("%(people)s person", "%(people)s people", count.people)
    told = many % {"people": count.people}
    return told if count.sure else _("at least %(people)s") % {"people": told}


def _from_where(count: PeopleCount | None) -> str:
    if count is None:
        return ""
    day = date_format(count.counted_on, "j F Y")
    if count.visit_number:
        found = {"number": count.visit_number, "day": day}
        return _("as found at visit %(number)s on %(day)s") % found
    return _("counted by hand on %(day)s: %(how)s") % {"day": day, "how": count.words}


def _languages(people: PeopleOn) -> str:
    running = [each for each in people.tellings if each.dropped_at is None]
    return ", ".join(dict.fromkeys(language_name(each.language) for each in running))


def people_notes(people: PeopleOn) -> Iterator[Note]:
    """What must be settled first, and what runs by the hour."""
    for task in people.urgent:
        if task.settled_at is None:
            yield urgent_note(task, now())
    if people.problems:
        yield Note(
            _("An order that empties beds cannot go out yet."),
            "warning",
            " ".join(said(each) for each in people.problems),
        )
    if people.care_waits:
        yield Note(
            _("Care could not take what you asked."),
            "error",
            _("Call a care worker yourself, and ask again."),
        )


def urgent_note(task: UrgentTask, at: datetime) -> Note:
    """An urgent measure runs: the people are settled by the hour."""
    due = {"moment": moment(task.due_at)}
    late = task.due_at < at
    what = (
        _("The people should have been settled by %(moment)s.")
        if late
        else _("Settle where the people go, and who tells them, by %(moment)s.")
    )
    return Note(
        what % due,
        "error" if late else "warning",
        _("It does not stop the decision: it runs beside it."),
    )
