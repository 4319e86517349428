"""Norms as the API gives them: the same content, in the words of the API."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic.alias_generators import to_camel

_RENAMED: Final = {"as": "use", "from": "beginsOn", "checked": "checkedOn"}
# What stands in these is data of the norm: its keys are nobody's to rename.
_AS_IT_IS: Final = {"value", "was", "becomes"}


def in_camel_case(told: Any) -> Any:
    """Give plain data with the names of the API."""
    match told:
        case Mapping():
            return {
                _RENAMED.get(name, to_camel(name)): (
                    part if name in _AS_IT_IS else in_camel_case(part)
                )
                for name, part in told.items()
            }
        case list():
            return [in_camel_case(part) for part in told]
        case _:
            return told
