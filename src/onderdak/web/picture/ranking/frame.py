"""What the pages of the ranking share: the town, the way back, and what to mind."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.supervision.picture.contract.ranking import Setting
from onderdak.web.account.contract import Request
from onderdak.web.picture.ranking.words import day


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to mind, as a page shows it."""

    what: str
    kind: str = "info"
    why: str = ""
    next: str = ""


def town_of(request: Request) -> str:
    """The municipality somebody works for."""
    return request.actor.grants[0].municipality or ""


def crumbs(*way: tuple[str, str], last: str) -> list[dict[str, str]]:
    """The way to a page of the ranking."""
    between = [{"label": label, "url": reverse(name)} for label, name in way]
    return [{"label": _("Start"), "url": reverse("home")}, *between, {"label": last}]


def to_list() -> tuple[str, str]:
    """The step of the way that leads over the list."""
    return _("Ranking"), "ranking"


def to_points() -> tuple[str, str]:
    """The step of the way that leads over the sets of points."""
    return _("Points"), "ranking_points"


def off_notice(setting: Setting) -> Notice | None:
    """That the ranking is off, since when and why."""
    if setting.on:
        return None
    if setting.since is None:
        return Notice(
            _("The ranking is off."),
            "warning",
            _("Nobody has switched it on in this municipality."),
        )
    return Notice(
        _("The ranking is off since %(day)s.") % {"day": day(setting.since)},
        "warning",
        setting.why,
    )


def demo_notice() -> Notice | None:
    """That what was found in the demo is invented, and how."""
    if not settings.DEMO:
        return None
    return Notice(
        _("What was found at these addresses is invented."),
        "info",
        _(
            "The demo gives each house hidden facts, such as overcrowding. A visit"
            " finds them, with mistakes by chance. The results do not come from the"
            " points."
        ),
    )


def replay_notice() -> Notice:
    """That a list looks back, or tries points."""
    return Notice(
        _("This is not a list to work with."),
        "info",
        _("It looks back at an earlier day, or tries points that nobody uses yet."),
    )


def stale_notice(made_for: date, today: date, most_days: int = 14) -> Notice | None:
    """That a list is old."""
    days = (today - made_for).days
    if days <= most_days:
        return None
    return Notice(
        _("This list is %(days)s days old.") % {"days": days},
        "warning",
        next=_("Make a new list, so that what was mended since does not count."),
    )
