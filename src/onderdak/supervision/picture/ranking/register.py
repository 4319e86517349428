"""The entry for the algorithm register, and what everybody may read of the method."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.translation import override

from onderdak.engines.ranking import Fate, fate_on, load_catalogue
from onderdak.engines.ranking import PointSet as Points
from onderdak.engines.ranking.points import Indicator
from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    in_language,
    municipality_names,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.text import Text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.models import PointSet
from onderdak.supervision.picture.ranking import register_words as words
from onderdak.supervision.picture.ranking.domain.permissions import SEE_POINT_SETS
from onderdak.supervision.picture.ranking.domain.register_table import faults_of
from onderdak.supervision.picture.ranking.domain.shapes import RegisterRecord, Setting
from onderdak.supervision.picture.ranking.point_sets import (
    CATALOGUE,
    approval_of,
    newest_setting,
    points_of,
    set_in_use,
    switched_off,
)

_LANGUAGE: Final = "nl"
_MONTH: Final = 7
"""How many signs of a day are its year and month."""


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A set of points that was approved: when, and in use from and until when."""

    name: str
    version: int
    approved_on: date | None
    used_from: date | None
    used_until: date | None


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody may read: the points in use and who approved them, when.

    Attributes:
        body: the text of the points in use, as everybody may fetch it.
        versions: every set that was ever in use, the newest first.
    """

    municipality: str
    name: str
    points: Points | None
    version: int | None
    approved_on: date | None
    setting: Setting
    off: frozenset[str]
    body: str = ""
    versions: Sequence[PublishedVersion] = ()


def published_method(*, municipality: str, on: date) -> Published:
    """The method as it is used on a day; nothing of an address, no account needed.

    The caller has looked whether the municipality uses this part.
    """
    used = PointSet.objects.filter(
        municipality_id=municipality, used_from__isnull=False
    ).order_by("-used_from", "-pk")
    found = set_in_use(municipality)
    return Published(
        municipality=municipality,
        name=found.name if found else "",
        points=points_of(found) if found else None,
        version=found.version if found else None,
        approved_on=found.approved_on if found else None,
        setting=newest_setting(municipality),
        off=frozenset(switched_off(municipality)),
        body=found.body if found else "",
        versions=[
            PublishedVersion(
                each.name,
                each.version,
                each.approved_on,
                each.used_from,
                each.used_until,
            )
            for each in used
        ],
    )


def algorithm_register_of(
    *,
    by: Actor,
    municipality: str,
    on: date,
    contact_email: str = "",
    website: str = "",
) -> RegisterRecord:
    """The entry for the algorithm register, from the points and settings in use.

    It is in Dutch, as the register is, whatever language the reader has.

    Args:
        contact_email: whom to ask; the sender of this installation's mail when empty.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    check_may(by, SEE_POINT_SETS, municipality=municipality)
    require_room(municipality, ROOM, on)
    now = published_method(municipality=municipality, on=on)
    with override(_LANGUAGE):
        record = {
            **_who(now, on, contact_email, website),
            **_what(now, on),
            **_assessed(municipality),
        }
    fields = {key: value for key, value in record.items() if value not in ("", [])}
    return RegisterRecord(fields, faults_of(fields))


def _who(
    now: Published, on: date, contact_email: str, website: str
) -> dict[str, object]:
    town = municipality_names().get(now.municipality, now.municipality)
    base = website or settings.BASE_URL
    return {
        "name": _say(words.NAME),
        "description_short": _say(words.SHORT),
        # TOOI, the national names of public bodies: gm and the code of the CBS.
        "organization": f"{town} ({now.municipality.lower()})",
        "category": ["Wonen"],
        "status": _status(now, on),
        "begin_date": _month(now.versions[-1].used_from if now.versions else None),
        "end_date": _month(_end(now)),
        "contact_email": contact_email or settings.DEFAULT_FROM_EMAIL,
        "website": base,
        "publication_category": "Impactvolle algoritmes",
        "provider": "Onderdak",
        "lang": "nld",
        "standard_version": "1.0",
        "source_id": f"onderdak-ranking-{now.municipality.lower()}",
        "tags": "toezicht, huisvesting, punten, niet zelflerend",
    }


