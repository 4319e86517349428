"""What a first page tells of quality: remembered counts, each with its list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, may, municipality_names
from onderdak.housing.quality.contract import SEE_CERTIFICATES, SEE_QUALITY
from onderdak.housing.quality.contract.regional import SEE_REGIONAL
from onderdak.housing.quality.contract.telling import (
    Counted,
    Tally,
    region_tallies,
    tally_of,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.web.nights.region_counts import is_small, least_in
from onderdak.web.pages.shapes import Column, Empty, Suppressed, Table, Tile

TABLE = "quality-per-municipality"


@dataclass(frozen=True)
class QualityTold:
    """The tiles of quality; none of them where nothing was counted yet."""

    tiles: Sequence[Tile] = ()
    table: Table | None = None
    url: str = ""


def quality_told(actor: Actor) -> QualityTold | None:
    """The counts of a municipality or a provider; None where the role sees none."""
    grant = actor.grants[0]
    town, provider = grant.municipality, grant.provider
    if not may(actor, SEE_QUALITY, municipality=town, provider=provider):
        return None
    tally = tally_of(by=actor, municipality=town, provider=provider)
    url = reverse("qualities")
    if tally is None:
        return QualityTold(url=url)
    shown = [*_breaches(tally), *_of_role(actor, tally), *_steps(tally)]
    if provider is not None:
        # A small provider is not troubled with what it does not have.
        shown = [tile for tile in shown if tile.value or tile is shown[0]]
    return QualityTold(shown, url=url)


def _of_role(actor: Actor, tally: Tally) -> list[Tile]:
    grant = actor.grants[0]
    town, provider = grant.municipality, grant.provider
    found: list[Tile] = []
    if may(actor, SEE_CERTIFICATES, municipality=town, provider=provider):
        found += _certificates(tally, own=provider is not None)
    if may(actor, SEE_REGIONAL, municipality=town) and town is not None:
        found += _applications(tally)
    return found


def _tile(tally: Tally, label: str, value: object, url: str, note: str = "") -> Tile:
    at = localtime(tally.counted_at)
    told = _("counted at %(time)s") % {"time": time_format(at, "H:i")}
    return Tile(
        label=label,
        value=value,
        as_of=at.date(),
        source=_("quality files"),
        coverage=f"{told}; {note}" if note else told,
        url=url,
    )


def _breaches(tally: Tally) -> list[Tile]:
    counted, here = tally.counted, reverse("qualities")
    of = _("of %(all)s locations") % {"all": counted.locations}
    return [
        _tile(tally, _("Locations below the law"), counted.law, f"{here}?kind=law", of),
        _tile(
            tally,
            _("Locations below a local norm"),
            counted.local,
            f"{here}?kind=local",
            of,
        ),
    ]


def _certificates(tally: Tally, *, own: bool) -> list[Tile]:
    counted = tally.counted
    lost = _("%(count)s do not hold") % {"count": counted.not_holding}
    gaps = _tile(
        tally,
        _("Missing of certificates"),
        counted.gaps,
        reverse("quality_gaps"),
        lost if counted.not_holding else "",
    )
    if not own:
        return [gaps]
    ending = _tile(
        tally,
        _("Certificates that end soon"),
        counted.ending,
        f"{reverse('quality_gaps')}?gap=expiring",
    )
    return [gaps, ending]


def _applications(tally: Tally) -> list[Tile]:
    here = reverse("regional_list")
    return [
        _tile(
            tally,
            _("Regional certificate: to assess"),
            tally.counted.to_assess,
            f"{here}?state=waits",
        ),
        _tile(
            tally,
            _("Regional certificate: to decide"),
            tally.counted.to_decide,
            f"{here}?state=proposed",
        ),
    ]


def _steps(tally: Tally) -> list[Tile]:
    counted, here = tally.counted, reverse("quality_growth_list")
    return [
        _tile(
            tally,
            _("Growth steps that are late"),
            counted.steps_late,
            f"{here}?state=late",
        ),
        _tile(
            tally,
            _("Growth steps due within 30 days"),
            counted.steps_due,
            f"{here}?state=agreed",
        ),
    ]


def region_quality(actor: Actor) -> QualityTold | None:
    """The counts of a region, per municipality.

    A municipality with so few locations that a count could point at one provider is in
    no figure, by its own minimum.
    """
    region = actor.grants[0].region or ""
    try:
        tallies = region_tallies(by=actor, region=region)
    except NotAllowed:
        return None
    in_use = {code: each for code, each in tallies.items() if each.counted.locations}
    if not in_use:
        return QualityTold()
    least = least_in(in_use, localdate())
    told = {
        code: each
        for code, each in in_use.items()
        if not is_small(each.counted.locations, least[code])
    }
    return QualityTold(
        _region_tiles(told.values(), len(in_use)), _region_table(in_use, told, least)
    )


def _heads() -> list[str]:
    """The same, short enough to stand side by side."""
    return [
        *(_("Law"), _("Local"), _("Certificates"), _("To assess"), _("To decide")),
        _("Late steps"),
    ]


def _columns() -> list[tuple[str, str]]:
    """The counts that a region sees, with the name of each."""
    return [
        ("law", _("Locations below the law")),
        ("local", _("Locations below a local norm")),
        ("gaps", _("Missing of certificates")),
        ("to_assess", _("Regional certificate: to assess")),
        ("to_decide", _("Regional certificate: to decide")),
        ("steps_late", _("Growth steps that are late")),
    ]


def _region_tiles(told: Iterable[Tally], in_use: int) -> list[Tile]:
    counted = list(told)
    if not counted:
        return []
    oldest: date = min(localtime(each.counted_at).date() for each in counted)
    coverage = _("%(shown)s of %(total)s municipalities with locations") % {
        "shown": len(counted),
        "total": in_use,
    }
    return [
        Tile(
            label=label,
            value=sum(_count(each.counted, name) for each in counted),
            as_of=oldest,
            source=_("quality files"),
            coverage=coverage,
            url=f"#{TABLE}-caption",
        )
        for name, label in _columns()
    ]


def _count(counted: Counted, name: str) -> int:
    return counted.as_kept[name]


def _region_table(
    in_use: Mapping[str, Tally], told: Mapping[str, Tally], least: Mapping[str, int]
) -> Table:
    names = municipality_names()
    order = sorted(in_use, key=lambda code: names[code])
    return Table(
        name=TABLE,
        caption=_("Quality per municipality"),
        columns=[
            Column(_("Municipality"), row_header=True),
            Column(_("Locations"), numeric=True),
            *(Column(label, numeric=True) for label in _heads()),
            Column(_("Counted on")),
        ],
        rows=[
            [
                names[code],
                _or_small(in_use[code].counted.locations, code, told, least),
                *(
                    _or_small(_count(in_use[code].counted, name), code, told, least)
                    for name, _label in _columns()
                ),
                date_format(localtime(in_use[code].counted_at), "j F Y"),
            ]
            for code in order
        ],
        cards=False,
        empty=Empty(_("Nothing has been counted yet.")),
    )


def _or_small(
    many: int, code: str, told: Mapping[str, Tally], least: Mapping[str, int]
) -> int | Suppressed:
    return many if code in told else Suppressed(least[code])
