"""Lists of repairs, as those who check and those who mend see them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.inspections.contract.after import (
    Judged,
    RepairJudgement,
    RepairOn,
    RepairState,
    Sought,
)
from onderdak.web.account.contract import Request
from onderdak.web.inspections.pages import asked, in_words, words_asked
from onderdak.web.inspections.repairs.words import JUDGED, STATES
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Fact,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)

PAGE = 50
MOST = 5_000


def sought_by(request: Request) -> Sought:
    """What the address bar asks; what cannot be read is left out."""
    state = request.GET.get("state", "")
    return Sought(
        words=words_asked(request),
        state=RepairState(state) if state in set(RepairState) else None,
        after=_key(request.GET.get("after", "")),
    )


def _key(written: str) -> tuple[date, int] | None:
    day, _sign, number = written.partition("_")
    found = whole_number(number)
    try:
        return (date.fromisoformat(day), found) if found is not None else None
    except ValueError:
        return None


def repairs_table(
    name: str,
    rows: Sequence[RepairOn],
    sought: Sought,
    *,
    url: Callable[[RepairOn], str],
) -> Table:
    """One page of a list, with where the next one begins.

    Args:
        name: of the page of the list itself.
    """
    shown, last = rows[:PAGE], rows[PAGE - 1].row if len(rows) > PAGE else None
    query = {"q": sought.words, "state": sought.state or ""}
    after = f"{last.last_day.isoformat()}_{last.pk}" if last else ""
    here = reverse(name)
    return Table(
        name="repairs",
        caption=_("Repairs"),
        note=_("first last day first"),
        columns=columns(),
        rows=[row(one, url(one)) for one in shown],
        empty=Empty(
            _("There is nothing to mend here."),
            _("What must be mended after a visit stands here, with its last day."),
        ),
        search=Search(
            _("Street or rule"),
            value=sought.words,
            filters=[
                Filter(
                    "state",
                    _("State"),
                    [
                        Option("", _("all")),
                        *(Option(one.value, str(STATES[one][0])) for one in STATES),
                    ],
                    sought.state or "",
                )
            ],
        ),
        paging=Paging(next_url=asked({**query, "after": after}) if after else ""),
        export=Export(
            f"{here}list.csv{asked(query)}", f"{here}list.xlsx{asked(query)}"
        ),
    )


def columns() -> list[Column]:
    """The columns of a list of repairs."""
    return [
        Column(_("What"), row_header=True),
        Column(_("Where")),
        Column(_("Last day")),
        Column(_("State")),
        Column(_("Proof"), numeric=True),
    ]


def row(one: RepairOn, url: str) -> list[object]:
    """One repair in a list."""
    label, kind = STATES[one.state]
    where = ", ".join(filter(None, [one.row.where, one.row.place]))
    return [
        Cell(in_words(one.row.title), url=url),
        where,
        one.row.last_day,
        Cell(str(label), kind=kind),
        len(one.proofs),
    ]


def lines_of(rows: Sequence[RepairOn]) -> Iterator[list[object]]:
    """A list as a file."""
    head: list[object] = [
        *(_("What"), _("Where"), _("Place"), _("Article"), _("Days")),
        *(_("Last day"), _("State"), _("Proof")),
    ]
    lines = [
        [
            *(in_words(one.row.title), one.row.where, one.row.place),
            *(one.row.article, one.row.days, one.row.last_day),
            *(str(STATES[one.state][0]), len(one.proofs)),
        ]
        for one in rows
    ]
    return iter([head, *lines])


def facts_of(one: RepairOn) -> list[Fact]:
    """What must be mended, on what that rests, and by when."""
    row_ = one.row
    rows = [
        Fact(_("Where"), ", ".join(filter(None, [row_.where, row_.place]))),
        Fact(_("What was found"), in_words(row_.sentence)),
        Fact(_("What mends it"), in_words(row_.mend)),
        Fact(_("Rests on"), row_.article),
        Fact(_("Last day"), row_.last_day),
        Fact(_("How it was counted"), " ".join(_counted(row_.counted))),
        Fact(_("Why this term"), row_.reason),
        Fact(_("State"), str(STATES[one.state][0])),
    ]
    return [each for each in rows if each.value]


def _counted(counted: object) -> list[str]:
    told = counted if isinstance(counted, dict) else {}
    language = "nl" if (get_language() or "nl")[:2] == "nl" else "en"
    return [str(each) for each in told.get(language) or told.get("nl") or ()]


def judgements_table(one: RepairOn) -> Table:
    """What was said of the proof."""
    return Table(
        name="judgements",
        caption=_("What the inspector said"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("What")),
            Column(_("Why")),
        ],
        rows=[
            [each.at.date(), str(JUDGED[Judged(each.judged)]), _why(each)]
            for each in one.judgements
        ],
        empty=Empty(_("Nothing was said yet.")),
    )


def _why(one: RepairJudgement) -> str:
    """What is missing, or what was seen at a re-inspection."""
    if not one.seen_number:
        return one.why or "–"
    return _("Seen on visit %(number)s: %(what)s") % {
        "number": one.seen_number,
        "what": in_words(one.sentence),
    }


def proofs_table(one: RepairOn) -> Table:
    """What was handed in, in words."""
    return Table(
        name="proofs",
        caption=_("What was handed in"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("Handed in by")),
            Column(_("In words")),
            Column(_("Photo")),
        ],
        rows=[
            [
                each.at.date(),
                _("the link in the letter") if each.by_id is None else _("account"),
                each.words or "–",
                _("yes") if each.sha256 else _("no"),
            ]
            for each in one.proofs
        ],
        empty=Empty(_("Nothing was handed in yet.")),
    )


def photos_of(one: RepairOn, *, small: str, full: str) -> list[tuple[str, str, str]]:
    """Addresses of the photos of proof, small and full, with words for each."""
    shown = [each for each in one.proofs if each.sha256]
    return [
        (
            reverse(small, args=[one.row.pk, each.pk]),
            reverse(full, args=[one.row.pk, each.pk]),
            _("Proof %(nth)s: %(words)s") % {"nth": nth, "words": each.words or "–"},
        )
        for nth, each in enumerate(shown, start=1)
    ]
