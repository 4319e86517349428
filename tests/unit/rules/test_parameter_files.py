"""A parameter file that is unclear does not load; the message says where."""

from pathlib import Path

import pytest
import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules import load, national_folder

SHIPPED = sorted(national_folder().rglob("*.yaml"))
WITH_VALUES = [path for path in SHIPPED if yaml.safe_load(path.read_text())["values"]]


def name(path: Path) -> str:
    return path.relative_to(national_folder()).as_posix()


def write(folder: Path, content: object, file: str = "one.yaml") -> Path:
    (folder / file).write_text(yaml.safe_dump(content), "utf-8")
    return folder


def rule(**changes: object) -> dict[str, object]:
    entry = {
        "from": "2026-01-01",
        "value": 3,
        "article": "By-law art. 1",
        "source": "Gazette 1",
        "checked": "2026-01-02",
    }
    content: dict[str, object] = {
        "id": "test.days",
        "description": {"nl": "Dagen", "en": "Days"},
        "unit": "days",
        "kind": "policy",
        "values": [yaml.safe_load(yaml.safe_dump(entry).replace("'", ""))],
    }
    return content | changes


def entry(**changes: object) -> dict[str, object]:
    values = rule()["values"]
    assert isinstance(values, list)
    return values[0] | changes


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_every_shipped_file_loads_under_its_own_name(path):
    content = yaml.safe_load(path.read_text())
    assert f"{content['id'].replace('.', '/')}.yaml" == name(path)
    loaded = {one.id: one for one in load(national_folder()).parameters}
    assert len(loaded[content["id"]].values) == len(content["values"])


@pytest.mark.parametrize("key", ["source", "article", "checked"])
@pytest.mark.parametrize("path", WITH_VALUES, ids=name)
def test_no_shipped_value_stands_without_its_ground(path, key, tmp_path):
    content = yaml.safe_load(path.read_text())
    del content["values"][0][key]
    with pytest.raises(ConfigurationError, match=rf"one.yaml: values\[0\].{key}"):
        load(write(tmp_path, content))


@pytest.mark.parametrize("source", ["", "  ", None, 7, ["a"]])
@pytest.mark.parametrize("path", WITH_VALUES, ids=name)
def test_a_shipped_source_changed_into_no_source_is_refused(path, source, tmp_path):
    content = yaml.safe_load(path.read_text())
    content["values"][0]["source"] = source
    with pytest.raises(ConfigurationError, match=r"values\[0\].source: expected words"):
        load(write(tmp_path, content))


def test_the_rule_of_these_tests_loads(tmp_path):
    assert load(write(tmp_path, rule())).parameters[0].id == "test.days"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"unit": "parsecs"}, "unit"),
        ({"kind": "custom"}, "kind"),
        ({"id": "Days"}, "id"),
        ({"extra": 1}, "extra"),
        ({"description": {"nl": "Dagen"}}, r"description\.en"),
        ({"values": 3}, "values"),
        ({"values": [7]}, r"values\[0\]"),
        ({"values": [entry(), entry()]}, r"values\[1\].from"),
        ({"values": [entry(sources="x")]}, r"values\[0\].sources"),
        ({"values": [entry(value=1.5)]}, r"values\[0\].value"),
        ({"values": [entry(value=True)]}, r"values\[0\].value"),
        ({"values": [entry(value=-1)]}, r"values\[0\].value"),
        ({"values": [entry(**{"from": "soon"})]}, r"values\[0\].from"),
        ({"values": [entry(note="")]}, r"values\[0\].note"),
        ({"values": [entry(note={"nl": "Alleen dit"})]}, r"values\[0\].note\.en"),
        ({"values": [entry(source={"en": "Gazette"})]}, r"values\[0\].source\.nl"),
        ({"kind": "local"}, "values"),
        ({"municipality": "Arnhem"}, "municipality"),
        ({"municipality": "gm0202"}, "municipality"),
        ({"municipality": "GM0202", "kind": "law"}, "kind"),
        ({"municipality": "GM0202"}, "id"),
    ],
)
def test_an_unclear_file_names_the_file_and_the_key(changes, where, tmp_path):
    with pytest.raises(ConfigurationError, match=rf"one.yaml: {where}"):
        load(write(tmp_path, rule(**changes)))


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("ratio", "0.66"),
        ("ratio", "2/0"),
        ("ratio", 0.5),
        ("dates", ["2026-01-01"]),
        ("dates", "2026-01-01"),
        ("yes_no", 1),
        ("square_metres", 12.5),
    ],
)
def test_a_value_must_fit_its_unit(unit, value, tmp_path):
    with pytest.raises(ConfigurationError, match=rf"value: .*\({unit}\)"):
        load(write(tmp_path, rule(unit=unit, values=[entry(value=value)])))


def test_a_day_is_not_listed_twice(tmp_path):
    day = entry()["from"]
    with pytest.raises(ConfigurationError, match="twice"):
        load(write(tmp_path, rule(unit="dates", values=[entry(value=[day, day])])))


def test_two_files_cannot_set_one_rule(tmp_path):
    write(tmp_path, rule(), "first.yaml")
    with pytest.raises(ConfigurationError, match=r"second.yaml: id: .*first.yaml"):
        load(write(tmp_path, rule(), "second.yaml"))


def test_a_key_that_is_there_twice_is_refused(tmp_path):
    (tmp_path / "one.yaml").write_text("id: a.b\nid: a.c\n")
    with pytest.raises(ConfigurationError, match="twice"):
        load(tmp_path)


@pytest.mark.parametrize("written", ["[", "- 1", ""])
def test_a_file_that_holds_no_rule_is_refused(written, tmp_path):
    (tmp_path / "one.yaml").write_text(written)
    with pytest.raises(ConfigurationError, match=r"one\.yaml"):
        load(tmp_path)


def test_a_file_or_folder_that_would_be_overlooked_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match=r"one\.yml"):
        load(write(tmp_path, rule(), "one.yml"))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "test.nationality"},
        {"description": {"nl": "Dagen voor arbeidsmigranten", "en": "Days"}},
        {"description": {"nl": "Dagen naar herkomst", "en": "Days"}},
        {"values": [entry(note="Only for one nationaliteit")]},
    ],
)
def test_a_local_rule_cannot_turn_on_who_somebody_is(changes, tmp_path):
    local = rule(municipality="GM0202", **changes)
    with pytest.raises(ConfigurationError, match="who somebody is"):
        load(write(tmp_path, local))


def test_the_title_of_a_by_law_may_hold_such_a_word(tmp_path):
    title = "Verordening huisvesting arbeidsmigranten art. 2"
    local = rule(municipality="GM0202", values=[entry(article=title)])
    write(tmp_path, rule(), "national.yaml")
    loaded = load(write(tmp_path, local)).parameters[1].values[0]
    assert loaded is not None
    assert loaded.article == title


def test_a_municipality_cannot_set_the_law_or_change_a_unit(tmp_path):
    write(tmp_path, rule(municipality="GM0202"), "local.yaml")
    with pytest.raises(ConfigurationError, match=r"local.yaml: id: .* is law"):
        load(write(tmp_path, rule(kind="law")))
    with pytest.raises(ConfigurationError, match=r"local.yaml: unit: .* in months"):
        load(write(tmp_path, rule(unit="months")))
