"""What law, by-laws and norms say: dated values with their article, and judgements.

The parameters shipped here hold for the whole country. Those of a municipality live
in a folder of its own, which the settings name; `load` reads both. `load_norms` reads
the norms that compute with them, `Judge` turns facts of a location into findings.
"""

from pathlib import Path
from typing import Final

from onderdak.rules.engine.loading import load
from onderdak.rules.engine.parameters import (
    Dated,
    Kind,
    NoValue,
    Parameter,
    ParameterBook,
    UnknownParameter,
    Unverified,
)
from onderdak.rules.engine.units import Step, StepTable
from onderdak.rules.findings.finding import Coming, Finding, Outcome, counted
from onderdak.rules.findings.judging import Judge, Judgement
from onderdak.rules.findings.norms import As, Norm, NormBook, load_norms, norms_folder
from onderdak.rules.findings.portable import pack
from onderdak.rules.locations.catalogue import (
    AskedOf,
    Catalogue,
    Fact,
    Group,
    Of,
    facts_folder,
    load_catalogue,
)
from onderdak.rules.locations.reading import (
    Limits,
    LocationFacts,
    UnreadableFacts,
    read_fact,
    read_facts,
)
from onderdak.rules.locations.schema import schema

__all__ = [
    "As",
    "AskedOf",
    "Catalogue",
    "Coming",
    "Dated",
    "Fact",
    "Finding",
    "Group",
    "Judge",
    "Judgement",
    "Kind",
    "Limits",
    "LocationFacts",
    "NoValue",
    "Norm",
    "NormBook",
    "Of",
    "Outcome",
    "Parameter",
    "ParameterBook",
    "Step",
    "StepTable",
    "UnknownParameter",
    "UnreadableFacts",
    "Unverified",
    "counted",
    "facts_folder",
    "load",
    "load_catalogue",
    "load_norms",
    "national_folder",
    "norms_folder",
    "pack",
    "read_fact",
    "read_facts",
    "schema",
]

_PARAMETERS: Final = Path(__file__).parent / "parameters"


def national_folder() -> Path:
    """Give the folder of the parameters that hold for the whole country."""
    return _PARAMETERS
