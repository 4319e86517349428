"""A file that could do harm is refused before it does; memory stays bounded."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from onderdak.connections.bag import unpacking
from onderdak.connections.bag.client import open_delivery
from onderdak.connections.bag.fake import BuildingXml, delivery, stand, zipped
from onderdak.kernel.errors import Invalid

_ROOT = b"<sl-bag-extract:bagStand"
_BILLION = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;">
<!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;">]>"""


def _read(tmp_path: Path, content: bytes) -> int:
    file = tmp_path / "levering"
    file.write_bytes(content)
    return sum(batch.read for batch in open_delivery(file).batches())


def _xml(name: str = "9903PND.xml") -> tuple[str, bytes]:
    return name, stand(BuildingXml("9903100000000001").xml(), municipality="9903")


def test_a_zip_of_zips_is_read(tmp_path: Path) -> None:
    buildings = [BuildingXml("9903100000000001", superseded=2)]
    assert _read(tmp_path, delivery(buildings=buildings)) == 3 + 2 + 2


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_zip_may_hold_zips(tmp_path: Path, depth: int) -> None:
    content = zipped([_xml()])
    for _ in range(depth):
        content = zipped([("9903PND.zip", content)])
    assert _read(tmp_path, content) == 1


def test_zips_without_end_are_refused(tmp_path: Path) -> None:
    content = zipped([_xml()])
    for _ in range(3):
        content = zipped([("9903PND.zip", content)])
    with pytest.raises(Invalid, match="refused"):
        _read(tmp_path, content)


def test_a_member_that_swells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="refused"):
        _read(tmp_path, zipped([("9903PND.xml", b" " * 30_000_000)]))


def test_many_that_swell_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_ALWAYS_ALLOWED", 10_000)
    monkeypatch.setattr(unpacking, "_SWELLS", 2)
    content = zipped([_xml(f"9903PND{n}.xml") for n in range(50)])
    with pytest.raises(Invalid, match="refused"):
        _read(tmp_path, content)


@pytest.mark.parametrize("inside", [True, False])
def test_entities_are_refused(tmp_path: Path, inside: bool) -> None:
    name, xml = _xml()
    used = xml.replace(b"Pand in gebruik", b"&i;")
    bomb = used.replace(_ROOT, _BILLION + _ROOT, 1)
    tracemalloc.start()
    with pytest.raises(Invalid, match="entities"):
        _read(tmp_path, zipped([(name, bomb)]) if inside else bomb)
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_entities_in_an_attribute_are_refused(tmp_path: Path) -> None:
    _, xml = _xml()
    bomb = xml.replace(_ROOT, _BILLION + _ROOT + b' xmlns:x="x" x:y="&i;"', 1)
    with pytest.raises(Invalid):
        _read(tmp_path, bomb)


def test_a_file_elsewhere_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Pand in gebruik")
    _, xml = _xml()
    reaching = xml.replace(b"Pand in gebruik", b"&s;").replace(
        _ROOT, f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret}">]>'.encode() + _ROOT, 1
    )
    with pytest.raises(Invalid, match="entities"):
        _read(tmp_path, reaching)


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_file_that_breaks_off_is_refused(tmp_path: Path, cut: float) -> None:
    _, xml = _xml()
    with pytest.raises(Invalid, match="damaged"):
        _read(tmp_path, xml[: int(len(xml) * cut)])
    whole = zipped([("9903PND.xml", xml)])
    with pytest.raises(Invalid, match="damaged"):
        _read(tmp_path, whole[: int(len(whole) * cut)])


def test_a_changed_byte_is_seen(tmp_path: Path) -> None:
    whole = bytearray(zipped([_xml()]))
    whole[len(whole) // 2] ^= 0xFF
    with pytest.raises(Invalid, match="damaged"):
        _read(tmp_path, bytes(whole))


def test_a_locked_zip_is_told(tmp_path: Path) -> None:
    made = io.BytesIO(zipped([_xml()]))
    locked = bytearray(made.getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Invalid, match="password"):
        _read(tmp_path, bytes(locked))


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"<html/>", b"<a><b/></a>", zipped([("a.xml", b"<a/>")])]
)
def test_what_is_no_extract_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Invalid, match="no extract"):
        _read(tmp_path, content)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        open_delivery(tmp_path / "nowhere.zip")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        many = [BuildingXml(f"990310{n:010d}") for n in range(count)]
        file = tmp_path / f"{count}.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            objects = [xml for each in many for xml in each.xml()]
            archive.writestr("9903PND.xml", stand(objects, municipality="9903"))
        del many, objects
        tracemalloc.start()
        for _ in open_delivery(file).batches():
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(30_000) < 1.2 * peak(11_000)
