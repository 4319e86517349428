"""The pages of norms in docs say what the norms and the sheets say."""

from pathlib import Path

import pytest
from scripts.norm_pages import pages

PAGES = dict(pages())


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda path: path.name)
def test_the_page_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path], "run scripts/norm_pages.py"
