"""Where everyone finds certified providers and good examples."""

from django.urls import path

from onderdak.web.quality.public import consenting, listing, telling

urlpatterns = [
    path("certified/", listing.certified_page, name="certified"),
    path("certified/export.csv", listing.certified_csv, name="certified_csv"),
    path("good-examples/", listing.good_examples, name="good_examples"),
    path("examples/", telling.examples, name="examples"),
    path("examples/<int:pk>/", telling.example, name="example"),
    path(
        "locations/<int:pk>/public/", consenting.location_public, name="location_public"
    ),
    path("locations/<int:pk>/public/name/", consenting.own_name, name="own_name"),
    path("locations/<int:pk>/example/", telling.new_example, name="location_example"),
]
