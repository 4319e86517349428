"""Lists of addresses: every look is logged, and a prompt is that of the page."""

from collections.abc import Sequence

import pytest
from django.urls import reverse

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.places.contract import DwellingObject, SideAddress
from onderdak.kernel.errors import Conflict
from onderdak.supervision.picture.contract import (
    Asked,
    Explanation,
    Fits,
    View,
    explain_prompt,
    found_addresses,
    listed_addresses,
    look_at,
    open_doubts,
    preview_of,
)
from tests.integration.conftest import SignedIn
from tests.integration.picture.conftest import ON, Picturing, line
from tests.world import acting

CLERK, SUPERVISOR = Role.REGISTRY_CLERK, Role.SUPERVISOR


def _registered(world: Picturing, number: int, *, day: str = "2026-11-01") -> None:
    where = world.address.bag_id or ""
    world.take_in(CLERK, line(where, "registrations", number, "brp", day=day))


def _looks(world: Picturing) -> list[View]:
    with scope(acting(world.by(Role.PRIVACY_OFFICER))):
        return list(View.objects.filter(address=None).order_by("pk"))


def _prompted(world: Picturing) -> list[int]:
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        found = listed_addresses(
            by=by, municipality=world.town, asked=Asked(prompts=True), on=ON
        )
    return [one.address.pk for one in found]


def _prompt_on_page(world: Picturing) -> bool:
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        picture = look_at(
            by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
        )
    hint = picture.hint
    return bool(hint and hint.fits is Fits.PROMPT and not picture.explained_now)


def test_a_list_and_a_search_are_looks(world: Picturing) -> None:
    """From which address to which, for what; not the words that were typed."""
    _registered(world, 9)
    before = len(_looks(world))
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        listed_addresses(
            by=by, municipality=world.town, asked=Asked(source="brp"), on=ON
        )
        found_addresses(
            by=by, municipality=world.town, words="kerkstr 14", asked=Asked(), on=ON
        )
        found_addresses(
            by=by, municipality=world.town, words="nergens", asked=Asked(), on=ON
        )
    listed, sought = _looks(world)[before:]
    assert (listed.user_id, listed.purpose, listed.how) == (
        by.user_id,
        "supervision",
        "page",
    )
    assert (listed.addresses, listed.kinds) == (1, ["brp"])
    assert listed.asked["source"] == "brp"
    assert sought.asked["from"].startswith("Kerkstraat 14")
    assert "kerkstr" not in str(sought.asked)


def test_what_is_shown_while_a_file_is_taken_in_is_a_look(world: Picturing) -> None:
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(CLERK, line("Kerkstraat 12 bis", "laa", 1, "laa"))
        preview_of(by=by, delivery=made, today=ON)
    world.take_in(CLERK, line("Kerkstraat 12 bis", "laa", 1, "laa"))
    with scope(acting(by)):
        open_doubts(by=by, municipality=world.town, today=ON)
    looks = _looks(world)
    assert {one.purpose for one in looks} == {"taking_in"}
    assert looks[0].asked == {"delivery": str(made.pk)}
    assert looks[-1].asked == {"doubts": "open"}


@pytest.mark.parametrize("name", ["picture_addresses_csv", "picture_addresses_xlsx"])
def test_a_file_of_addresses_is_logged_and_says_for_what(
    world: Picturing, signed_in: SignedIn, name: str
) -> None:
    _registered(world, 9)
    client = signed_in(world.by(SUPERVISOR))
    file = b"".join(client.get(reverse(name) + "?source=brp"))
    look = _looks(world)[-1]
    assert (look.how, look.addresses) == ("file", 1)
    if name.endswith("csv"):
        first = file.decode().splitlines()[0]
        assert world.by(SUPERVISOR).email in first


def test_files_of_an_address_and_of_the_log_say_for_what(
    world: Picturing, signed_in: SignedIn
) -> None:
    client = signed_in(world.by(SUPERVISOR))
    address = b"".join(client.get(reverse("picture_csv", args=[world.address.pk])))
    officer = signed_in(world.by(Role.PRIVACY_OFFICER))
    log = b"".join(officer.get(reverse("picture_looks_csv")))
    assert world.by(SUPERVISOR).email in address.decode().splitlines()[0]
    assert world.by(Role.PRIVACY_OFFICER).email in log.decode().splitlines()[0]


def test_the_log_tells_of_lists_too(world: Picturing, signed_in: SignedIn) -> None:
    _registered(world, 9)
    signed_in(world.by(SUPERVISOR)).get(reverse("picture_addresses"))
    officer = signed_in(world.by(Role.PRIVACY_OFFICER))
    page = officer.get(reverse("picture_looks")).content.decode()
    assert "Kerkstraat 12, Eenstad" in page


DWELLING = ["woonfunctie"]


@pytest.mark.parametrize(
    ("uses", "area", "status"),
    [
        (DWELLING, 60, "Verblijfsobject in gebruik"),
        (DWELLING, 600, "Verblijfsobject in gebruik"),
        (DWELLING, None, ""),
        (["logiesfunctie"], 60, ""),
        ([*DWELLING, "winkelfunctie"], 60, ""),
        ([], 60, ""),
        (DWELLING, 60, "Verblijfsobject gevormd"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("day", ["2026-11-01", "2025-01-01"])
def test_the_list_and_the_page_have_the_same_prompts(
    world: Picturing,
    uses: Sequence[str],
    area: int | None,
    status: str,
    beside: bool,
    day: str,
) -> None:
    """Whatever stands there, also as a side address, and however old the count."""
    _registered(world, 9, day=day)
    with scope(acting(world.by(SUPERVISOR))):
        here = DwellingObject.objects.filter(address=world.address)
        here.update(uses=uses, floor_area=area, status=status)
        if beside:
            here.update(address=world.second)
            SideAddress.objects.create(
                municipality_id=world.town,
                dwelling_object=DwellingObject.objects.get(
                    bag_id=(world.address.bag_id or "").replace("20", "01", 1)
                ),
                address=world.address,
            )
    assert (world.address.pk in _prompted(world)) == _prompt_on_page(world)


def test_what_is_explained_is_no_reason_until_the_count_changes(
    world: Picturing,
) -> None:
    """Nobody is visited twice for the same number, nor missed for another."""
    _registered(world, 9)
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        explain_prompt(
            by=by,
            address=world.address.pk,
            explanation=Explanation.FAMILY,
            on=ON,
        )
    assert (_prompted(world), _prompt_on_page(world)) == ([], False)
    _registered(world, 12, day="2026-11-20")
    assert (_prompted(world), _prompt_on_page(world)) == ([world.address.pk], True)


def test_without_a_reason_to_look_there_is_nothing_to_explain(
    world: Picturing,
) -> None:
    _registered(world, 1)
    by = world.by(SUPERVISOR)
    with scope(acting(by)), pytest.raises(Conflict):
        explain_prompt(
            by=by,
            address=world.address.pk,
            explanation=Explanation.FAMILY,
            on=ON,
        )
