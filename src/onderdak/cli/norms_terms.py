"""`onderdak norms term` and `onderdak norms pay`: days, amounts and deductions.

Norms are public: no account is needed, and nothing is stored.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from django.utils.translation import get_language

from onderdak.cli.frame import Json, On, answer, console, day, refusals_shown
from onderdak.foundation.identity.contract import in_language, normbook, rulebook
from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import municipality_code
from onderdak.kernel.text import Text, text
from onderdak.rules.pay import PayAnswer
from onderdak.rules.pay import pay as check_pay
from onderdak.rules.terms import TermAnswer
from onderdak.rules.terms import term as ask_term


def term(
    rule: Annotated[str, typer.Argument(help="The id of the rule, such as G15.")],
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="The day of the event; of an earlier fine."
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help="The day whose law counts; of a new breach."
        ),
    ] = None,
    municipality: Annotated[
        str | None,
        typer.Option("--municipality", metavar="GM", help="CBS code, such as GM0202."),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", help="Which term, where there are several.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say by which day something is due under a rule, or how much it is at most."""
    first = None if start is None else day(start)
    law = None if on is None else day(on)
    with refusals_shown():
        found = ask_term(
            rule,
            first,
            law,
            None if municipality is None else municipality_code(municipality),
            rulebook(),
            normbook(),
            part=part,
            today=day(None),
        )
    answer(found.as_dict(in_language), as_json=as_json, show=lambda: _show_term(found))


def pay(
    hourly_cents: Annotated[
        int, typer.Option("--hourly-cents", help="What is paid per hour, in cents.")
    ],
    hours: Annotated[
        str, typer.Option("--hours", help="Hours of the pay period: 160 or 152.5.")
    ],
    age: Annotated[int, typer.Option("--age", help="The age of the worker in years.")],
    housing_cents: Annotated[
        int,
        typer.Option(
            "--housing-cents", help="Deducted for housing in the period, in cents."
        ),
    ],
    on: On = None,
    certified: Annotated[
        bool | None,
        typer.Option(
            "--certified/--not-certified",
            help="Whether the landlord is a housing association or certified.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a deduction for housing against the minimum wage. A hint, no finding."""
    seen_on = day(on)
    with refusals_shown():
        found = check_pay(
            hourly_cents,
            _hours(hours),
            age,
            housing_cents,
            seen_on,
            certified,
            rulebook(),
        )
    answer(found.as_dict(), as_json=as_json, show=lambda: _show_pay(found))


def _hours(written: str) -> Decimal:
    try:
        return Decimal(written.strip().replace(",", "."))
    except InvalidOperation:
        raise Invalid(
            what=text(
                "“%(hours)s” is no number of hours of a pay period.", hours=written[:20]
            )
        ) from None


def _show_term(found: TermAnswer) -> None:
    if found.event is not None and found.start is not None:
        _say(f"{found.start}: {_words(found.event)}")
    for sentence in (*found.counted, *_outcomes(found)):
        _say(in_language(sentence))
    _say(_words(found.text))
    _say(f"{found.article} ({found.parameter_version})")


def _outcomes(found: TermAnswer) -> Iterator[Text]:
    if found.first_day is not None:
        yield text("First day: %(day)s.", day=found.first_day)
    if found.last_day is not None:
        yield text("Last day: %(day)s.", day=found.last_day)
    if found.other_parts:
        yield text(
            "Other terms of this rule, with --part: %(parts)s.",
            parts=", ".join(found.other_parts),
        )


def _show_pay(found: PayAnswer) -> None:
    _say(in_language(text("Allowed.") if found.allowed else text("Not allowed.")))
    _say(_words(found.text))
    _say(f"{found.article} ({found.parameter_version})")


def _words(words: Mapping[str, str]) -> str:
    """Give a text of the norms in the language in force."""
    return words.get((get_language() or "en")[:2], words["en"])


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False)
