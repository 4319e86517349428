"""A spreadsheet as a checklist: everything that is wrong at once, by sheet and cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from onderdak.kernel.text import Text, msgid, text
from onderdak.supervision.inspections.kits.domain.shapes import (
    Checklist,
    Each,
    Fault,
    Item,
    ItemKind,
    Kind,
    PartName,
    Section,
    When,
    Words,
)
from onderdak.supervision.inspections.kits.own import (
    fixed_sections,
    refused_parts,
    with_fixed,
)
from onderdak.supervision.inspections.kits.reading import catalogue, kits
from onderdak.supervision.inspections.kits.xlsform.books import Sheets, read_xlsx
from onderdak.supervision.inspections.kits.xlsform.columns import (
    CHOICES,
    FORM,
    SETTINGS,
    SURVEY,
    Row,
)
from onderdak.supervision.inspections.kits.xlsform.conditions import (
    NotKept,
    from_xpath,
)
from onderdak.supervision.inspections.kits.xlsform.items import Rows
from onderdak.supervision.inspections.kits.xlsform.marks import (
    Gathered,
    check_columns,
    marked,
    options_by_list,
    place,
    said_yes,
    words_of,
)
from onderdak.supervision.inspections.kits.xlsform.writing import section_rows

_META: Final = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "phonenumber",
        "username",
        "email",
        "subscriberid",
        "simserial",
        "audit",
        "start-geopoint",
        "background-audio",
    ]
)
_GENERAL: Final = {"nl": "Vragen", "en": "Questions"}


@dataclass(frozen=True)
class TakenIn:
    """What a file holds: a checklist, unless something is wrong with it."""

    checklist: Checklist | None
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...]


@dataclass
class _Group:
    """A section while it is read: its first row and the rows within it."""

    number: int
    row: Row
    each: Each
    rows: list[tuple[int, Row]] = field(default_factory=list)


def take_in(data: bytes, kind: Kind | None = None) -> TakenIn:
    """Read a spreadsheet as a checklist.

    Args:
        data: the XLSX file.
        kind: for which kind of visit; otherwise the file says so.

    Raises:
        Invalid: it is no workbook of a form at all.
    """
    sheets = read_xlsx(data)
    reader = _Reader(sheets, Gathered())
    settings = dict(sheets.rows.get(SETTINGS, [(2, {})])[0][1])
    wanted = kind or _kind_of(settings, reader.to)
    check_columns(sheets.columns[SURVEY], sheets.rows[SURVEY], reader.to)
    groups = list(reader.groups())
    sections = reader.sections(groups, wanted or Kind.FULL)
    if wanted is None:
        return TakenIn(None, tuple(reader.to.faults), tuple(reader.to.notes))
    made = with_fixed(
        Checklist(wanted, wanted.value, _title(settings, wanted), tuple(sections))
    )
    faults = [*reader.to.faults, *reader.placed(refused_parts(made))]
    found = tuple(dict.fromkeys(faults))
    return TakenIn(None if found else made, found, tuple(reader.to.notes))


def _kind_of(settings: Row, to: Gathered) -> Kind | None:
    said = settings.get("form_id", "").removeprefix(FORM)
    if said in list(Kind):
        return Kind(said)
    to.wrong(
        2, "form_id", msgid("Say for which kind of visit this is."), sheet=SETTINGS
    )
    return None


def _title(settings: Row, kind: Kind) -> Words:
    dutch = settings.get("form_title", "") or kits()[kind].title["nl"]
    return {"nl": dutch, "en": settings.get("onderdak_title", "") or dutch}


@dataclass
class _Reader:
    """Reads one file."""

    sheets: Sheets
    to: Gathered
    at: dict[str, int] = field(default_factory=dict)

    def groups(self) -> Iterator[_Group]:
        """The groups of the survey; questions outside one make a group of their own."""
        current: _Group | None = None
        loose: _Group | None = None
        for number, row in self.sheets.rows[SURVEY]:
            kind = " ".join(row.get("type", "").lower().replace("_", " ").split())
            if kind in ("begin group", "begin repeat"):
                if current is not None:
                    self.to.wrong(number, "type", msgid("A group within a group."))
                    continue
                if loose is not None:
                    yield loose
                    loose = None
                current = _Group(number, row, self.each(number, row, kind))
            elif kind in ("end group", "end repeat"):
                if current is not None:
                    yield current
                current = None
            elif row.get("type", "").lower() in _META:
                self.to.left_out(
                    text("Nothing is kept of a device or of who fills it in.")
                )
            else:
                if current is None and loose is None:
                    loose = _Group(number, {"name": f"general_{number}"}, Each.VISIT)
                (current or loose or _Group(number, row, Each.VISIT)).rows.append(
                    (number, row)
                )
        if current is not None:
            self.to.wrong(current.number, "type", msgid("This group never ends."))
            yield current
        if loose is not None:
            yield loose

    def each(self, number: int, row: Row, kind: str) -> Each:
        """For what a group is filled in."""
        said = marked(row, "each")
        if said in list(Each):
            return Each(said)
        if kind == "begin repeat":
            self.to.wrong(
                number,
                "bind::onderdak:each",
                msgid("Say for what it repeats: unit, room, person or neighbour."),
            )
        return Each.VISIT

    def sections(self, groups: list[_Group], kind: Kind) -> list[Section]:
        """The sections of the groups; first their items, then what depends on them."""
        fixed = fixed_sections(kits()[kind])
        known = {item.key: item for section in fixed.values() for item in section.items}
        shipped = kits()[kind].by_key()
        read: list[tuple[_Group, Section]] = []
        rows = Rows(
            catalogue(),
            options_by_list(self.sheets.rows.get(CHOICES, []), self.to),
            self.to,
        )
        for group in groups:
            key = group.row.get("name", "")
            self.at[key] = group.number
            if said_yes(group.row, "fixed"):
                if section := fixed.get(key):
                    self.unchanged(group, section, shipped)
                    read.append((group, section))
                else:
                    self.to.wrong(
                        group.number,
                        "bind::onderdak:fixed",
                        msgid("A municipality cannot fix a part itself."),
                    )
                continue
            section = self.section(group, rows)
            known |= {item.key: item for item in section.items}
            read.append((group, section))
        return [
            section if section.fixed else self.conditioned(group, section, known)
            for group, section in read
        ]

    def unchanged(
        self, group: _Group, section: Section, known: Mapping[str, Item]
    ) -> None:
        """What the law asks comes back as it went, or it is said which row is not."""
        went = list(section_rows(section, known))[:-1]
        came = [(group.number, group.row), *group.rows]
        changed = next(
            (
                number
                for (number, row), was in zip(came, went, strict=False)
                if _same(row) != _same(was)
            ),
            None,
        )
        if changed is not None or len(came) != len(went):
            self.to.wrong(
                changed or group.number,
                "",
                msgid("This part stays as it is: the law asks it."),
            )

    def section(self, group: _Group, rows: Rows) -> Section:
        """The section of a group, without what its items depend on."""
        part = marked(group.row, "part")
        when = marked(group.row, "when")
        of = PartName(part) if part in list(PartName) else PartName.PLACE
        items: list[Item] = []
        help_: Words | None = None
        for number, row in group.rows:
            if marked(row, "use") == "help":
                help_ = words_of(row, "label")
            elif marked(row, "use") == "photo" and items:
                items[-1] = replace(items[-1], photo=True)
            elif item := rows.item(number, row, of, group.each):
                self.at.setdefault(item.key, number)
                items.append(item)
        return Section(
            key=group.row.get("name", ""),
            part=of,
            when=When(when) if when in list(When) else When.INSIDE,
            each=group.each,
            title=words_of(group.row, "label") or _GENERAL,
            help=help_,
            items=tuple(items),
        )

    def conditioned(
        self, group: _Group, section: Section, known: Mapping[str, Item]
    ) -> Section:
        """The same section, with what it and its items depend on."""
        relevant = {row.get("name", ""): (number, row) for number, row in group.rows}
        items = tuple(
            self.relevant(item, *relevant[item.key], known) for item in section.items
        )
        whole = Item(section.key, ItemKind.NOTE, None, section.title)
        asked = self.relevant(whole, group.number, group.row, known)
        return replace(section, items=items, only_if=asked.only_if)

    def relevant(
        self, item: Item, number: int, row: Row, known: Mapping[str, Item]
    ) -> Item:
        expression = row.get("relevant") or row.get("relevance", "")
        if not expression:
            return item
        try:
            return replace(item, only_if=from_xpath(expression, known))
        except NotKept as fault:
            self.to.wrong(
                number,
                "relevant",
                msgid("A checklist cannot keep this condition: '%(part)s'."),
                part=str(fault),
            )
            return item

    def placed(self, faults: Iterator[Fault]) -> Iterator[Fault]:
        """The same faults, by the row that they are in."""
        for fault in faults:
            row = self.at.get(fault.where.split(".")[0])
            where = place(SURVEY, row, "") if row else fault.where
            yield replace(fault, where=where)


def _same(row: Row) -> Row:
    """A row without the empty and without what only helps to read it."""
    return {
        column: " ".join(value.split())
        for column, value in row.items()
        if value and not column.startswith("guidance_hint")
    }
