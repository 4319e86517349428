"""Where pages for guests are found, and those of staff about telling them."""

from django.urls import path

from onderdak.web.nights.emergency import calamity, control_room, links
from onderdak.web.nights.guests import (
    card_page,
    cards,
    codes,
    mending,
    my_nights,
    registering,
)

urlpatterns = [
    path("g/<str:code>/", card_page.card, name="guest_card"),
    path("my-nights/", my_nights.my_nights, name="my_nights"),
    path("locations/<int:pk>/card/", cards.card, name="location_card"),
    path("locations/<int:pk>/card.pdf", cards.card_file, name="location_card_file"),
    path("locations/cards.zip", cards.all_cards, name="location_cards_zip"),
    path("locations/<int:pk>/codes/", codes.codes, name="guest_codes"),
    path("locations/<int:pk>/codes/slip/", codes.slip, name="guest_code_slip"),
    path("mending/", mending.requests, name="mending_requests"),
    path("mending/<int:pk>/", mending.mending, name="mending"),
    path("registering/", registering.texts, name="registering_texts"),
    path("registering/<str:language>/", registering.one_text, name="registering"),
    path("emergency/<str:secret>/", control_room.building_now, name="emergency"),
    path("emergency-links/", links.links, name="emergency_links"),
    path("emergency-links/uses.csv", links.uses_csv, name="emergency_uses_csv"),
    path("emergency-links/seen/", links.seen, name="emergency_seen"),
    path("emergency-links/<int:pk>/revoke/", links.revoke, name="emergency_revoke"),
    path("calamity/", calamity.calamities, name="calamities"),
    path("calamity/<int:pk>/", calamity.calamity, name="calamity"),
]
