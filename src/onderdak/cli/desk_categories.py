"""`onderdak desk categories` and `category`: what can be reported, and its terms."""

from typing import Annotated

import typer

from onderdak.cli.frame import As, Json, Municipality, acting, answer, console, table
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract.clerk import (
    Category,
    CategoryFacts,
    all_categories,
    change_category,
)

_COLUMNS = ["key", "kind", "name", "working_days", "position", "active", "ground"]


def _line(one: Category) -> dict[str, object]:
    return {
        "key": one.key,
        "kind": one.kind,
        "name": one.names.get("nl", ""),
        "working_days": one.term_working_days,
        "position": one.position,
        "active": one.active,
        "ground": one.ground,
    }


def categories(
    municipality: Municipality, as_user: As = "", as_json: Json = False
) -> None:
    """List what can be reported, with the term in working days."""
    with acting(as_user) as actor:
        found = all_categories(by=actor, municipality=municipality)
        lines = [_line(one) for one in found]
    answer(
        lines,
        as_json=as_json,
        show=lambda: table(
            "Categories", _COLUMNS, [list(line.values()) for line in lines]
        ),
    )


def category(
    municipality: Municipality,
    key: Annotated[str, typer.Option(help="Which category: nuisance.")],
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="LANGUAGE=NAME", help="A name in a language: nl=Afval."),
    ] = None,
    term: Annotated[
        int | None, typer.Option(min=1, help="Term for an answer, in working days.")
    ] = None,
    ground: Annotated[str | None, typer.Option(help="The article it rests on.")] = None,
    position: Annotated[
        int | None, typer.Option(min=0, help="Its place in the form.")
    ] = None,
    active: Annotated[
        bool | None,
        typer.Option("--active/--not-active", help="Whether it can be reported."),
    ] = None,
    as_user: As = "",
) -> None:
    """Change a category; reports that are there keep their last day."""
    with acting(as_user) as actor:
        found = all_categories(by=actor, municipality=municipality)
        one = found.filter(key=key).first()
        if one is None:
            raise NotFound(text("There is no category '%(key)s' here.", key=key))
        change_category(
            by=actor,
            municipality=municipality,
            key=key,
            facts=CategoryFacts(
                names={**one.names, **_named(name or [])},
                term_working_days=term or one.term_working_days,
                ground=one.ground if ground is None else ground,
                active=one.active if active is None else active,
                position=one.position if position is None else position,
            ),
        )
    console.print(f"{key} is changed.")


def _named(given: list[str]) -> dict[str, str]:
    named = dict(each.partition("=")[::2] for each in given)
    if not all(named.values()):
        raise typer.BadParameter("Write a name as nl=Afval.")
    return named
