"""What the operations of the norms take and give."""

from datetime import date
from typing import Annotated, Any, Literal

from django.utils.timezone import localdate
from ninja import Field

from onderdak.api.values import Day, Shape

Municipality = Annotated[
    str | None, Field(pattern=r"^GM[0-9]{4}$", description="CBS code of a town.")
]
Kind = Literal["law", "local", "private", "policy"]
Use = Literal["finding", "hint", "term", "amount", "pay", "prompt", "text"]


class When(Shape):
    """For which day and municipality norms are asked."""

    on: Annotated[Day | None, Field(description="Left out: today.")] = None
    municipality: Municipality = None

    @property
    def day(self) -> date:
        """The day that is asked for."""
        return self.on or localdate()


class Told(Shape):
    """The same in Dutch and in English."""

    nl: str
    en: str


class NormOut(Shape):
    """A norm, or one judgement of a norm that has several."""

    id: str
    rule: str
    part: str | None
    title: Told
    use: Annotated[
        Use, Field(description="`finding` and `hint` are judged; `text` is not.")
    ]
    reason: Annotated[Told | None, Field(description="Why it is not computed.")]
    in_force: bool
    kind: Annotated[
        Kind | None, Field(description="Only `law` and `local` bind by themselves.")
    ]
    article: str | None
    parameter_version: str | None
    unverified: Annotated[
        bool, Field(description="Its value exists, and nobody could verify it.")
    ]


class NormList(Shape):
    """Every norm, on a day and in a municipality."""

    on: date
    municipality: str | None
    results: list[NormOut]


class FactOut(Shape):
    """A fact that a norm needs, by its path in a facts file."""

    path: str
    label: Told
    type: str


class JudgementOut(NormOut):
    """A norm with its words, and what it is judged by."""

    text: Told
    facts: list[FactOut]
    parameters: list[str]


class ValueOut(Shape):
    """A value from a day on, national or of a municipality."""

    begins_on: date
    municipality: str | None
    ends: Annotated[bool, Field(description="From this day on there is no value.")]
    unverified: bool
    value: Annotated[Any, Field(description="In the unit of the parameter.")]
    kind: Kind | None
    article: str | None
    source: Told | None
    checked_on: date | None
    note: Told | None


class ParameterOut(Shape):
    """A parameter with its values through the years."""

    id: str
    description: Told
    unit: str
    kind: Kind
    local_may_differ: bool
    history: list[ValueOut]


class ComingOut(Shape):
    """The next change of a value."""

    begins_on: date
    parameter: str
    unit: str
    was: Any
    becomes: Any


class RuleOut(Shape):
    """One rule: its judgements, the history of its values, and what comes."""

    rule: str
    on: date
    municipality: str | None
    norms: list[JudgementOut]
    parameters: list[ParameterOut]
    coming: list[ComingOut]
