"""From the lines of a register to certificates: recognised, compared, and recorded."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.parties.contract import Provider
from onderdak.foundation.places.contract import Address
from onderdak.housing.quality.certificate_queries import held_of
from onderdak.housing.quality.certificate_writing import (
    NewCertificate,
    Particulars,
    announce_certificate,
    write_certificate,
    write_change,
    write_term,
)
from onderdak.housing.quality.domain.certificates import (
    Held,
    Origin,
    Scheme,
    change_on,
    term_on,
)
from onderdak.housing.quality.domain.registers import (
    Fate,
    RegisterLine,
    as_kept,
    folded,
)
from onderdak.housing.quality.models import Certificate, RegisterImport, RegisterRow
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract import Location

_Door = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a certificate of which the register says something else."""

    field: str
    was: object
    becomes: object


@dataclass(frozen=True, slots=True)
class Planned:
    """What recording a line would do, to which certificate, and why."""

    line: RegisterLine
    fate: Fate
    why: Text | None = None
    certificate: Certificate | None = None
    location: Location | None = None
    provider: int | None = None
    differences: tuple[Difference, ...] = ()


class Recogniser:
    """What a municipality knows, by which the lines of a register are recognised."""

    def __init__(self, municipality: str, scheme: Scheme, on: date) -> None:
        self.scheme, self.on = scheme, on
        self._know_providers(municipality)
        self._know_locations(municipality)
        self._know_certificates(municipality)
        self._know_earlier(municipality)

    def _know_providers(self, municipality: str) -> None:
        self.by_kvk: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        admitted = Provider.objects.filter(admission__municipality_id=municipality)
        for number, name, kvk in admitted.values_list("pk", "name", "kvk_number"):
            self.by_name[folded(name)] = number
            if kvk:
                self.by_kvk[kvk] = number

    def _know_locations(self, municipality: str) -> None:
        self.by_door: dict[_Door, list[Location]] = defaultdict(list)
        own = Address.objects.filter(municipality_id=municipality)
        self.towns = {
            folded(town) for town in own.values_list("town", flat=True).distinct()
        }
        for one in Location.objects.filter(municipality_id=municipality).select_related(
            "address"
        ):
            here = one.address
            rest = (here.number, here.addition.strip("-").lower())
            if here.postcode:
                self.by_door[("", here.postcode, *rest)].append(one)
            self.by_door[(folded(here.town), folded(here.street), *rest)].append(one)

    def _know_certificates(self, municipality: str) -> None:
        self.certificates: dict[int, Certificate] = {}
        self.at: dict[tuple[int | None, int | None], list[Certificate]] = defaultdict(
            list
        )
        for one in Certificate.objects.filter(
            municipality_id=municipality, scheme=self.scheme
        ).prefetch_related("terms", "changes"):
            self.certificates[one.pk] = one
            self.at[(one.provider_id, one.location_id)].append(one)

    def _know_earlier(self, municipality: str) -> None:
        """What was settled about the same line of an earlier register; the last."""
        self.settled: dict[str, int | None] = {}
        for key, certificate, left in (
            RegisterRow.objects.filter(
                municipality_id=municipality, register__scheme=self.scheme
            )
            .order_by("pk")
            .values_list("key", "certificate_id", "left_on")
        ):
            if certificate is not None or left is not None:
                self.settled[key] = certificate

    def plan(self, line: RegisterLine) -> Planned:
        """Say what recording this line would do."""
        if line.key in self.settled:
            known = self.certificates.get(self.settled[line.key] or 0)
            return self._compared(line, known) if known else Planned(line, Fate.LEFT)
        provider = self.by_kvk.get(line.kvk) if line.kvk else None
        if not line.kvk:
            provider = self.by_name.get(folded(line.holder))
        if line.has_address:
            return self._of_address(line, provider)
        if provider is None:
            return self._unknown(line, text("This company is no provider here."))
        return self.placed(line, provider, None)

    def _unknown(self, line: RegisterLine, why: Text) -> Planned:
        here = folded(line.town) in self.towns
        return Planned(line, Fate.BY_HAND if here else Fate.ELSEWHERE, why)

    def _of_address(self, line: RegisterLine, provider: int | None) -> Planned:
        there = self._at_door(line)
        own = [
            one
            for one in there
            if one.provider_id == provider or (provider is None and not line.kvk)
        ]
        if len(own) == 1:
            return self.placed(line, own[0].provider_id, own[0])
        if own:
            return Planned(
                line, Fate.BY_HAND, text("Several locations have this address.")
            )
        if there:
            return Planned(
                line, Fate.BY_HAND, text("Another provider is at this address.")
            )
        why = text("There is no location at this address.")
        if provider is not None and not line.town:
            return Planned(line, Fate.BY_HAND, why, provider=provider)
        return self._unknown(line, why)

    def _at_door(self, line: RegisterLine) -> Sequence[Location]:
        rest = (line.house or 0, line.addition.lower())
        if line.postcode:
            return self.by_door.get(("", line.postcode, *rest), ())
        return self.by_door.get((folded(line.town), folded(line.street), *rest), ())

    def placed(
        self, line: RegisterLine, provider: int, location: Location | None
    ) -> Planned:
        """Say what recording a line would do, of which the place is known."""
        there = self.at.get((provider, location.pk if location else None), [])
        there = [one for one in there if location or one.whole_organisation]
        same = [one for one in there if one.number.lower() == line.number.lower()]
        nameless = [one for one in there if not one.number or not line.number]
        for known in (*same, *nameless):
            return self._compared(line, known)
        return Planned(line, Fate.NEW, location=location, provider=provider)

    def _compared(self, line: RegisterLine, known: Certificate) -> Planned:
        found = differences(line, held_of(known), self.on)
        return Planned(
            line,
            Fate.CHANGED if found else Fate.SAME,
            certificate=known,
            location=known.location if known.location_id else None,
            provider=known.provider_id,
            differences=tuple(found),
        )


