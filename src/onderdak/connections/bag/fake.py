"""Makes deliveries of the BAG to test with: invented objects, the register's form."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final
from xml.sax.saxutils import escape

_SPACES: Final = (
    'xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601"'
    ' xmlns:gml="http://www.opengis.net/gml/3.2"'
    ' xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"'
    " xmlns:Objecten-ref="
    '"www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601"'
    " xmlns:selecties-extract="
    '"http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"'
    " xmlns:sl-bag-extract="
    '"http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"'
    ' xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0"'
)
_RELATION_SPACES: Final = " ".join(
    f'xmlns:{short}="www.kadaster.nl/schemas/lvbag/gem-wpl-rel/{name}/v20200601"'
    for short, name in (
        ("gwr-bestand", "gwr-deelbestand-lvc"),
        ("bagtypes", "bag-types"),
        ("gwr-product", "gwr-producten-lvc"),
    )
)
_SELECTION: Final = "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"
AS_OF: Final = "2026-11-08"
_DAY: Final = "2020-01-15"


@dataclass(frozen=True, slots=True)
class BuildingXml:
    """A building: a regular outline around a point, and occurrences before it."""

    id: str
    x: float = 205_000.0
    y: float = 446_000.0
    corners: int = 4
    year: str = "1975"
    status: str = "Pand in gebruik"
    since: str = _DAY
    superseded: int = 0
    ended: str = ""
    positions: str | None = None
    dimension: str = "3"

    def xml(self) -> Iterable[str]:
        """Each occurrence, the last one current."""
        for number in range(self.superseded):
            yield self._one("eindGeldigheid", "1999-01-01", number + 1)
        yield self._one(self.ended, "2021-01-01", self.superseded + 1)

    def _one(self, ending: str, on: str, number: int) -> str:
        ring = self.positions if self.positions is not None else self._ring()
        count = len(ring.split()) // 3
        polygon = (
            '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"'
            f' srsDimension="{self.dimension}">'
            f'<gml:exterior><gml:LinearRing><gml:posList count="{count}">{ring}'
            "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        )
        return _object(
            "Pand",
            _id("Pand", self.id),
            _tag("geometrie", polygon),
            _tag("oorspronkelijkBouwjaar", self.year),
            _tag("status", self.status),
            _RECORDED,
            _occurrence(self.since, ending, on, number),
        )

    def _ring(self) -> str:
        angles = [2 * pi * at / self.corners for at in range(self.corners)]
        points = [
            (round(self.x + 5 * cos(a), 3), round(self.y + 5 * sin(a), 3))
            for a in angles
        ]
        return " ".join(f"{x} {y} 0.0" for x, y in [*points, points[0]])


@dataclass(frozen=True, slots=True)
class AddressXml:
    """A number at a street, with the dwelling object it belongs to, if any."""

    id: str
    number: str
    letter: str = ""
    suffix: str = ""
    postcode: str = "6981AB"
    street: str = "9903300000000001"
    status: str = "Naamgeving uitgegeven"
    since: str = _DAY
    ended: str = ""
    town: str = ""

    def xml(self) -> Iterable[str]:
        """The only occurrence."""
        lies_in = _ref("ligtIn", "Woonplaats", [self.town]) if self.town else ""
        yield _object(
            "Nummeraanduiding",
            _id("Nummeraanduiding", self.id),
            _tag("huisnummer", self.number),
            _tag("huisletter", self.letter) if self.letter else "",
            _tag("huisnummertoevoeging", self.suffix) if self.suffix else "",
            _tag("postcode", self.postcode) if self.postcode else "",
            _tag("typeAdresseerbaarObject", "Verblijfsobject"),
            _tag("status", self.status),
            _RECORDED,
            lies_in,
            _occurrence(self.since, self.ended, "2021-01-01", 1),
            _ref("ligtAan", "OpenbareRuimte", [self.street]),
        )


@dataclass(frozen=True, slots=True)
class DwellingXml:
    """A dwelling object, or by its number a berth or pitch."""

    id: str
    main: str
    sides: Sequence[str] = ()
    buildings: Sequence[str] = ()
    uses: Sequence[str] = ("woonfunctie",)
    area: str = "85"
    status: str = "Verblijfsobject in gebruik"
    since: str = _DAY
    ended: str = ""
    x: float = 205_000.0
    y: float = 446_000.0

    def xml(self) -> Iterable[str]:
        """The only occurrence."""
        point = (
            '<Objecten:punt><gml:Point srsName="urn:ogc:def:crs:EPSG::28992"'
            f' srsDimension="3"><gml:pos>{self.x} {self.y} 0.0</gml:pos>'
            "</gml:Point></Objecten:punt>"
        )
        name = {"01": "Verblijfsobject", "02": "Ligplaats", "03": "Standplaats"}
        yield _object(
            name[self.id[4:6]],
            _ref("heeftAlsHoofdadres", "Nummeraanduiding", [self.main]),
            _occurrence(self.since, self.ended, "2021-01-01", 1),
            _ref("heeftAlsNevenadres", "Nummeraanduiding", self.sides),
            _id(name[self.id[4:6]], self.id),
            _tag("geometrie", point),
            "".join(_tag("gebruiksdoel", use) for use in self.uses),
            _tag("oppervlakte", self.area) if self.area else "",
            _tag("status", self.status),
            _RECORDED,
            _ref("maaktDeelUitVan", "Pand", self.buildings),
        )


_RECORDED: Final = (
    "<Objecten:geconstateerd>N</Objecten:geconstateerd>"
    "<Objecten:documentdatum>2020-01-15</Objecten:documentdatum>"
    "<Objecten:documentnummer>VERZONNEN/1</Objecten:documentnummer>"
)


def _tag(name: str, content: str) -> str:
    return f"<Objecten:{name}>{content}</Objecten:{name}>"


def _id(domain: str, number: str) -> str:
    return (
        f'<Objecten:identificatie domein="NL.IMBAG.{domain}">{number}'
        "</Objecten:identificatie>"
    )


def _ref(name: str, of: str, numbers: Sequence[str]) -> str:
    if not numbers:
        return ""
    refs = "".join(
        f"<Objecten-ref:{of}Ref>{each}</Objecten-ref:{of}Ref>" for each in numbers
    )
    return _tag(name, refs)


def _occurrence(since: str, ending: str, on: str, number: int) -> str:
    history = (
        f"<Historie:voorkomenidentificatie>{number}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{since}</Historie:beginGeldigheid>"
    )
    ended = f"<Historie:{ending}>{on}</Historie:{ending}>" if ending else ""
    available = (
        "<Historie:tijdstipRegistratie>2020-01-15T12:00:00.000"
        "</Historie:tijdstipRegistratie><Historie:BeschikbaarLV>"
        "<Historie:tijdstipRegistratieLV>2020-01-15T12:30:00.000"
        "</Historie:tijdstipRegistratieLV>"
    )
    inside, outside = (ended, "") if ending.endswith("LV") else ("", ended)
    return _tag(
        "voorkomen",
        f"<Historie:Voorkomen>{history}{outside}{available}{inside}"
        "</Historie:BeschikbaarLV></Historie:Voorkomen>",
    )


def _object(name: str, *parts: str) -> str:
    return (
        "<sl:stand><sl-bag-extract:bagObject>"
        f"<Objecten:{name}>{''.join(parts)}</Objecten:{name}>"
        "</sl-bag-extract:bagObject></sl:stand>\n"
    )


def _town(number: str, name: str) -> str:
    return _object(
        "Woonplaats",
        _id("Woonplaats", number),
        _tag("naam", escape(name)),
        _tag("status", "Woonplaats aangewezen"),
        _RECORDED,
        _occurrence(_DAY, "", "", 1),
    )


def _street(number: str, name: str, town: str) -> str:
    return _object(
        "OpenbareRuimte",
        _id("OpenbareRuimte", number),
        _tag("naam", escape(name)),
        _tag("type", "Weg"),
        _tag("status", "Naamgeving uitgegeven"),
        _RECORDED,
        _ref("ligtIn", "Woonplaats", [town]),
        _occurrence(_DAY, "", "", 1),
    )


def stand(
    objects: Iterable[str], *, municipality: str = "", as_of: str = AS_OF
) -> bytes:
    """One XML file; without a municipality it is of the whole country."""
    area = (
        "<selecties-extract:Gebied-GEM><selecties-extract:GemeenteCollectie>"
        "<selecties-extract:Gemeente><selecties-extract:GemeenteIdentificatie>"
        f"{municipality}</selecties-extract:GemeenteIdentificatie>"
        "</selecties-extract:Gemeente></selecties-extract:GemeenteCollectie>"
        "</selecties-extract:Gebied-GEM>"
        if municipality
        else "<selecties-extract:Gebied-NLD/>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<sl-bag-extract:bagStand {_SPACES}><sl-bag-extract:bagInfo>"
        f"<selecties-extract:Gebied-Registratief>{area}"
        "</selecties-extract:Gebied-Registratief><selecties-extract:LVC-Extract>"
        f"<selecties-extract:StandTechnischeDatum>{as_of}"
        "</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract>"
        "</sl-bag-extract:bagInfo><sl:standBestand>\n"
        f"{''.join(objects)}</sl:standBestand></sl-bag-extract:bagStand>\n"
    ).encode()


def relations(towns: Iterable[tuple[str, str]], *, as_of: str = AS_OF) -> bytes:
    """Which town lies in which municipality; each was once in another."""
    product = "gwr-product:GemeenteWoonplaatsRelatie"

    def one(town: str, municipality: str, end: str) -> str:
        name = "bagtypes:einddatumTijdvakGeldigheid"
        until = f"<{name}>{end}</{name}>" if end else ""
        return (
            f"<{product}><gwr-product:tijdvakgeldigheid>"
            "<bagtypes:begindatumTijdvakGeldigheid>2010-07-23"
            f"</bagtypes:begindatumTijdvakGeldigheid>{until}"
            "</gwr-product:tijdvakgeldigheid><gwr-product:gerelateerdeWoonplaats>"
            f"<gwr-product:identificatie>{town}</gwr-product:identificatie>"
            "</gwr-product:gerelateerdeWoonplaats><gwr-product:gerelateerdeGemeente>"
            f"<gwr-product:identificatie>{municipality}</gwr-product:identificatie>"
            f"</gwr-product:gerelateerdeGemeente></{product}>"
        )

    each = "".join(
        one(town, "0001", "2015-01-01") + one(town, municipality, "")
        for town, municipality in towns
    )
    return (
        f'<?xml version="1.0"?><gwr-bestand:BAG-GWR-Deelbestand-LVC {_RELATION_SPACES}'
        f' xmlns:selecties-extract="{_SELECTION}"><gwr-bestand:SelectieGegevens>'
        f"<selecties-extract:StandTechnischeDatum>{as_of}"
        "</selecties-extract:StandTechnischeDatum></gwr-bestand:SelectieGegevens>"
        "<gwr-bestand:Product><gwr-product:GemeenteWoonplaatsRelatieProduct>"
        f"{each}</gwr-product:GemeenteWoonplaatsRelatieProduct>"
        "</gwr-bestand:Product></gwr-bestand:BAG-GWR-Deelbestand-LVC>"
    ).encode()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def delivery(
    *,
    municipality: str = "9903",
    town: str = "Teststad",
    streets: Sequence[tuple[str, str]] = (("9903300000000001", "Dorpsstraat"),),
    addresses: Sequence[AddressXml] = (),
    dwellings: Sequence[DwellingXml] = (),
    buildings: Sequence[BuildingXml] = (),
    as_of: str = AS_OF,
    national: bool = False,
) -> bytes:
    """A zip of zips as the land registry delivers it, with what must be left alone."""
    here, number, digits = municipality, f"9{municipality[1:]}", as_of.replace("-", "")
    by_kind = {
        "WPL": [_town(number, town)],
        "OPR": [_street(id_, name, number) for id_, name in streets],
        "NUM": [xml for each in addresses for xml in each.xml()],
        "PND": [xml for each in buildings for xml in each.xml()],
        "VBO": [x for d in dwellings if d.id[4:6] == "01" for x in d.xml()],
        "LIG": [x for d in dwellings if d.id[4:6] == "02" for x in d.xml()],
        "STA": [x for d in dwellings if d.id[4:6] == "03" for x in d.xml()],
    }
    files = [("Leveringsdocument-BAG-Extract.xml", b"<levering/>")]
    for kind, objects in by_kind.items():
        content = stand(objects, municipality="" if national else here, as_of=as_of)
        inside = zipped([(f"{here}{kind}{digits}-000001.xml", content)])
        files.append((f"9999{kind}{digits}.zip", inside))
    inactive = zipped([(f"{here}IAPND{digits}.zip", b"left alone")])
    files.append((f"9999Inactief{digits}.zip", inactive))
    files.append(("__MACOSX/._9999PND.zip", b"left alone"))
    lies_in = relations([(number, here)], as_of=as_of)
    related = zipped([(f"GEM-WPL-RELATIE-{digits}-000001.xml", lies_in)])
    files.append((f"GEM-WPL-RELATIE-{digits}.zip", related))
    return zipped(files)
