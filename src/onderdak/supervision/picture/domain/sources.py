"""Which sources are open to whom, and who takes them in."""

from typing import Final

from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.text import msgid
from onderdak.supervision.picture.domain.catalogue import SOURCES
from onderdak.supervision.picture.domain.kinds import (
    Kind,
    Purpose,
    Rule,
    Source,
    ValueKind,
)

__all__ = [
    "BY_KEY",
    "FILE_SOURCES",
    "KINDS",
    "KINDS_BY_FILE",
    "PURPOSES_OF",
    "PURPOSE_NAMES",
    "RULES",
    "SOURCES",
    "Kind",
    "Purpose",
    "Rule",
    "Source",
    "ValueKind",
    "open_to",
    "purposes_of",
    "taken_in_by",
]

_SUP, _DESK = Role.SUPERVISOR, Role.DESK_CLERK
_REG, _LEVY = Role.REGISTRY_CLERK, Role.LEVY_OFFICER

# The first is for what this role looks, unless somebody says otherwise.
PURPOSES_OF: Final = {
    _SUP: (Purpose.SUPERVISION, Purpose.REPORT),
    _DESK: (Purpose.REPORT,),
    _REG: (Purpose.REGISTRATION,),
    _LEVY: (Purpose.LEVY,),
}

PURPOSE_NAMES: Final = {
    Purpose.SUPERVISION: msgid("supervision of housing"),
    Purpose.REPORT: msgid("answering a report"),
    Purpose.REGISTRATION: msgid("registration in the BRP"),
    Purpose.LEVY: msgid("the stay tax"),
    Purpose.TAKING_IN: msgid("taking in a file"),
}

BY_KEY: Final = {source.key: source for source in SOURCES}
FILE_SOURCES: Final = tuple(source for source in SOURCES if source.by_file)
KINDS: Final = {
    (source.key, kind.key): kind for source in FILE_SOURCES for kind in source.kinds
}
RULES: Final = {
    (source, kind.key, rule.key): rule
    for (source, _key), kind in KINDS.items()
    for rule in kind.rules
}
KINDS_BY_FILE: Final = tuple((s, kind) for s in FILE_SOURCES for kind in s.kinds)


def open_to(roles: frozenset[Role], purpose: Purpose) -> tuple[Source, ...]:
    """The sources that these roles may look into for a purpose."""
    if purpose not in {each for role in roles for each in PURPOSES_OF.get(role, ())}:
        return ()
    return tuple(
        source
        for source in SOURCES
        if purpose in source.purposes and roles & source.roles
    )


def purposes_of(roles: frozenset[Role]) -> tuple[Purpose, ...]:
    """For what these roles may look at an address; the usual one first."""
    found = [p for role in sorted(roles) for p in PURPOSES_OF.get(role, ())]
    return tuple(dict.fromkeys(found))


def taken_in_by(roles: frozenset[Role]) -> frozenset[str]:
    """The sources of which these roles may take in a file."""
    return frozenset(source.key for source in FILE_SOURCES if source.takers & roles)
