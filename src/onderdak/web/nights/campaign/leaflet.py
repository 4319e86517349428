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
    title = found.texts(languages[0])["title"]
    shown = leaflet_of(found, languages)
    return render(LEAFLET, shown, language=languages[0], title=title, on=on).pdf


def leaflet_of(found: Campaign, languages: Sequence[str]) -> Leaflet:
    """What stands on the leaflet."""
    address = public_address(found.code)
    return Leaflet(
        sender=Sender(found.name),
        qr=Picture(qr_svg(address), address),
        address=address.split("://", 1)[-1],
        parts=[_part(found, each) for each in languages],
    )


def _part(found: Campaign, language: str) -> LeafletPart:
    """One page: what is long stands in small print, so that it stays one."""
    texts = found.texts(language)
    asks = found.asks(texts)
    extras = [paragraph(f"{texts['extra_title']}: {' '.join(asks)}")] if asks else []
    return LeafletPart(
        language=language,
        title=texts["leaflet_head"],
        introduction=texts["lead"],
        steps=[
            Step("phone", texts["step_phone"], texts["step_phone_text"]),
            Step("list", texts["step_file"], texts["step_file_text"]),
            Step("key", texts["step_api"], texts["step_api_text"]),
        ],
        call=texts["leaflet_call"],
        small_print=[
            paragraph(texts["leaflet_law"]),
            *extras,
            paragraph(texts["help_town"]),
        ],
        unreviewed=not texts.reviewed,
    )
