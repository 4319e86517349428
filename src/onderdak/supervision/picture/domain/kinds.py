"""What a source is: what it brings, on which ground, for what, and to whom."""

from dataclasses import dataclass
from enum import StrEnum

from onderdak.foundation.identity.domain.permissions import Role


class Purpose(StrEnum):
    """For what somebody looks at an address."""

    SUPERVISION = "supervision"
    REPORT = "report"
    REGISTRATION = "registration"
    LEVY = "levy"
    # Taking in a file is no look at an address; it is a purpose of its own.
    TAKING_IN = "taking_in"


class ValueKind(StrEnum):
    """What the value of a signal is."""

    COUNT = "count"
    EUROS = "euros"
    WORDS = "words"
    RULE = "rule"  # one of a closed list
    LEGAL_PERSON = "legal_person"  # a name with its legal form, never a person's


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the values of a closed list, and what a file may call it."""

    key: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of signal. Of some there may be several at an address on one day.

    `belongs_to` is the kind of which the reference may be named: a finding is one of an
    inspection, and has a condition (open, mended).
    """

    key: str
    title: str
    value: ValueKind
    words: tuple[str, ...]  # what a file may call it
    example: str
    several: bool = False
    rules: tuple[Rule, ...] = ()
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something about an address comes from.

    A source without kinds has a room of its own; the others come in as a file. Some are
    both: what a town without that room knows comes in as a file.
    `months` is the longest that its signals are kept, whatever a municipality sets.
    `names_its_rule`: each line says by which rule of the municipality it may be used.
    """

    key: str
    title: str
    brings: str
    ground: str
    purposes: frozenset[Purpose]
    roles: frozenset[Role]
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    takers: frozenset[Role] = frozenset()
    months: int = 0
    names_its_rule: bool = False

    @property
    def by_file(self) -> bool:
        """Whether it comes in as a file."""
        return bool(self.kinds)
