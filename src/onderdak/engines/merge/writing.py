"""Writes any JSON value in one way only, so that equal values are equal text.

Python and a browser write numbers and order keys differently. Here a number is its
eight bytes and every sign outside ASCII is escaped: both come to the same text, which
also orders the same in both.
"""

import json
import struct
from typing import Final

from onderdak.engines.merge.operations import Json

_WORDS: Final = {None: "null", True: "true", False: "false"}


def canonical(value: Json) -> str:
    """Write a value so that two values are the same exactly where their texts are."""
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, int | float):
        # 3 and 3.0 are one number, as they are in a browser; so are 0 and -0.
        return "#" + struct.pack(">d", float(value) + 0.0).hex()
    if isinstance(value, list):
        return f"[{','.join(canonical(each) for each in value)}]"
    written = sorted((json.dumps(key), canonical(value[key])) for key in value)
    return f"{{{','.join(f'{key}:{inner}' for key, inner in written)}}}"
