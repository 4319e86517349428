"""Where the pages of the life of a location are found."""

from django.urls import path

from onderdak.web.nights.locating import deciding, operating, registering, rooms

urlpatterns = [
    path("locations/register/", registering.register, name="location_register"),
    path("locations/to-confirm/", deciding.to_confirm, name="locations_to_confirm"),
    path("locations/<int:pk>/answer/", registering.answer, name="location_answer"),
    path("locations/<int:pk>/confirm/", deciding.decide, name="location_confirm"),
    path("locations/<int:pk>/close/", operating.close, name="location_close"),
    path("locations/<int:pk>/reopen/", operating.reopen, name="location_reopen"),
    path("locations/<int:pk>/places/", operating.capacity, name="location_capacity"),
    path(
        "locations/<int:pk>/hand-over/",
        operating.hand_over,
        name="location_hand_over",
    ),
    path("locations/<int:pk>/rooms/", rooms.rooms, name="location_rooms"),
    path("locations/<int:pk>/rooms/new/", rooms.room, name="location_room_new"),
    path("locations/<int:pk>/rooms/<int:room>/", rooms.room, name="location_room"),
    path(
        "locations/<int:pk>/rooms/<int:room>/remove/",
        rooms.room_gone,
        name="location_room_remove",
    ),
    path("locations/<int:pk>/units/new/", rooms.unit, name="location_unit_new"),
    path(
        "locations/<int:pk>/units/<int:unit>/owner/",
        rooms.owner,
        name="location_owner",
    ),
    path(
        "locations/<int:pk>/units/<int:unit>/remove/",
        rooms.unit_gone,
        name="location_unit_remove",
    ),
]
