"""What the papers promise of themselves: links lead somewhere, nothing is left out."""

import re
from pathlib import Path

import pytest
from scripts import reference

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Pictures are taken from a running demo and need not be there in every checkout.
_PICTURES = DOCS / "screenshots"


def links(page: Path) -> list[str]:
    return _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def leads_nowhere(page: Path, link: str) -> bool:
    """Whether a relative link names a file or heading that is not there."""
    if re.match(r"[a-z]+:", link):
        return False
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if target.parent == _PICTURES:
        return False
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in links(page) if leads_nowhere(page, link)]
    assert broken == []


def test_the_pages_hold_links_to_check() -> None:
    assert sum(len(links(page)) for page in PAGES) > 50


def test_every_page_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        paths = (link.partition("#")[0] for link in links(page) if ":" not in link)
        waiting += [(page.parent / path).resolve() for path in paths if path]
    assert sorted(set(DOCS.rglob("*.md")) - seen) == []


def test_the_index_lists_every_decision_once_and_in_order() -> None:
    folder = DOCS / "decisions"
    files = sorted(file.name for file in folder.glob("[0-9]*.md"))
    listed = [link for link in links(folder / "index.md") if link[:4].isdigit()]
    assert listed == files
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


@pytest.mark.parametrize(
    "record", sorted((DOCS / "decisions").glob("[0-9]*.md")), ids=lambda file: file.stem
)
def test_a_decision_has_its_context_and_its_consequences(record: Path) -> None:
    headings = _HEADING.findall(record.read_text(encoding="utf-8"))
    assert headings[1:4] == ["Context", "Decision", "Consequences"]
    assert headings[0].startswith(f"{int(record.name[:4])}. ")


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_the_reference_says_what_the_code_says(name: str) -> None:
    page = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert page == reference.PAGES[name](), "run scripts/reference.py"


def test_every_command_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    names = [name for name, _ in reference.commands()]
    assert "onderdak nights import" in names
    assert [name for name in names if f"## `{name}`" not in page] == []


@pytest.mark.parametrize(
    "file", sorted((ROOT / "requirements").glob("*.in")), ids=lambda file: file.name
)
def test_every_dependency_says_why_it_is_there(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line[:1].isalpha()]
    assert needed
    assert [line for line in needed if not re.search(r"\s#\s\S+", line)] == []


def test_decisions_named_in_the_requirements_exist() -> None:
    named = set()
    for file in (ROOT / "requirements").glob("*.in"):
        named |= set(re.findall(r"docs/decisions/(\d{4})", file.read_text()))
    assert named
    assert [one for one in named if not list(DOCS.glob(f"decisions/{one}-*"))] == []