def _status(now: Published, on: date) -> str:
    """In use only while points count: on, and their term is not over."""
    if now.setting.on and any(_counts(one, now, on) for one in _indicators(now)):
        return "In gebruik"
    return "Buiten gebruik" if now.versions else "In ontwikkeling"


def _indicators(now: Published) -> Sequence[Indicator]:
    return now.points.indicators if now.points else ()


def _counts(one: Indicator, now: Published, on: date) -> bool:
    """Whether an indicator gives points on a day."""
    if now.points is None or one.key in now.off:
        return False
    return fate_on(now.points, one, on) is Fate.COUNTED


def _end(now: Published) -> date | None:
    """While it is used: the day on which the points expire."""
    if now.points is not None:
        return now.points.until
    return now.versions[0].used_until if now.versions else None


def _month(day: date | None) -> str:
    return day.isoformat()[:_MONTH] if day else ""


def _what(now: Published, on: date) -> dict[str, object]:
    sources = _sources(now.points)
    return {
        "goal": _say(words.GOAL),
        "proportionality": _say(words.PROPORTIONALITY),
        "human_intervention": _say(words.HUMAN),
        "risks": f"{_say(words.RISKS)} {_share(now.setting)}",
        "lawful_basis": _say(words.BASIS),
        "lawful_basis_grouping": [
            {"title": title, "link": f"https://wetten.overheid.nl/{number}"}
            for title, number in _LAWS
        ],
        "source_data": _sources_said(sources),
        "methods_and_models": _methods(now, on),
    }


_LAWS: Final = (
    ("Omgevingswet", "BWBR0037885"),
    ("Algemene wet bestuursrecht", "BWBR0005537"),
    ("Wet basisregistratie personen", "BWBR0033715"),
)


def _share(setting: Setting) -> str:
    if not setting.random_share:
        return _say(words.NO_SHARE)
    return _say(Text(words.SHARE, {"share": setting.random_share}))


def _sources(points: Points | None) -> list[str]:
    used = points.indicators if points else ()
    found = {one.source for one in used if not one.moved}
    return [key for key in BY_KEY if key in found]


def _sources_said(sources: Iterable[str]) -> str:
    named = [
        f"{_say(Text(BY_KEY[key].title))} ({_say(Text(BY_KEY[key].ground))})"
        for key in sources
    ]
    return _say(Text(words.SOURCES, {"sources": "; ".join(named)})) if named else ""


def _methods(now: Published, on: date) -> str:
    if now.points is None:
        return _say(words.METHOD)
    lines = [_indicator(one, now, on) for one in now.points.indicators]
    return "\n".join([_say(words.METHOD), *lines])


def _indicator(one: Indicator, now: Published, on: date) -> str:
    title = _say(Text(load_catalogue(CATALOGUE)[one.key].title))
    if one.key in now.off or not one.on:
        return _say(Text(words.INDICATOR_OFF, {"title": title}))
    if one.moved:
        return _say(Text(words.INDICATOR_MOVED, {"title": title}))
    if not _counts(one, now, on):
        last = min(one.expires_on, now.points.until) if now.points else one.expires_on
        said = {"title": title, "until": last.isoformat()}
        return _say(Text(words.INDICATOR_EXPIRED, said))
    steps = ", ".join(
        _say(Text(words.STEP, {"value": step.at_least, "points": step.points}))
        for step in one.steps
    )
    said = {"title": title, "steps": steps, "until": one.expires_on.isoformat()}
    return _say(Text(words.INDICATOR, said))


def _assessed(municipality: str) -> dict[str, object]:
    found = set_in_use(municipality)
    approval = approval_of(found) if found else None
    if found is None or approval is None:
        return {"impacttoetsen": _say(words.NOT_ASSESSED)}
    said = {
        "version": found.version,
        "day": approval.on_date.isoformat(),
        "file": approval.file_name[:100],
    }
    return {"impacttoetsen": _say(Text(words.ASSESSED, said))}


def _say(sentence: Text) -> str:
    return in_language(sentence)
