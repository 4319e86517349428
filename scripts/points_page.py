"""The page on the points file, made from the catalogue and the forbidden roots."""

import json
from collections.abc import Iterable, Iterator

from onderdak.engines.ranking import Catalogue, Catalogued, load_catalogue
from onderdak.engines.ranking.forbidden import forbidden_roots, only_in_names
from onderdak.engines.ranking.outcome_table import DAY_COLUMNS
from onderdak.engines.ranking.points import HIGHEST_VALUE, MOST_POINTS
from onderdak.engines.ranking.schema import points_schema

_LEAD = """<!-- Made by scripts/reference.py; do not edit by hand. -->

# The points file

A ranking of addresses is made with points that people wrote down. They stand in one
file, in YAML: which indicators count, for how much, why, on which ground and until
when. This page is made from the code. Why it is so: decisions
[42](../decisions/0042-points-and-forbidden-inputs.md) and
[43](../decisions/0043-propose-never-learn.md). Two examples: `examples/ranking`.
The [JSON Schema](points.schema.json) is what `onderdak ranking schema` prints.

## An example

```yaml
name: Addresses of our town
version: 3                      # goes up with every change
catalogue: addresses            # or the name of a file beside this one
since: 2026-01-01               # the first day of use
until: 2026-12-31               # the last
identifier: bag_id              # for files: the column that names a row
context: [street, district]     # for files: carried along, never counted
indicators:
  - key: reports_12m
    column: reports             # for files: left out, it is the key
    reason: Several people reported something here, apart from each other.
    source: reports
    ground: Omgevingswet art. 18.2
    expires_on: 2026-12-31
    at_most: 3                  # a higher value counts as this
    steps:
      - {at_least: 1, points: 1}
      - {at_least: 3, points: 4}
```
"""
_KEYS = [
    ("name", "yes", "what the set is called"),
    ("version", "yes", "a whole number; a set that was used is never changed"),
    ("catalogue", "yes", "which closed list of indicators: a key, or a file beside it"),
    ("since", "yes", "the first day on which it may be used"),
    ("until", "yes", "the last day"),
    ("on", "", "`false` switches the whole off; left out, it is on"),
    ("identifier", "for files", "the column that names a row; each name once"),
    ("context", "", "columns that are carried along; they are never counted"),
    ("derived", "", "from which data a proposal came; written by `propose`"),
    ("indicators", "yes", "at least one"),
]
_INDICATOR_KEYS = [
    ("key", "yes", "an indicator of the catalogue"),
    ("column", "", "the column of a file; left out, it is the key"),
    ("reason", "yes", "why this says where to look, for everybody to read"),
    (
        "source",
        "yes",
        "the source of the catalogue; with the one that it had before, it counts for"
        " nothing",
    ),
    ("ground", "yes", "the law, by-law or decision that gives the ground"),
    ("expires_on", "yes", "the last day on which it counts; after it gives nothing"),
    ("at_most", "", "a higher value counts as this, so that no source can steer"),
    ("on", "", "`false` switches this indicator off; left out, it is on"),
    ("details", "", "columns that make the words fuller; they give no points"),
    ("steps", "yes", "from a value on, so many points; both go up"),
]
_RULES = f"""## Values

- Whole numbers: counts, days, months, percents. Yes is 1 (`1`, `yes`, `ja`, `true`), no
  is 0. `3.0` is read as 3. Below zero is known and gives nothing.
- Empty is unknown. It gives nothing, and the list says that it is unknown.
- Points go from 0 to {MOST_POINTS:,}, values to {HIGHEST_VALUE:,}. A value has the
  points of the highest step that it reaches. Steps never go down: more evidence never
  gives fewer points.

## Order

Most points first. Among equals the lot decides, with a seed that is shown and logged;
the same seed gives the same order, on any machine.

## What is refused

- A key that nobody knows, and any other fault; all of them at once, with their place.
- An indicator that is not in the catalogue, and a column of a file that no indicator
  asks for, unless it stands under `context`.
- Rows with the same name, and cells that cannot be read: all at once, by line and
  column.
- A file outside the days of the set, or when the set is off.
- A key or column with other signs than the letters a to z, figures and underscores.
  Call such a column otherwise in the file first.
- **Words for what a ranking may not look at**: the roots below. Capitals, accents,
  letters that look alike, marks between letters, figures for letters and compound words
  are looked through. It holds for keys, columns, titles and sentences (`reason`,
  `ground`, `means`, the name of a set), for what is carried along and for the
  catalogues of other fields too.

The list knows words, not facts. A column that is called `a1` may hold anything: the
closed catalogue, the assessment and the municipality itself have to keep that out.
"""
_AFTER = """
A word that holds one of these by chance (`totaal`, `straatnaam`) is read, when it is a
word of its own: `totaal_meldingen`, but not `totaaloverzicht`. In sentences these are
plain language and are read: {plain}.

## Another field

A catalogue of your own is a YAML file beside the points, with for each indicator `key`,
`subject` (address, object, location or provider), `title`, `unit`, `source`, `ground`,
`says` (the words, with `%(value)s`) and `settled_by` (letter, desk_check or visit). A
person is no subject. See `examples/ranking/chicago_food/catalogue.yaml`.
"""
_DAYS = ", ".join(f"`{name}`" for name in DAY_COLUMNS)
_COMMANDS = [
    [
        "`onderdak ranking score FILE --config POINTS -o RANKED`",
        "adds `rank`, `points` and `reasons` to a file; CSV, or Parquet with the"
        " packages for large files. All columns that came in go out as they were,"
        " also those of `context`: a cell that begins with `=` is a formula to a"
        " spreadsheet",
    ],
    [
        "`onderdak ranking evaluate RANKED --outcome COLUMN --capacity 100`",
        "what was found at the highest rows that were visited, at most the capacity,"
        " with intervals; `--date` for the replay (left out,"
        f" a column of days called {_DAYS} is used, and no other), `--sample`"
        " for rows that nobody chose, which are then left out of the highest,"
        " `--group` to compare groups, `--config` to drop"
        " each indicator in turn; `--full` for all of it in JSON",
    ],
    [
        "`onderdak ranking propose FILE --outcome COLUMN -o POINTS`",
        "a draft from past outcomes, switched off",
    ],
    ["`onderdak ranking schema`", "the JSON Schema"],
]


