"""The paths that are shipped, read once, and those that a case keeps."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from onderdak.rules.enforcement import reading
from onderdak.rules.enforcement.forms import RuleSet
from onderdak.rules.enforcement.guards import GUARDS
from onderdak.rules.enforcement.reading_parts import Known
from onderdak.rules.engine.loading import load
from onderdak.rules.findings.norms import As, NormBook, load_norms
from onderdak.rules.locations.catalogue import load_catalogue

_FOLDER: Final = Path(__file__).parent
_PARAMETERS: Final = _FOLDER.parent / "parameters"
_KEPT: Final = 64


@lru_cache(maxsize=1)
def shipped() -> RuleSet:
    """Give the paths that come with this version.

    Raises:
        ConfigurationError: names the file and the key that do not hold together.
    """
    book = load(_PARAMETERS)
    norms = load_norms(book, load_catalogue())
    parameters = frozenset(one.id for one in book.parameters)
    return reading.read_files(_FOLDER, known(norms, parameters))


@lru_cache(maxsize=_KEPT)
def read(body: str) -> RuleSet:
    """Read the copy that a case keeps; a version of long ago is read as it was.

    Raises:
        ConfigurationError: it is no set of paths.
    """
    return reading.read(body)


def known(norms: NormBook, parameters: frozenset[str]) -> Known:
    """Give what a path may name: the guards, the rules and the dated values."""
    return Known(
        guards=GUARDS.keys(),
        terms={(one.rule, one.part) for one in norms.norms if one.as_ is As.TERM},
        named={(one.rule, one.part) for one in norms.norms},
        parameters=parameters,
    )
