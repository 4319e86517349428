"""Where a phone sends what was typed at a visit, and its photos."""

from django.urls import path

from onderdak.web.inspections.syncing import hand_over, photos, sync

urlpatterns = [
    path("round/<int:visit>/sync/", sync.sync, name="round_sync"),
    path("round/<int:visit>/hand-over/", hand_over.hand_over, name="round_hand_over"),
    path("round/<int:visit>/photos/<uuid:photo>/", photos.photo, name="round_photo"),
]
