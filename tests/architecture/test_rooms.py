"""What imports cannot say in a contract: doors, keys, receivers, hidden imports."""

import ast
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.db.models.signals import post_save, pre_save

SOURCE = Path(__file__).parents[2] / "src" / "onderdak"
WINGS = ["foundation", "register", "housing", "supervision", "support", "steering"]
ORDER = [
    "foundation.outbox",
    "foundation.identity",
    "foundation.privacy",
    "foundation.places",
    "foundation.parties",
    "foundation.care",
    "foundation.documents",
    "register.nights",
    "register.duty",
    "register.levy",
    "housing.quality",
    "supervision.desk",
    "supervision.picture",
    "supervision.inspections",
    "supervision.enforcement",
]


def room_of(module: str) -> str | None:
    """`register.nights` for `onderdak.register.nights.actions`; None outside rooms."""
    parts = module.split(".")
    if len(parts) > 2 and parts[1] in WINGS:
        return f"{parts[1]}.{parts[2]}"
    return None


def is_pure(module: str) -> bool:
    return "domain" in module.split(".")


def is_frozen_helper(importer: str, imported: str) -> bool:
    """Migrations import the helpers that never change their meaning."""
    frozen = ("identity.isolation", "privacy.day_here", "privacy.destroyable")
    return ".migrations." in importer and imported.endswith(frozen)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("onderdak")


def test_rooms_use_each_other_through_the_contract_only(
    graph: grimp.ImportGraph,
) -> None:
    trespassers = []
    for importer in graph.modules:
        if importer.startswith("onderdak.project"):
            continue  # the only place that knows everything
        for imported in graph.find_modules_directly_imported_by(importer):
            target = room_of(imported)
            if target is None or target == room_of(importer):
                continue
            door = f"onderdak.{target}.contract"
            pure = is_pure(importer) and is_pure(imported)
            # A large room has a door for each subject: `contract.locations`.
            if (
                not f"{imported}.".startswith(f"{door}.")
                and not pure
                and not is_frozen_helper(importer, imported)
            ):
                trespassers.append(f"{importer} -> {imported}")
    assert trespassers == []


def test_the_order_names_every_room_that_exists() -> None:
    rooms = {
        f"{folder.parent.name}.{folder.name}"
        for wing in WINGS
        for folder in (SOURCE / wing).glob("*/")
        if (folder / "__init__.py").exists()
    }
    assert rooms == set(ORDER)


def test_foreign_keys_point_down_the_same_order() -> None:
    upward = []
    for model in apps.get_models():
        here = room_of(model.__module__)
        for field in model._meta.get_fields():
            if here is None or not isinstance(field, ForeignKey):
                continue
            there = room_of(field.related_model.__module__)
            if there and ORDER.index(there) > ORDER.index(here):
                upward.append(f"{model.__name__}.{field.name}")
    assert upward == []


def test_migrations_depend_down_the_same_order() -> None:
    labels = {room.split(".")[1]: index for index, room in enumerate(ORDER)}
    upward = []
    for file in SOURCE.glob("*/*/migrations/0*.py"):
        here = labels[file.parts[-3]]
        for found in ast.walk(ast.parse(file.read_text())):
            if isinstance(found, ast.Tuple) and len(found.elts) == 2:
                name, migration = (getattr(one, "value", None) for one in found.elts)
                if not isinstance(migration, str):
                    continue  # a field that is called like a room
                if isinstance(name, str) and labels.get(name, -1) > here:
                    upward.append(f"{file.name}: {name}")
    assert upward == []


def test_nobody_listens_to_saves() -> None:
    """A decision hidden in a signal is a decision that nobody finds."""
    ours = [
        receiver
        for signal in (post_save, pre_save)
        for receiver in signal.receivers
        if "onderdak" in repr(receiver)
    ]
    assert ours == []


def _hidden_imports(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [
                f"{file.name}:{inner.lineno}"
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom)
            ]
    return found


def test_no_import_hides_in_a_function() -> None:
    assert [hit for file in SOURCE.rglob("*.py") for hit in _hidden_imports(file)] == []


def test_fakes_live_with_their_connection() -> None:
    fakes = [
        file.relative_to(SOURCE)
        for file in SOURCE.rglob("*fake*.py")
        if file.relative_to(SOURCE).parts[0] != "connections"
    ]
    assert fakes == []


def test_modules_stay_small() -> None:
    """Aim below 300 lines; 400 is the end."""
    long = {
        str(file.relative_to(SOURCE)): len(file.read_text().splitlines())
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts
    }
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_room_is_called_after_nothing() -> None:
    vague = {"utils", "common", "core", "base", "helpers", "misc"}
    assert [file for file in SOURCE.rglob("*.py") if set(file.parts) & vague] == []
    assert [file for file in SOURCE.rglob("*.py") if file.stem in vague] == []


def _public_functions(file: Path) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def _names_called(function: ast.FunctionDef, file: Path) -> set[str]:
    """What a function calls, through private functions of its own module too."""
    private = {
        node.name: node
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }
    names: set[str] = set()
    waiting = [function]
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in private and name not in names:
                    waiting.append(private[name])
                names.add(name)
    return names


def _writers_of_the_room(file: Path) -> set[str]:
    """What a room has in one place for all its actions, and writes their event."""
    frame = file.parent / "moving.py"
    if not frame.exists():
        return set()
    return {
        function.name
        for function in _public_functions(frame)
        if "record_event" in _names_called(function, frame)
    }


ACTION_FILES = sorted({*SOURCE.rglob("actions.py"), *SOURCE.rglob("*_actions.py")})
# Reads and frames that stand in actions.py and change nothing by themselves.
NO_ACTIONS = {"action", "record_event", "open_invitation", "make_invitation"}
# The secret of the invitation is the permission; there is nobody yet to ask.
PERMISSION_BY_SECRET = {"accept_invitation"}


@pytest.mark.parametrize("file", ACTION_FILES, ids=lambda file: file.parts[-2])
def test_every_action_checks_a_permission_and_writes_an_event(file: Path) -> None:
    faults = []
    for function in _public_functions(file):
        if function.name in NO_ACTIONS:
            continue
        called = _names_called(function, file)
        checks = any(name.startswith(("check_", "_role_for")) for name in called)
        if not checks and function.name not in PERMISSION_BY_SECRET:
            faults.append(f"{function.name} checks no permission")
        if not called & {"record_event", *_writers_of_the_room(file)}:
            faults.append(f"{function.name} writes no event")
        if function.args.args:
            faults.append(f"{function.name} takes positional arguments")
        decorators = {getattr(d, "id", "") for d in function.decorator_list}
        if "action" not in decorators and function.name not in PERMISSION_BY_SECRET:
            faults.append(f"{function.name} is no @action")
    assert faults == []
