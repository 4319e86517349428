"""The parts of a page as template tags: `{% load parts %}`."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django import forms, template
from django.contrib.staticfiles import finders
from django.forms.boundfield import BoundField
from django.template.context import RequestContext
from django.utils.formats import number_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from onderdak.kernel.errors import UserError
from onderdak.web.pages.controls import control, described_by, kind_of, target_of
from onderdak.web.pages.shapes import (
    Explanation,
    Fact,
    MapPicture,
    Progress,
    Table,
    Tile,
    Todo,
)
from onderdak.web.pages.values import (
    long_date,
    money,
    number,
    said,
    shown,
    suppressed,
)

register = template.Library()
PARTS = "pages/parts/"


for each in (long_date, money, number, said, shown):
    register.filter(each)
register.simple_tag(suppressed)


@register.inclusion_tag(f"{PARTS}field.html")
def field(bound: BoundField, purpose: str = "", hint: bool = True) -> dict[str, object]:
    """A field of a form: label, hint, purpose of a personal field, message, control."""
    if not hint:
        bound.help_text = ""
    tied = described_by(bound, purpose)
    kind = kind_of(bound)
    return {
        "field": bound,
        "kind": kind,
        "purpose": purpose,
        "described_by": tied,
        "control": "" if kind == "choices" else control(bound, tied),
        "optional": not bound.field.required and kind != "checkbox",
    }


@register.inclusion_tag(f"{PARTS}fields.html")
def fields(form: forms.BaseForm) -> dict[str, object]:
    """All fields of a form, one below the other."""
    return {"form": form}


@register.inclusion_tag(f"{PARTS}error_summary.html")
def error_summary(*checked: forms.BaseForm) -> dict[str, object]:
    """What went wrong in one or more forms, each line a link to its field."""
    whole = [text for form in checked for text in form.non_field_errors()]
    each = [
        {"target": target_of(bound), "label": bound.label, "text": text}
        for form in checked
        for bound in form
        for text in bound.errors
    ]
    return {"whole": whole, "each": each, "count": len(whole) + len(each)}


@register.inclusion_tag(f"{PARTS}button.html")
def button(
    label: str, kind: str = "primary", href: str = "", name: str = "", value: str = ""
) -> dict[str, object]:
    """A button that sends the form, or with an address a link that looks like one."""
    return {"label": label, "kind": kind, "href": href, "name": name, "value": value}


@register.inclusion_tag(f"{PARTS}confirm.html", takes_context=True)
def confirm(
    context: RequestContext,
    label: str,
    action: str,
    gone: str,
    yes: str = "",
    **hidden: str,
) -> dict[str, object]:
    """A destructive act: asks once and says what will be gone."""
    return {
        "label": label,
        "action": action,
        "gone": gone,
        "yes": yes or label,
        "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag(f"{PARTS}table.html")
def data_table(table: Table) -> dict[str, object]:
    """A list with caption, search, paging, export and a helpful empty state."""
    return {"table": table}


@register.inclusion_tag(f"{PARTS}pagination.html")
def pagination(current: int, last: int, url: str, around: int = 1) -> dict[str, object]:
    """Numbered pages of a short list; `url` holds '%d' where the number comes."""
    wanted = {1, last, *range(current - around, current + around + 1)}
    numbers = sorted(page for page in wanted if 1 <= page <= last)
    pages = [
        {"number": page, "url": url % page, "gap": before and page - before > 1}
        for before, page in zip([0, *numbers], numbers, strict=False)
    ]
    return {
        "pages": pages,
        "current": current,
        "previous_url": url % (current - 1) if current > 1 else "",
        "next_url": url % (current + 1) if current < last else "",
    }


@register.inclusion_tag(f"{PARTS}stat_tile.html")
def stat_tile(tile: Tile) -> dict[str, object]:
    """A number with its date, source and coverage."""
    return {"tile": tile}


@register.inclusion_tag(f"{PARTS}stat_tiles.html")
def stat_tiles(tiles: Iterable[Tile]) -> dict[str, object]:
    """A row of numbers."""
    return {"tiles": tiles}


@register.inclusion_tag(f"{PARTS}chart_with_table.html")
def chart_with_table(
    src: str,
    title: str,
    alt: str,
    table: Table,
    source: str = "",
    narrow: bool = False,
) -> dict[str, object]:
    """A chart drawn on the server, with the figures behind it.

    With `narrow` a phone asks for a picture that fits it, at `?narrow=1`.
    """
    return {
        "src": src,
        "title": title,
        "alt": alt,
        "table": table,
        "source": source,
        "narrow": narrow,
    }


@register.inclusion_tag(f"{PARTS}map_with_list.html")
def map_with_list(picture: MapPicture) -> dict[str, object]:
    """A map beside the list that says all that the map says."""
    bounds = [number_format(bound) for bound in picture.bounds]
    return {"map": picture, "classes": _classes(bounds)}


def _classes(bounds: Sequence[str]) -> list[str]:
    between = [
        _("%(low)s to %(high)s") % {"low": low, "high": high}
        for low, high in pairwise(bounds)
    ]
    first = _("below %(limit)s") % {"limit": bounds[0]}
    last = _("%(limit)s and more") % {"limit": bounds[-1]}
    return [first, *between, last]


@register.inclusion_tag(f"{PARTS}progress.html", takes_context=True)
def progress(context: RequestContext, work: Progress) -> dict[str, object]:
    """How far long work is: looks again by itself, or by a link, and can be stopped."""
    return {"work": work, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag(f"{PARTS}notice.html")
def notice(
    what: str,
    kind: str = "info",
    why: str = "",
    next: str = "",
    live: bool = False,
) -> dict[str, object]:
    """What happened, why, and what next. Kinds: info, success, warning, error."""
    return {"what": what, "kind": kind, "why": why, "next": next, "live": live}


@register.inclusion_tag(f"{PARTS}problem.html")
def problem(error: UserError) -> dict[str, object]:
    """What was refused, why, and what next; it takes the focus."""
    return {"error": error}


@register.inclusion_tag(f"{PARTS}steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, object]:
    """Where one is in a task of several steps; the first step is 1."""
    return {"labels": labels, "current": current, "total": len(labels)}


@register.inclusion_tag(f"{PARTS}check_answers.html")
def check_answers(answers: Iterable[Fact]) -> dict[str, object]:
    """What was answered, before it is sent, each with the way back."""
    return {"answers": answers}


@register.inclusion_tag(f"{PARTS}key_facts.html")
def key_facts(facts: Iterable[Fact]) -> dict[str, object]:
    """The few facts that a page is about."""
    return {"facts": facts}


@register.inclusion_tag(f"{PARTS}todo.html")
def todo(items: Sequence[Todo], done: str = "") -> dict[str, object]:
    """What needs this person now; `done` is said when nothing does."""
    return {"items": items, "done": done}


@register.inclusion_tag(f"{PARTS}tag.html")
def tag(label: str, kind: str = "") -> dict[str, object]:
    """A state in one word, never by colour alone."""
    return {"label": label, "kind": kind}


@register.inclusion_tag(f"{PARTS}explain.html")
def explain(why: Explanation) -> dict[str, object]:
    """Why something is proposed: rule, article and the version of the parameter."""
    return {"why": why}


@register.inclusion_tag(f"{PARTS}theme.html")
def theme_sheet(code: str | None) -> dict[str, object]:
    """The theme of a municipality, when it has one."""
    path = f"onderdak/themes/{code}.css"
    there = bool(code) and str(code).isalnum() and finders.find(path) is not None
    return {"path": path if there else ""}


@register.filter
def own_name(code: str) -> str:
    """A language in its own words and script."""
    return str(get_language_info(code)["name_local"])
