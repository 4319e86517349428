"""The tutorial does what it says, on a fresh installation."""

from pathlib import Path

from scripts.tutorial import TUTORIAL, walk


def test_every_command_of_the_tutorial_answers_as_the_page_says(
    tmp_path: Path,
) -> None:
    steps = list(walk(TUTORIAL.read_text(encoding="utf-8"), tmp_path))
    assert len(steps) > 10, "the page holds commands that were not found"
    assert any(step.fails for step in steps), "the page shows a refusal"
    wrong = [
        f"$ {step.command}\n{step.got}(exit code {step.code})"
        for step in steps
        if not step.ok
    ]
    told = "mend the code, or run scripts/tutorial.py --write and read what changed"
    assert not wrong, "\n".join([told, *wrong])
