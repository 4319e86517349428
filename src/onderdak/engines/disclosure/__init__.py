"""Which counts stay out of what is published, so that no small one can be worked out.

`protect` decides for a table with rows, columns, their sums and a total, `in_parts` for
one sum and its parts, `apart` for counts of which no sum is published. The threshold
is always given: it is a rule of a municipality, never of this engine.

>>> told = in_parts({"waste": 7, "unsafe": 2, "other": 9, "nuisance": 0}, 5)
>>> told.total, told.parts
(18, {'waste': None, 'unsafe': None, 'other': 9, 'nuisance': 0})
"""

from onderdak.engines.disclosure.tables import (
    Parts,
    Table,
    Told,
    apart,
    in_parts,
    protect,
)

__all__ = ["Parts", "Table", "Told", "apart", "in_parts", "protect"]
