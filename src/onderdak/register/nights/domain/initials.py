"""Initials: enough for a provider to recognise a guest, too little to name one."""

_MOST = 3


def initials(name: str) -> str:
    """The first letters of at most three parts of a name, as written: 'Anna Nowak' AN.

    'Nowak, Anna' gives NA: the order is that of the provider's own list.
    """
    return "".join([part[0] for part in name.split()[:_MOST]]).upper()[:_MOST]
