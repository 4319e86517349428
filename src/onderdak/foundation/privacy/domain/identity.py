"""What is sealed: the three fields of a person that art. 438 Sr asks for."""

from typing import NamedTuple


class Identity(NamedTuple):
    """Name, residence and kind of travel or identity document of a guest."""

    name: str
    residence: str
    document_kind: str
