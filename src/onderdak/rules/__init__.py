"""What law, by-laws and norms say, as dated values with their article.

The parameters shipped here hold for the whole country. Those of a municipality live
in a folder of its own, which the settings name; `load` reads both.
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
)

__all__ = [
    "Dated",
    "Kind",
    "NoValue",
    "Parameter",
    "ParameterBook",
    "UnknownParameter",
    "load",
    "national_folder",
]

_PARAMETERS: Final = Path(__file__).parent / "parameters"


def national_folder() -> Path:
    """Give the folder of the parameters that hold for the whole country."""
    return _PARAMETERS
