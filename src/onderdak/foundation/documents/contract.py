"""The door of documents: what other rooms and the pages may use."""

from onderdak.foundation.documents.attaching import Attachment, as_attachment
from onderdak.foundation.documents.domain.writing import written_date
from onderdak.foundation.documents.fonts import missing as missing_fonts
from onderdak.foundation.documents.qr import qr_data_uri, qr_svg
from onderdak.foundation.documents.rendering import (
    Picture,
    Rendered,
    preview,
    render,
)
from onderdak.foundation.documents.templates import (
    CARD,
    CERTIFICATE,
    LEAFLET,
    LETTER,
    Block,
    Card,
    CardPart,
    Certificate,
    Leaflet,
    LeafletPart,
    Letter,
    Part,
    Sender,
    Step,
    bullets,
    callout,
    facts,
    heading,
    paragraph,
    steps,
    table,
)

__all__ = [
    "CARD",
    "CERTIFICATE",
    "LEAFLET",
    "LETTER",
    "Attachment",
    "Block",
    "Card",
    "CardPart",
    "Certificate",
    "Leaflet",
    "LeafletPart",
    "Letter",
    "Part",
    "Picture",
    "Rendered",
    "Sender",
    "Step",
    "as_attachment",
    "bullets",
    "callout",
    "facts",
    "heading",
    "missing_fonts",
    "paragraph",
    "preview",
    "qr_data_uri",
    "qr_svg",
    "render",
    "steps",
    "table",
    "written_date",
]
