"""The rules of routing: which are in use, a new version, its trial, and its use."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.kernel.errors import UserError
from onderdak.supervision.desk.contract.clerk import (
    Channel,
    Given,
    Kind,
    Priority,
    RoutingVersion,
    Rule,
    Trial,
    categories_of,
    read_rules,
    routing_owners,
    routing_versions,
    try_routing,
    use_routing,
    write_routing,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.rule_form import WEEKDAYS, RuleForm
from onderdak.web.desk.clerk.words import (
    CHANNELS,
    PRIORITIES,
    category_name,
    kind_name,
    place_of,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.pages.values import said

_TRIAL_DAYS = 180


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Rules of routing"), "url": reverse("desk_routing")},
        {"label": last},
    ]


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@require_safe
@with_task
def routing(request: Request) -> HttpResponse:
    """The newest rules, which version is in use, and all versions there were."""
    town = _town(request)
    versions = list(routing_versions(by=request.actor, municipality=town))
    newest = versions[0] if versions else None
    words = _Words(request)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Rules of routing")},
        ],
        "newest": newest,
        "in_use": next((each for each in versions if _in_use(each)), None),
        "rules": [
            {"place": place, "words": words.rule(each)}
            for place, each in enumerate(_rules(newest), start=1)
        ],
        "versions": _versions(versions),
    }
    return render(request, "desk/clerk/routing.html", context)


def _in_use(version: RoutingVersion) -> bool:
    return version.used_from is not None and version.used_until is None


def _rules(version: RoutingVersion | None) -> tuple[Rule, ...]:
    return read_rules(version.rules) if version else ()


def _versions(versions: Sequence[RoutingVersion]) -> Table:
    return Table(
        name="versions",
        caption=_("Versions"),
        columns=[
            Column(_("Version"), row_header=True),
            Column(_("Rules"), numeric=True),
            Column(_("Written on")),
            Column(_("Tried on")),
            Column(_("Used from")),
            Column(_("Used until")),
        ],
        rows=[
            [
                Cell(
                    str(each.number), reverse("desk_routing_trial", args=[each.number])
                ),
                len(each.rules),
                localdate(each.made_at),
                localdate(each.tried_at) if each.tried_at else None,
                localdate(each.used_from) if each.used_from else None,
                localdate(each.used_until) if each.used_until else None,
            ]
            for each in versions
        ],
        empty=Empty(
            _("There are no rules yet."),
            _("Without rules every report waits in the list until somebody takes it."),
        ),
    )


class _Words:
    """Rules in words, with the names of categories and colleagues."""

    def __init__(self, request: Request) -> None:
        town = _town(request)
        self.categories = {
            each.key: category_name(each) for each in categories_of(town)
        }
        self.owners = routing_owners(by=request.actor, municipality=town)

    def rule(self, rule: Rule) -> str:
        """A rule as one sentence."""
        return _("If %(when)s: %(gives)s.") % {
            "when": ", ".join(self._when(rule)) or _("anything"),
            "gives": self.given(rule.gives),
        }

    def _when(self, rule: Rule) -> list[str]:
        channels = [str(CHANNELS[Channel(each)]) for each in sorted(rule.channel)]
        parts = [
            (_("category"), [self.categories.get(k, k) for k in sorted(rule.category)]),
            (_("kind"), [kind_name(Kind(k)) for k in sorted(rule.kind)]),
            (_("came in by"), channels),
            (_("neighbourhood"), sorted(rule.neighbourhood)),
            (_("day"), [str(WEEKDAYS[k]) for k in sorted(rule.weekdays)]),
        ]
        said_so = [f"{name}: {' / '.join(values)}" for name, values in parts if values]
        if rule.danger is not None:
            said_so.append(_("danger") if rule.danger else _("no danger"))
        if rule.hours:
            said_so.append(
                _("between %(begin)s and %(end)s hours")
                % {"begin": rule.hours[0], "end": rule.hours[1]}
            )
        return said_so

    def given(self, given: Given) -> str:
        """Where a report goes, in words."""
        priority = str(PRIORITIES[Priority(given.priority)])
        named = [
            given.team,
            self.owners.get(given.owner, "?") if given.owner else "",
            _("priority %(priority)s") % {"priority": priority},
        ]
        return ", ".join(filter(None, named))

    def gone_to(self, given: Given) -> str:
        """With whom a report is, or would be, in words."""
        said_so = self.given(given)
        return said_so if given.team or given.owner else f"{_('nobody')}, {said_so}"


@with_task
def new_rule(request: Request) -> HttpResponse:
    """Add a rule at the end: that makes a new version, which is not used yet."""
    town = _town(request)
    newest = routing_versions(by=request.actor, municipality=town).first()
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        town=town,
        owners=routing_owners(by=request.actor, municipality=town),
    )

    def change() -> str:
        rules = [*(newest.rules if newest else []), form.rule.as_data()]
        write_routing(by=request.actor, municipality=town, rules=rules, at=now())
        return reverse("desk_routing")

    context = {
        "title": _("A rule of routing"),
        "lead": _(
            "What you leave open does not matter. The first rule that fits decides;"
            " this one comes last."
        ),
        "submit": _("Keep as a new version"),
        "breadcrumbs": _crumbs(_("A rule of routing")),
    }
    done = _("The new version is kept. Try it before you use it.")
    return ask(request, form, context, done=done, change=change)


@require_POST
@with_task
def move_rule(request: Request, place: int) -> HttpResponse:
    """Take a rule out or move it up: that makes a new version."""
    town = _town(request)
    newest = routing_versions(by=request.actor, municipality=town).first()
    rules = list(newest.rules) if newest else []
    if 1 <= place <= len(rules):
        moved = rules.pop(place - 1)
        if request.POST.get("do") == "up":
            rules.insert(max(0, place - 2), moved)
        write_routing(by=request.actor, municipality=town, rules=rules, at=now())
        messages.success(
            request, _("The new version is kept. Try it before you use it.")
        )
    return HttpResponseRedirect(reverse("desk_routing"))


class TrialForm(forms.Form):
    """On which past reports the rules are tried."""

    since = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@with_task
def trial(request: Request, number: int) -> HttpResponse:
    """Lay a version beside past reports: what would have gone where."""
    town, on = _town(request), localdate()
    versions = routing_versions(by=request.actor, municipality=town)
    version = get_object_or_404(versions, number=number)
    since = on - timedelta(days=_TRIAL_DAYS)
    form = TrialForm(
        request.POST if request.method == "POST" else None,
        initial={"since": since, "until": on},
    )
    problem: UserError | None = None
    shown: Trial | None = None
    if request.method == "POST" and form.is_valid():
        try:
            shown = try_routing(
                by=request.actor,
                municipality=town,
                number=number,
                since=form.cleaned_data["since"],
                until=form.cleaned_data["until"],
                at=now(),
            )
        except UserError as error:
            problem = error
        version.refresh_from_db()
    words = _Words(request)
    context: dict[str, Any] = {
        "breadcrumbs": _crumbs(_("Version %(number)s") % {"number": number}),
        "version": version,
        "rules": [words.rule(each) for each in _rules(version)],
        "form": form,
        "problem": problem,
        "trial": shown,
        "differences": _differences(shown, words) if shown else None,
        "may_use": version.tried_at is not None and version.used_from is None,
        "in_use": _in_use(version),
    }
    return render(request, "desk/clerk/routing_trial.html", context)


def _differences(found: Trial, words: _Words) -> Table:
    return Table(
        name="differences",
        caption=_("What would have gone elsewhere"),
        columns=[
            Column(_("Number"), row_header=True),
            Column(_("Category")),
            Column(_("Place")),
            Column(_("Rule")),
            Column(_("Rules sent it to")),
            Column(_("Would go to")),
            Column(_("Is with now")),
        ],
        rows=[
            [
                each.report.number,
                category_name(each.report.category),
                place_of(each.report),
                each.rule or _("none"),
                words.gone_to(each.decided),
                words.gone_to(each.would),
                words.gone_to(each.has),
            ]
            for each in found.differences
        ],
        empty=Empty(_("The rules of then sent every report where these would.")),
    )


@require_POST
@with_task
def use(request: Request, number: int) -> HttpResponse:
    """Route by this version from now on."""
    try:
        use_routing(
            by=request.actor, municipality=_town(request), number=number, at=now()
        )
    except UserError as error:
        messages.error(request, " ".join(said(each) for each in error.texts))
    else:
        messages.success(request, _("Reports go by these rules from now on."))
    return HttpResponseRedirect(reverse("desk_routing"))