def differences(line: RegisterLine, held: Held, on: date) -> list[Difference]:
    """What the register says otherwise than what counted on its day.

    What the register leaves out is not said otherwise. A provider's own word is no
    earlier word of the register: the first time that a register speaks is news.
    """
    term = term_on(held.terms, on)
    own = term is None or term.origin is Origin.PROVIDER
    found = [
        Difference(name, was, becomes)
        for name in _SAID
        if (becomes := getattr(line, name)) is not None
        and becomes != (was := None if own else getattr(term, name))
    ]
    change = change_on(held.changes, line.state_since or on)
    if change is None or change.state is not line.state:
        was_state = change.state.value if change else None
        found.append(Difference("state", was_state, line.state.value))
    return found


_SAID = tuple(field.name for field in fields(Particulars))


def plan_lines(
    register: RegisterImport, lines: Sequence[RegisterLine]
) -> list[Planned]:
    """What recording each line of a register would do."""
    known = Recogniser(register.municipality_id, Scheme(register.scheme), register.on)
    return [known.plan(line) for line in lines]


def record_planned(by: Actor, register: RegisterImport, planned: Planned) -> None:
    """Record one line: a new certificate, what changed of one, and the line itself."""
    certificate = _recorded(by, register, planned)
    if planned.fate is not Fate.ELSEWHERE:
        RegisterRow.objects.create(
            municipality_id=register.municipality_id,
            register=register,
            line=planned.line.line,
            key=planned.line.key,
            said=as_kept(planned.line),
            certificate=certificate,
            left_on=register.on if planned.fate is Fate.LEFT else None,
        )


def _recorded(
    by: Actor, register: RegisterImport, planned: Planned
) -> Certificate | None:
    line, known = planned.line, planned.certificate
    if planned.fate is Fate.NEW:
        return new_from(by, register, line, planned.location, planned.provider)
    if planned.fate is Fate.CHANGED and known is not None:
        update_from(by, register, line, known, planned.differences)
    return known


def record_at(
    by: Actor,
    register: RegisterImport,
    line: RegisterLine,
    location: Location | None,
    provider: int | None,
) -> Certificate:
    """Record a line of which somebody said the place: new, or one that is there."""
    known = Recogniser(register.municipality_id, Scheme(register.scheme), register.on)
    whose = location.provider_id if location else provider or 0
    recorded = _recorded(by, register, known.placed(line, whose, location))
    if recorded is None:
        raise RuntimeError("a line with a place is of a certificate")
    return recorded


def new_from(
    by: Actor,
    register: RegisterImport,
    line: RegisterLine,
    location: Location | None,
    provider: int | None,
) -> Certificate:
    """A certificate that a register names for the first time."""
    new = NewCertificate(
        scheme=Scheme(register.scheme),
        holder=line.holder,
        holder_kvk=line.kvk,
        number=line.number,
        location=location,
        provider=provider,
        whole_organisation=location is None,
        address=line.address,
        source=register.filename,
        state=line.state,
        state_since=line.state_since or line.valid_from or register.on,
        said=_said(line),
    )
    made = write_certificate(
        by, register.municipality_id, new, Origin.REGISTER, register.on
    )
    announce_certificate(made, "certificate_recorded", line.state)
    return made


def update_from(
    by: Actor,
    register: RegisterImport,
    line: RegisterLine,
    certificate: Certificate,
    found: Sequence[Difference],
) -> None:
    """Add what a register says otherwise; what was said before stays known."""
    if any(one.field != "state" for one in found):
        before = term_on(held_of(certificate).terms, register.on)
        write_term(
            by,
            certificate,
            _completed(_said(line), before),
            Origin.REGISTER,
            register.filename,
            register.on,
        )
    if any(one.field == "state" for one in found):
        since = line.state_since or register.on
        write_change(
            *(by, certificate, line.state, since, Origin.REGISTER), register.filename
        )
        announce_certificate(certificate, "certificate_changed", line.state)


def _said(line: RegisterLine) -> Particulars:
    return Particulars(**{name: getattr(line, name) for name in _SAID})


def _completed(said: Particulars, before: object) -> Particulars:
    """What a register leaves out goes on as it was said by others than the provider."""
    if before is None or getattr(before, "origin", None) is Origin.PROVIDER:
        return said
    left_out = {
        name: getattr(before, name) for name in _SAID if getattr(said, name) is None
    }
    whole = replace(said, **left_out)
    if whole.valid_from and whole.valid_until and whole.valid_until <= whole.valid_from:
        return said
    return whole


def counted(planned: Sequence[Planned], bad: int) -> Mapping[str, int]:
    """How many lines have which fate."""
    counts = Counter(one.fate.value for one in planned)
    return {**counts, **({"bad": bad} if bad else {})}
