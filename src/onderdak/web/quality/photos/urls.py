"""Where photos of a location are found."""

from django.urls import path

from onderdak.web.quality.photos import views

urlpatterns = [
    path(
        "locations/<int:pk>/quality/photos/<int:photo>.jpg",
        views.photo_full,
        name="quality_photo",
    ),
    path(
        "locations/<int:pk>/quality/photos/<int:photo>-small.jpg",
        views.photo_small,
        name="quality_photo_small",
    ),
    path(
        "locations/<int:pk>/quality/photos/<int:photo>/remove/",
        views.photo_remove,
        name="quality_photo_remove",
    ),
]
