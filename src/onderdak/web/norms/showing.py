"""The page of one norm: text, history, source, what comes, and a form to try it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import (
    fact_catalogue,
    normbook,
    rulebook,
)
from onderdak.rules import Kind, Norm, Of
from onderdak.rules.findings.describing import described
from onderdak.rules.findings.norms import JUDGED
from onderdak.web.norms.asked import When, day_of, when_of
from onderdak.web.norms.braking import braked
from onderdak.web.norms.counting import DayForm, asked_for_days
from onderdak.web.norms.explaining import Explainer
from onderdak.web.norms.finding import Listed
from onderdak.web.norms.trying import (
    TAGS,
    Told,
    TryForm,
    is_asked,
    judge_of,
    judged,
    parts_of,
    told,
)
from onderdak.web.norms.values import amount
from onderdak.web.norms.words import SECTIONS, USE_TAGS, USES
from onderdak.web.pages.shapes import Column, Empty, Fact, Table
from onderdak.web.quality.file.words import KINDS, OUTCOMES, in_words

Plain = Mapping[str, Any]
# A certificate or a policy binds only whoever took it on.
_BINDING: Final = frozenset({Kind.LAW, Kind.LOCAL})


@dataclass(frozen=True, slots=True)
class Shown:
    """One judgement of a rule, as the page shows it."""

    title: str
    text: str
    use: str
    use_tag: str
    kind: str
    kind_tag: str
    facts: list[Fact]
    how: list[Fact]


@require_safe
@braked("norms")
def norm(request: HttpRequest, rule: str) -> HttpResponse:
    """One norm, for anyone; what is filled in is judged and not kept."""
    norms = normbook().of(rule)
    if not norms:
        raise Http404
    when = when_of(request.GET)
    found = described(rulebook(), fact_catalogue(), norms, when.on, when.municipality)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Norms"), "url": reverse("norms") + when.query},
            {"label": rule},
        ],
        "rule": rule,
        "section": SECTIONS.get(rule[0], ""),
        "title": in_words(norms[0].title) if len(norms) == 1 else "",
        "shown": list(_shown(norms, when)),
        "when": when,
        "coming": list(_coming(found, rule, norms, when)),
        "histories": [_history(one, when) for one in found["parameters"]],
        **_trying(request, rule, norms, when),
    }
    return render(request, "norms/norm.html", context)


def _shown(norms: Sequence[Norm], when: When) -> Iterator[Shown]:
    explainer = Explainer(when.on, when.municipality)
    for each in norms:
        cited = each.by and rulebook().find(each.by, when.on, when.municipality)
        listed = Listed(each, cited or None)
        yield Shown(
            title=in_words(each.title),
            text=in_words(each.text),
            use=str(USES[each.as_]),
            use_tag=USE_TAGS.get(each.as_, ""),
            kind=str(KINDS[listed.kind]) if listed.kind else "",
            kind_tag="info" if listed.kind in _BINDING else "",
            facts=list(_facts(listed)),
            how=list(_how(each, explainer)),
        )


def _facts(listed: Listed) -> Iterator[Fact]:
    norm, cited = listed.norm, listed.cited
    if norm.reason is not None:
        yield Fact(_("Why it is not computed"), in_words(norm.reason))
    if cited is not None:
        yield Fact(_("Article"), cited.article)
        yield Fact(_("Source"), in_words(cited.source))
        yield Fact(_("Checked"), cited.checked)
        yield Fact(_("Version of the value"), cited.version)
    elif norm.by is not None:
        yield Fact(_("Article"), _("no value here on this day"))


def _how(norm: Norm, explainer: Explainer) -> Iterator[Fact]:
    """How it is computed: by which facts, values and comparisons."""
    if norm.judging is None:
        return
    per_unit = norm.judging.about is Of.UNIT
    yield Fact(_("Judged per"), _("housing unit") if per_unit else _("location"))
    catalogue = fact_catalogue()
    needed = [in_words(catalogue.label(path)) for path in norm.facts]
    yield Fact(_("Facts needed"), ", ".join(needed))
    for term, sentence in explainer.lines(norm):
        yield Fact(term, sentence)


@dataclass(frozen=True, slots=True)
class Change:
    """What comes: the day with the old and the new value, and of which parameter."""

    says: str
    of: str


def _coming(
    found: Plain, rule: str, norms: Sequence[Norm], when: When
) -> Iterator[Change]:
    descriptions = {
        one["id"]: in_words(one["description"]) for one in found["parameters"]
    }
    for one in found["coming"]:
        says = _("From %(day)s: %(was)s → %(becomes)s") % {
            "day": _day(one["from"]),
            "was": _or_nothing(one["was"], one["unit"]),
            "becomes": _or_nothing(one["becomes"], one["unit"]),
        }
        yield Change(says, descriptions.get(one["parameter"], ""))
    told = {one["parameter"] for one in found["coming"]}
    if any(each.as_ in JUDGED and each.by not in told for each in norms):
        for starting in judge_of(rule, when).starting:
            if starting.norm.by in told:
                continue
            says = _("Holds from %(day)s: %(becomes)s") % {
                "day": date_format(starting.from_, "j-n-Y"),
                "becomes": _or_nothing(starting.becomes, starting.unit),
            }
            yield Change(says, in_words(starting.norm.title))


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "j-n-Y")


def _or_nothing(value: object, unit: str) -> str:
    return _("no value") if value is None else amount(value, unit)


def _history(parameter: Plain, when: When) -> Table:
    return Table(
        name=parameter["id"].replace(".", "-"),
        caption=in_words(parameter["description"]),
        note=parameter["id"],
        columns=[
            Column(_("From"), row_header=True),
            Column(_("Value")),
            Column(_("Where")),
            Column(_("Article")),
            Column(_("Source")),
            Column(_("Checked")),
        ],
        rows=[_dated(one, parameter["unit"], when) for one in parameter["history"]],
        empty=Empty(
            _("No value was set yet."),
            _("Only a municipality sets this one, in a by-law of its own."),
        ),
    )


def _dated(one: Plain, unit: str, when: When) -> list[object]:
    where = one["municipality"]
    return [
        day_of(one["from"]) or one["from"],
        _("ends") if one["ends"] else amount(one["value"], unit),
        when.names.get(where, where) if where else _("the Netherlands"),
        one["article"],
        ". ".join(in_words(one[key]) for key in ("source", "note") if one[key]),
        day_of(one["checked"] or ""),
    ]


def _trying(
    request: HttpRequest, rule: str, norms: Sequence[Norm], when: When
) -> dict[str, object]:
    """The form, and what the norms say of what was filled in."""
    can = [each for each in norms if each.judging is not None]
    asked = is_asked(request.GET)
    if not can:
        return _counting(request, norms, when) if asked_for_days(norms) else {}
    form = TryForm(parts_of(can), request.GET if asked else None)
    judgement = judged(form, rule, when) if asked else None
    findings: list[Told] = []
    if judgement is not None:
        findings = [told(one) for one in (*judgement.findings, *judgement.hints)]
    return {
        "try_form": form,
        "findings": findings,
        "judged": judgement is not None,
        "outcomes": [
            {"key": outcome.value, "tag": TAGS[outcome], "label": OUTCOMES[outcome]}
            for outcome in TAGS
        ],
        "kinds": [{"key": kind.value, "label": KINDS[kind]} for kind in KINDS],
    }


def _counting(
    request: HttpRequest, norms: Sequence[Norm], when: When
) -> dict[str, object]:
    """The form of a term or an amount, and what it comes to."""
    asked = is_asked(request.GET)
    form = DayForm(asked_for_days(norms), request.GET if asked else None)
    return {"day_form": form, "answers": form.answers(when) if asked else []}
