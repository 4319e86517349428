"""`onderdak quality`: what is known of a location, and what the norms say of it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from onderdak.cli.frame import (
    As,
    Json,
    On,
    acting,
    answer,
    console,
    day,
    errors,
    table,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.housing.quality.contract import (
    Quality,
    QualityFile,
    Seen,
    Source,
    file_of,
    quality_of,
    state_facts,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import find_location
from onderdak.rules import UnreadableFacts

app = typer.Typer(
    help="Quality of locations: facts and findings.", no_args_is_help=True
)

Which = Annotated[str, typer.Option("--location", help="Its number or exact name.")]
_LARGEST = 5_000_000


@app.command()
def show(
    location: Which, on: On = None, as_user: As = "", as_json: Json = False
) -> None:
    """Judge a location by what is known of it on a day: what first, what is unknown."""
    when = day(on)
    with acting(as_user) as actor:
        found = quality_of(
            by=actor,
            location=find_location(by=actor, wanted=location, on=when),
            on=when,
        )
        judged = _judged(found)
    answer(judged, as_json=as_json, show=lambda: _show(judged))


def _judged(found: Quality) -> dict[str, Any]:
    location, counts = found.file.location, found.counts
    return {
        "location": location.pk,
        "name": location.name,
        **found.judgement.as_dict(),
        "counts": {
            "breaches": {kind.value: many for kind, many in counts.breaches.items()},
            "meets": counts.meets,
            "cannot_judge": counts.cannot_judge,
        },
        "first": [one.as_dict() for one in found.breaches],
        "awaited": [
            {"fact": line.path, "norms": [one.norm.id for one in line.findings]}
            for line in found.awaited
        ],
        "soon": [
            {
                "from": one.from_,
                "now": one.now.value if one.now else None,
                "then": one.then.as_dict(),
            }
            for one in found.soon
        ],
    }


def _show(judged: dict[str, Any]) -> None:
    counts = judged["counts"]
    console.print(
        f"{judged['name']} on {judged['on']}: {sum(counts['breaches'].values())} not"
        f" met, {counts['meets']} met, {counts['cannot_judge']} cannot be judged",
        markup=False,
        highlight=False,
    )
    table(
        "What first",
        ["rule", "place", "kind", "finding", "mend"],
        [
            [
                "/".join(filter(None, [one["rule"], one["part"]])),
                one["place"],
                one["kind"],
                one["text"]["en"],
                one["mend"]["en"],
            ]
            for one in judged["first"]
        ],
    )
    table(
        "What to answer next",
        ["fact", "norms that wait"],
        [[one["fact"], len(one["norms"])] for one in judged["awaited"][:10]],
    )


@app.command()
def facts(
    location: Which, on: On = None, as_user: As = "", as_json: Json = False
) -> None:
    """Show what is known of a location: each fact with its source and day."""
    when = day(on)
    with acting(as_user) as actor:
        file = file_of(
            by=actor,
            location=find_location(by=actor, wanted=location, on=when),
            on=when,
        )
        known = _known(file)
    answer(known, as_json=as_json, show=lambda: _show_facts(known))


def _known(file: QualityFile) -> dict[str, Any]:
    return {
        "location": file.location.pk,
        "on": file.on,
        "facts": file.as_file,
        "statements": [
            {
                "place": one.counts.place,
                "fact": one.counts.path,
                "value": one.counts.value,
                "source": one.counts.source.value,
                "observed_on": one.counts.observed_on,
                "reference": one.counts.reference,
                "differs": [
                    {
                        "source": each.source.value,
                        "observed_on": each.observed_on,
                        "value": each.value,
                    }
                    for each in one.differs
                ],
            }
            for one in file.known
        ],
    }


def _show_facts(known: dict[str, Any]) -> None:
    table(
        f"Known on {known['on']}",
        ["place", "fact", "value", "source", "seen on", "differs"],
        [
            [
                one["place"],
                one["fact"],
                one["value"],
                one["source"],
                one["observed_on"],
                "; ".join(
                    f"{each['source']}: {each['value']}" for each in one["differs"]
                ),
            ]
            for one in known["statements"]
        ],
    )


@app.command()
def state(
    file: Annotated[
        Path, typer.Argument(help="A facts file, JSON or YAML; - reads from a pipe.")
    ],
    location: Which,
    source: Annotated[
        Source, typer.Option(help="Whose word it is.")
    ] = Source.INSPECTION,
    seen_on: Annotated[
        str | None,
        typer.Option("--seen-on", metavar="DATE", help="When it was seen; today."),
    ] = None,
    reference: Annotated[
        str, typer.Option(help="Number of the visit, report or certificate.")
    ] = "",
    note: Annotated[str, typer.Option(help="What the other side reads.")] = "",
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """State facts about a location from a file; nothing is overwritten."""
    when = day(on)
    with acting(as_user) as actor:
        place = find_location(by=actor, wanted=location, on=when)
        try:
            written = state_facts(
                by=actor,
                location=place,
                facts=_read(file),
                seen=Seen(source, day(seen_on, default=when), reference, note),
                on=when,
            )
        except UnreadableFacts as refused:
            for fault in refused.faults:
                errors.print(
                    f"{fault.where}: {in_language(fault.what)}",
                    markup=False,
                    highlight=False,
                )
            raise
    answer(
        {"location": place.pk, "stated": written},
        as_json=as_json,
        show=lambda: console.print(f"{written} facts are stated.", highlight=False),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        written = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        if len(written) > _LARGEST:
            raise ValueError("the file is too large")
        found = json.loads(written) if path.suffix == ".json" else _yaml(written)
    except FileNotFoundError:
        raise NotFound(
            text("There is no file %(path)s.", path=path),
            next_step=text("Check the name and the folder."),
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as fault:
        raise Invalid(
            text("The file %(path)s cannot be read.", path=path),
            why=text("%(fault)s", fault=str(fault).splitlines()[0]),
            next_step=text("Save it as JSON or YAML in UTF-8."),
        ) from None
    if not isinstance(found, dict):
        raise Invalid(text("The file %(path)s holds no facts.", path=path))
    return found


def _yaml(written: str) -> object:
    return yaml.safe_load(written)
