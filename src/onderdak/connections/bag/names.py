"""The names in the XML of BAG 2.0 (schemas of 1 June 2020)."""

from typing import Final

from onderdak.foundation.places.contract.register import Kind

_OBJECTS: Final = "{www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601}"
_REFERENCES: Final = "{www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601}"
_HISTORY: Final = "{www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601}"
_SELECTION: Final = "{http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601}"
_RELATIONS: Final = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/%s/v20200601}"
_PRODUCT: Final = _RELATIONS % "gwr-producten-lvc"
_TYPES: Final = _RELATIONS % "bag-types"
_GML: Final = "{http://www.opengis.net/gml/3.2}"

STAND: Final = "{http://www.kadaster.nl/schemas/standlevering-generiek/1.0}stand"
INFO: Final = (
    "{http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601}bagInfo"
)
ROOT: Final = INFO.replace("bagInfo", "bagStand")
RELATIONS_ROOT: Final = (_RELATIONS % "gwr-deelbestand-lvc") + "BAG-GWR-Deelbestand-LVC"
RELATIONS_INFO: Final = (_RELATIONS % "gwr-deelbestand-lvc") + "SelectieGegevens"
RELATION: Final = _PRODUCT + "GemeenteWoonplaatsRelatie"
AS_OF: Final = f".//{_SELECTION}StandTechnischeDatum"
OF_MUNICIPALITY: Final = f".//{_SELECTION}GemeenteIdentificatie"

KINDS: Final = {
    _OBJECTS + "Woonplaats": Kind.TOWN,
    _OBJECTS + "OpenbareRuimte": Kind.STREET,
    _OBJECTS + "Nummeraanduiding": Kind.NUMBER,
    _OBJECTS + "Verblijfsobject": Kind.DWELLING,
    _OBJECTS + "Ligplaats": Kind.BERTH,
    _OBJECTS + "Standplaats": Kind.PITCH,
    _OBJECTS + "Pand": Kind.BUILDING,
}

OCCURRENCE: Final = _OBJECTS + "voorkomen"
BEGIN: Final = _HISTORY + "beginGeldigheid"

ID: Final = _OBJECTS + "identificatie"
NAME: Final = _OBJECTS + "naam"
STATUS: Final = _OBJECTS + "status"
GEOMETRY: Final = _OBJECTS + "geometrie"
YEAR: Final = _OBJECTS + "oorspronkelijkBouwjaar"
USE: Final = _OBJECTS + "gebruiksdoel"
FLOOR_AREA: Final = _OBJECTS + "oppervlakte"
NUMBER: Final = _OBJECTS + "huisnummer"
LETTER: Final = _OBJECTS + "huisletter"
ADDITION: Final = _OBJECTS + "huisnummertoevoeging"
POSTCODE: Final = _OBJECTS + "postcode"
LIES_IN: Final = _OBJECTS + "ligtIn"
LIES_ON: Final = _OBJECTS + "ligtAan"
MAIN: Final = _OBJECTS + "heeftAlsHoofdadres"
SIDES: Final = _OBJECTS + "heeftAlsNevenadres"
PART_OF: Final = _OBJECTS + "maaktDeelUitVan"

RELATION_PERIOD_ENDS: Final = f".//{_TYPES}einddatumTijdvakGeldigheid"
RELATION_PERIOD_BEGINS: Final = f".//{_TYPES}begindatumTijdvakGeldigheid"
RELATION_TOWN: Final = f"{_PRODUCT}gerelateerdeWoonplaats/{_PRODUCT}identificatie"
RELATION_MUNICIPALITY: Final = f"{_PRODUCT}gerelateerdeGemeente/{_PRODUCT}identificatie"

POLYGON: Final = _GML + "Polygon"
POINT: Final = _GML + "Point"
POSITION: Final = _GML + "pos"
POSITIONS: Final = _GML + "posList"
