"""The providers of a municipality: who keeps the register, and who needs help."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, rulebook
from onderdak.register.duty.contract import rotation_counts, sees_rotation
from onderdak.register.nights.contract.supervising import (
    ProviderStanding,
    flag_counts,
    standings,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.nights.providers.trend import alt, last_months, months_table
from onderdak.web.nights.providers.words import CONCERNS, STEPS
from onderdak.web.nights.saved_views import views_of
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Suppressed,
    Table,
)
from onderdak.web.pages.values import number, said

PAGE = 50
_STATES = ("look", "order")


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    prefix: str = ""
    state: str = ""
    after: str = ""

    def address(self, after: str = "") -> str:
        """The query string of this list, or of its next page."""
        values = {"q": self.prefix, "state": self.state, "after": after}
        kept = {name: value for name, value in values.items() if value}
        return "?" + urlencode(kept) if kept else ""


@dataclass(frozen=True)
class Look:
    """A provider's standing beside what needs a look in its entries."""

    standing: ProviderStanding
    flags: Mapping[str, int]
    rotation: int | Suppressed | None

    @property
    def key(self) -> str:
        """The place in the list."""
        return f"{self.standing.name.casefold()}\x1f{self.standing.provider:012d}"


@with_task
def providers(request: Request) -> HttpResponse:
    """Every provider with its rhythm, what needs a look, and the next step."""
    on = localdate()
    asked = _asked_by(request.GET)
    everyone = _looks(request.actor, on)
    months = last_months(request.actor, on)
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Providers")}],
        "on": on,
        "providers": _table(everyone, asked),
        "months": months_table(months, _("Providers that declared, per month")),
        "months_alt": alt(months),
        "source": source(),
        **views_of(request, "providers"),
    }
    return render(request, "nights/providers/list.html", context)


def _asked_by(query: QueryDict) -> Asked:
    state = query.get("state", "")
    return Asked(
        prefix=query.get("q", "").replace("\x00", "").strip()[:120],
        state=state if state in _STATES else "",
        after=query.get("after", "").replace("\x00", "")[:200],
    )


def _looks(actor: Actor, on: date) -> list[Look]:
    code = actor.grants[0].municipality or ""
    found = standings(by=actor, municipality=code, on=on)
    flags = flag_counts(by=actor, municipality=code, on=on)
    rotated = _rotated(actor, code, on)
    looks = [
        Look(
            each,
            flags.get(each.provider, {}),
            None if rotated is None else rotated.get(each.provider, 0),
        )
        for each in found
    ]
    return sorted(looks, key=lambda look: look.key)


def _rotated(actor: Actor, code: str, on: date) -> dict[int, int | Suppressed] | None:
    """Counted by the room of the duty; None where somebody does not see its counts."""
    if not sees_rotation(actor, code):
        return None
    least = rulebook().value("disclosure.minimum_count", on, code).whole()
    counts = rotation_counts(by=actor, municipality=code, on=on)
    return {
        provider: Suppressed(least) if count is None else count
        for provider, count in counts.items()
    }


def _matching(everyone: Sequence[Look], asked: Asked) -> list[Look]:
    letters = asked.prefix.casefold()
    wanted = {"look": True, "order": False}.get(asked.state)
    return [
        look
        for look in everyone
        if look.standing.name.casefold().startswith(letters)
        and (wanted is None or needs_look(look) is wanted)
    ]


def needs_look(look: Look) -> bool:
    """Whether anything about a provider asks for attention."""
    return look.standing.concern is not None or any(look.flags.values())


def _table(everyone: Sequence[Look], asked: Asked) -> Table:
    matching = _matching(everyone, asked)
    later = [look for look in matching if look.key > asked.after]
    shown = later[:PAGE]
    query = asked.address()
    return Table(
        name="providers",
        caption=_("Providers"),
        note=_("Counts of entries; a count is a reason to ask, not a finding."),
        columns=[
            Column(_("Provider"), row_header=True),
            Column(_("Guests"), numeric=True),
            Column(_("Last declared")),
            Column(_("State")),
            Column(_("Needs a look")),
            Column(_("Left just under four months"), numeric=True),
            Column(_("Next step")),
        ],
        rows=[_row(look) for look in shown],
        empty=Empty(
            _("No provider fits."),
            _("Try fewer letters, or look at the whole list."),
            _("Show all providers"),
            reverse("providers"),
        ),
        paging=Paging(
            next_url=asked.address(shown[-1].key) if len(later) > PAGE else "",
            previous_url=(query or reverse("providers")) if asked.after else "",
            shown=_("%(shown)s of %(total)s providers")
            % {"shown": number(len(shown)), "total": number(len(matching))},
        ),
        search=_search(asked),
        export=Export(
            reverse("providers_csv") + query, reverse("providers_xlsx") + query
        ),
    )


def _search(asked: Asked) -> Search:
    return Search(
        label=_("Search by name"),
        hint=_("Type the first letters of the provider's name."),
        value=asked.prefix,
        filters=[
            Filter(
                "state",
                _("State"),
                [
                    Option("", _("Every state")),
                    Option("look", _("needs a look")),
                    Option("order", _("in order")),
                ],
                asked.state,
            )
        ],
    )


def _row(look: Look) -> list[object]:
    standing = look.standing
    return [
        Cell(standing.name, reverse("provider", args=[standing.provider])),
        standing.standing.guests,
        standing.standing.last_declared or _("never"),
        _state(standing),
        flags_told(look.flags),
        look.rotation,
        next_step(standing),
    ]


def _state(standing: ProviderStanding) -> Cell:
    if standing.concern is None:
        return Cell(_("in order"), kind="success")
    return Cell(CONCERNS[standing.concern], kind="warning")


def flags_told(flags: Mapping[str, int]) -> str:
    """What needs a look in a provider's entries, in a few words."""
    words = {
        "over_capacity": _("%(count)s locations too full"),
        "bed_let_twice": _("%(count)s beds let twice"),
        "long_open": _("%(count)s stays without an end"),
        "gap": _("%(count)s gaps"),
        "elsewhere": _("%(count)s guests also declared elsewhere"),
    }
    told = [words[kind] % {"count": count} for kind, count in flags.items() if count]
    return ", ".join(told)


def next_step(standing: ProviderStanding) -> str:
    """The proposed step and from when, or nothing."""
    proposal = standing.proposal
    if proposal is None:
        return ""
    return _("%(step)s, from %(day)s") % {
        "step": STEPS[proposal.step],
        "day": date_format(proposal.not_before, "j F Y"),
    }


@with_task
def providers_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_lines(request), f"onderdak-providers-{localdate():%Y-%m-%d}")


@with_task
def providers_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_lines(request), f"onderdak-providers-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> list[list[object]]:
    looks = _matching(_looks(request.actor, localdate()), _asked_by(request.GET))
    return list(_file(looks))


def _file(looks: Sequence[Look]) -> Iterator[list[object]]:
    yield [
        _("Provider"),
        _("Guests"),
        _("Last declared"),
        _("Usual days between declarations"),
        _("State"),
        _("Why"),
        _("Needs a look"),
        _("Left just under four months"),
        _("Next step"),
    ]
    for look in looks:
        standing, counted = look.standing, look.standing.standing
        yield [
            standing.name,
            counted.guests,
            counted.last_declared,
            counted.usual_days,
            str(_state(standing).value),
            said(standing.proposal.why) if standing.proposal else "",
            flags_told(look.flags),
            _as_written(look.rotation),
            next_step(standing),
        ]


def _as_written(count: int | Suppressed | None) -> object:
    return f"<{count.threshold}" if isinstance(count, Suppressed) else count
