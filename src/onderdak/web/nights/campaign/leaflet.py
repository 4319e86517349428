"""The campaign on paper: a page per language, three steps and a QR code."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from onderdak.foundation.documents.contract import (
    LEAFLET,
    Leaflet,
    LeafletPart,
    Picture,
    Sender,
    Step,
    bullets,
    paragraph,
    qr_svg,
    render,
)
from onderdak.web.nights.campaign.saying import Campaign


def public_address(code: str) -> str:
    """Where a municipality's campaign is found."""
    return settings.BASE_URL + reverse("campaign", args=[code])


def leaflet_pdf(found: Campaign, languages: Sequence[str], on: date) -> bytes:
    """The leaflet of a municipality in these languages, a page each."""
    address = public_address(found.code)
    shown = Leaflet(
        sender=Sender(found.name),
        qr=Picture(qr_svg(address), address),
        address=address.split("://", 1)[-1],
        parts=[_part(found, each) for each in languages],
    )
    title = found.texts(languages[0])["title"]
    return render(LEAFLET, shown, language=languages[0], title=title, on=on).pdf


def _part(found: Campaign, language: str) -> LeafletPart:
    texts = found.texts(language)
    asks = found.asks(texts)
    return LeafletPart(
        language=language,
        title=texts["title"],
        introduction=texts["lead"],
        steps=[
            Step("phone", texts["step_phone"], texts["step_phone_text"]),
            Step("list", texts["step_file"], texts["step_file_text"]),
            Step("key", texts["step_api"], texts["step_api_text"]),
        ],
        call=texts["leaflet_call"],
        blocks=[
            paragraph(texts["leaflet_law"]),
            *([paragraph(texts["extra_title"]), bullets(*asks)] if asks else []),
        ],
        small_print=[paragraph(texts["help_town"]), paragraph(texts["help_first"])],
        unreviewed=not texts.reviewed,
    )
