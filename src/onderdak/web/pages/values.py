"""How a value is written on a page, in the language of the reader."""

from dataclasses import replace
from datetime import date, timedelta

from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onderdak.kernel.text import Named, Text
from onderdak.web.pages.shapes import LeftOut, Money, Suppressed


def long_date(day: date | None) -> SafeString | str:
    """A day as people write it, '21 november 2026', readable by machines too."""
    if day is None:
        return ""
    shown = date_format(day, "j F Y")
    return format_html('<time datetime="{}">{}</time>', f"{day:%Y-%m-%d}", shown)


def months_said(first: date, after: date, *, brief: bool = False) -> str:
    """Whole months in words, as in 'January until March 2026', or briefly."""
    form = "M" if brief else "F"
    last = after - timedelta(days=1)
    if (first.year, first.month) == (last.year, last.month):
        return _in_a_line(date_format(first, f"{form} Y"))
    began = form if first.year == last.year else f"{form} Y"
    names = {
        "first": date_format(first, began),
        "last": date_format(last, f"{form} Y"),
    }
    if brief:
        return _in_a_line("{first}–{last}".format(**names))
    return _("%(first)s until %(last)s") % names


def _in_a_line(months: str) -> str:
    """Dutch writes its months in small letters, also where they are cut short."""
    return months.lower() if (get_language() or "nl").startswith("nl") else months


def money(cents: int) -> str:
    """An amount in whole cents as euros: 123456 is € 1.234,56."""
    euros, rest = divmod(abs(cents), 100)
    amount = number_format(f"{euros}.{rest:02d}", decimal_pos=2, force_grouping=True)
    return f"{'−' if cents < 0 else ''}€\u00a0{amount}"


def number(value: int) -> str:
    """A number with its thousands apart."""
    return number_format(value, force_grouping=True)


def shown(value: object) -> SafeString | str:
    """Any value of a table or fact as it is shown; what is unknown says so."""
    match value:
        case None:
            return format_html(
                '<span aria-hidden="true">–</span>'
                '<span class="visually-hidden">{}</span>',
                _("not known"),
            )
        case bool():
            return _("yes") if value else _("no")
        case int():
            return number(value)
        case Suppressed():
            return suppressed(value.threshold)
        case LeftOut():
            return left_out()
        case Money():
            return money(value.cents)
        case date():
            return long_date(value)
        case Text():
            return escape(said(value))
        case SafeString():
            return value
        case _:
            return escape(str(value))


def suppressed(threshold: int = 5) -> SafeString:
    """A count that is too small to publish, with the reason in reach of everyone."""
    return SafeString(
        render_to_string("pages/parts/suppressed.html", {"threshold": threshold})
    )


def left_out() -> SafeString:
    """A count that is not told; beside the table stands why."""
    return format_html(
        '<span class="suppressed" title="{}"><span aria-hidden="true">*</span>'
        '<span class="visually-hidden">{}</span></span>',
        _("left out"),
        _("left out"),
    )


def said(sentence: Text | None) -> str:
    """A sentence of the rules or the register in the reader's language."""
    if sentence is None:
        return ""
    values = {name: _plain(value) for name, value in sentence.params.items()}
    return replace(sentence, params=values).fill(_(sentence.msgid))


def _plain(value: object) -> object:
    match value:
        case Text():
            return said(value)
        case Named():
            return value.said_in(get_language() or "nl")
        case date():
            return date_format(value, "j F Y")
        case _:
            return value
