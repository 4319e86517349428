"""The words of the entry in the algorithm register that are alike everywhere.

What differs by municipality (points, switches, shares, days) comes from the points and
settings in use: `register.py` puts both together.
"""

from typing import Final

from onderdak.kernel.text import msgid, text

NAME: Final = text("Order of addresses for supervision of housing")
SHORT: Final = text(
    "Puts addresses in order by published points, so that supervisors look first where"
    " there is most reason to. It says why. A person decides."
)
GOAL: Final = text(
    "Supervisors cannot look at all addresses. The list helps to look first where facts"
    " about the address give most reason to: more registrations than the surface"
    " allows, earlier breaches, a permit that is missing. It replaces the order in"
    " which complaints are loudest."
)
PROPORTIONALITY: Final = text(
    "Only facts about addresses, buildings, locations and enterprises are used, never"
    " about a person. Reports count once a month for each kind of reporter; those of"
    " the public that are still open count as one in all, and what was unfounded counts"
    " for nothing. The lightest step comes first: a letter or a look at the desk before"
    " a visit. Each indicator has a reason, a ground and a day on which it expires, and"
    " each can be switched off."
)
HUMAN: Final = text(
    "The list proposes. For each address a supervisor chooses what is done, or to do"
    " nothing, and writes down why. There is no visit without such a choice. Points"
    " never change by themselves: people write them, and the privacy officer approves"
    " each version before it is used."
)
RISKS: Final = text(
    "Earlier breaches and reports exist only where somebody looked or complained, so a"
    " list may lead back to the same places. Therefore reports are capped, the share of"
    " addresses chosen is compared between areas and types of housing, and a"
    " municipality can have a part drawn by lot. Registrations may be out of date: they"
    " are a reason to ask, never a finding."
)
BASIS: Final = text(
    "Supervision of housing: Omgevingswet art. 18.2 and Awb 5:11-5:20. The ground of"
    " each source stands with it. Nationality and birthplace may not be used: Wet BRP"
    " art. 2.37a(3)."
)
METHOD: Final = text(
    "An address has the sum of the points of its indicators. Points are whole numbers,"
    " fixed and published; more evidence never gives fewer points. What is unknown"
    " gives no points. Equal points are put in order by lot; the number with which the"
    " lot was drawn is kept. The method is not self-learning."
)
INDICATOR: Final = msgid("%(title)s: %(steps)s. Holds until %(until)s.")
INDICATOR_OFF: Final = msgid("%(title)s: switched off.")
INDICATOR_EXPIRED: Final = msgid(
    "%(title)s: gives no points any more, it held until %(until)s."
)
INDICATOR_MOVED: Final = msgid(
    "%(title)s: gives no points, its source changed since it was approved."
)
STEP: Final = msgid("from %(value)s: %(points)s points")
SHARE: Final = msgid(
    "Of every 1000 addresses that are looked at, %(share)s are drawn by lot, only from"
    " housing that supervision returns to anyhow."
)
NO_SHARE: Final = text("No addresses are drawn by lot, so no base rate is known.")
ASSESSED: Final = msgid(
    "Version %(version)s was assessed and approved by the privacy officer on %(day)s"
    " (%(file)s)."
)
NOT_ASSESSED: Final = text("No version was approved yet.")
SOURCES: Final = msgid("The sources are: %(sources)s.")
