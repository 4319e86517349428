"""Points as tables: what counts for how much, and what differs between two sets."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.engines.ranking.catalogue import Catalogued, Unit, load_catalogue
from onderdak.engines.ranking.points import Indicator, PointSet, Step
from onderdak.kernel.text import Text
from onderdak.supervision.picture.contract import BY_KEY
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.pages.values import number, said
from onderdak.web.picture.ranking.words import SUBJECTS, day
from onderdak.web.picture.words import in_words


def known(key: str) -> Catalogued | None:
    """An indicator of the catalogue of addresses."""
    return load_catalogue().indicators.get(key)


def title_of(key: str) -> str:
    """The name of an indicator in the reader's language."""
    found = known(key)
    return said(Text(found.title)) if found else key


def subject_of(key: str) -> str:
    """What an indicator is about."""
    found = known(key)
    return str(SUBJECTS[found.subject]) if found else ""


def source_name(key: str) -> str:
    """A source of the picture by its name."""
    return in_words(BY_KEY[key].title) if key in BY_KEY else key


def points_words(points: int) -> str:
    """So many points."""
    return ngettext("%(points)s point", "%(points)s points", points) % {
        "points": number(points)
    }


def _value_words(unit: Unit, value: int) -> str:
    match unit:
        case Unit.PERCENT:
            return f"{number(value)}%"
        case Unit.DAYS:
            return ngettext("%(n)s day", "%(n)s days", value) % {"n": number(value)}
        case Unit.MONTHS:
            return ngettext("%(n)s month", "%(n)s months", value) % {"n": number(value)}
        case _:
            return number(value)


def _step_words(unit: Unit, step: Step) -> str:
    if unit is Unit.YES_NO:
        return points_words(step.points)
    return _("from %(value)s: %(points)s") % {
        "value": _value_words(unit, step.at_least),
        "points": points_words(step.points),
    }


def steps_words(one: Indicator) -> str:
    """How many points for how much, with the cap."""
    found = known(one.key)
    unit = found.unit if found else Unit.COUNT
    steps = [_step_words(unit, each) for each in one.steps]
    if one.at_most is not None and unit is not Unit.YES_NO:
        steps.append(_("counts up to %(most)s") % {"most": number(one.at_most)})
    return "; ".join(steps)


def standing(one: Indicator, off: Collection[str], on: date) -> str:
    """Why an indicator gives nothing today; '' when it counts."""
    if one.key in off or not one.on:
        return _("switched off")
    if one.moved:
        return _("its source changed: have a new version approved")
    if one.expires_on < on:
        return _("expired")
    return ""


def indicators_table(
    points: PointSet, off: Collection[str], on: date, *, subjects: bool = True
) -> Table:
    """Every indicator of a set: points, reason, source, ground, last day."""
    columns = [Column(_("Fact"), row_header=True)]
    if subjects:
        columns.append(Column(_("Is about")))
    columns += [
        Column(_("Points")),
        Column(_("Why it counts")),
        Column(_("Source")),
        Column(_("Ground")),
        Column(_("Counts until")),
    ]
    return Table(
        name="indicators",
        caption=_("Facts and points"),
        note=_("at most %(points)s together") % {"points": points_words(points.most)},
        columns=columns,
        rows=[_indicator(one, off, on, subjects) for one in points.indicators],
        empty=Empty(_("This set gives no points.")),
    )


def _indicator(
    one: Indicator, off: Collection[str], on: date, subjects: bool
) -> list[object]:
    nothing = standing(one, off, on)
    last = _("%(day)s, %(state)s") if nothing else "%(day)s"
    until = last % {"day": _together(day(one.expires_on)), "state": nothing}
    return [
        title_of(one.key),
        *([subject_of(one.key)] if subjects else []),
        steps_words(one),
        in_words(one.reason),
        source_name(one.source),
        in_words(one.ground),
        Cell(until, kind="warning") if nothing else until,
    ]


def _together(words: str) -> str:
    """A day that does not break over lines in a narrow column."""
    return words.replace(" ", "\u00a0")


def no_points() -> Table:
    """There is no set to show."""
    return Table(
        name="indicators",
        caption=_("Facts and points"),
        columns=[],
        rows=[],
        empty=Empty(
            _("No points are in use now."),
            _("So no list is made with points at this moment."),
        ),
    )


def differences(old: PointSet, new: PointSet) -> Table:
    """What differs between two sets, indicator by indicator."""
    keys = list(dict.fromkeys([*old.by_key, *new.by_key]))
    rows = [
        line
        for key in keys
        for line in _different(old.by_key.get(key), new.by_key.get(key))
    ]
    return Table(
        name="differences",
        caption=_("What differs"),
        note=_("from %(old)s to %(new)s")
        % {"old": named(old.name, old.version), "new": named(new.name, new.version)},
        columns=[
            Column(_("Fact"), row_header=True),
            Column(_("What")),
            Column(_("Was")),
            Column(_("Becomes")),
        ],
        rows=rows,
        empty=Empty(_("Both sets give the same points, for the same reasons.")),
    )


def named(name: str, version: int) -> str:
    """A set by name and version."""
    return _("%(name)s, version %(version)s") % {"name": name, "version": version}


def _different(was: Indicator | None, becomes: Indicator | None) -> list[list[object]]:
    nothing = _("not in the set")
    if was is None or becomes is None:
        one = was or becomes
        title = title_of(one.key) if one else ""
        before, after = (
            steps_words(each) if each else nothing for each in (was, becomes)
        )
        return [[title, _("Points"), before, after]]
    compared: list[tuple[str, object, object]] = [
        (_("Points"), steps_words(was), steps_words(becomes)),
        (_("Why it counts"), was.reason, becomes.reason),
        (_("Ground"), in_words(was.ground), in_words(becomes.ground)),
        (_("Counts until"), was.expires_on, becomes.expires_on),
        (_("Switched on"), was.on, becomes.on),
    ]
    title = title_of(was.key)
    return [[title, what, a, b] for what, a, b in compared if a != b]


def effect_table(counts: Mapping[str, int]) -> Table:
    """What a set would change, in counts of addresses."""
    top = number(counts["top"])
    lines = [
        (_("get more points"), counts["more"]),
        (_("get fewer points"), counts["fewer"]),
        (_("keep as many points"), counts["same"]),
        (_("have points now"), counts["with_points_before"]),
        (_("would have points"), counts["with_points_after"]),
        (_("would come into the first %(top)s") % {"top": top}, counts["top_new"]),
        (_("would leave the first %(top)s") % {"top": top}, counts["top_left"]),
        (_("would stay in the first %(top)s") % {"top": top}, counts["top_stays"]),
    ]
    return Table(
        name="effect",
        caption=_("Addresses, beside the set in use"),
        columns=[
            Column(_("Addresses that"), row_header=True),
            Column(_("How many"), numeric=True),
        ],
        rows=[[label, count] for label, count in lines],
    )