def points_page() -> str:
    """The keys, the catalogue of addresses, and what is forbidden."""
    catalogue = load_catalogue()
    return "\n".join(
        [
            _LEAD,
            "## Keys",
            "",
            *_table(["key", "needed", "holds"], map(_plain_key, _KEYS)),
            "",
            "Of each indicator:",
            "",
            *_table(["key", "needed", "holds"], map(_plain_key, _INDICATOR_KEYS)),
            "",
            _RULES,
            *_forbidden(),
            _AFTER.replace("{plain}", ", ".join(only_in_names())),
            "## Commands",
            "",
            *_table(["command", "does"], _COMMANDS),
            "",
            "## The catalogue of addresses",
            "",
            "It is closed: nothing else can be counted.",
            "",
            *_table(
                ["key", "about", "unit", "source", "ground", "counts", "details"],
                _indicators(catalogue),
            ),
            "",
        ]
    )


def points_schema_document() -> str:
    """The JSON Schema of a points file for addresses."""
    return json.dumps(points_schema(), ensure_ascii=False, indent=2) + "\n"


def _plain_key(row: tuple[str, str, str]) -> list[str]:
    key, needed, holds = row
    return [f"`{key}`", needed, holds]


def _indicators(catalogue: Catalogue) -> Iterator[list[str]]:
    for one in catalogue.indicators.values():
        yield [f"`{one.key}`", one.subject, one.unit, f"`{one.source}`", *_words(one)]


def _words(one: Catalogued) -> list[str]:
    details = ", ".join(f"`{name}`" for name in one.details)
    return [one.ground, one.means or one.title, details]


def _forbidden() -> Iterator[str]:
    roots = forbidden_roots()
    grounds = dict.fromkeys((one.reason, one.article) for one in roots)
    yield from _table(
        ["refused", "why", "ground"],
        [
            [
                ", ".join(one.root for one in roots if one.reason == reason),
                reason,
                article,
            ]
            for reason, article in grounds
        ],
    )


def _table(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join("---" for _ in header) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
