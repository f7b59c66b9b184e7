"""The docs cannot rot: links lead somewhere, to headings too, every verb and public name and make target is told of."""

import re
from pathlib import Path

import pytest
from docs.writing.markdown import anchor

import onrecord
from onrecord.cli.main import VERBS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md"), *(ROOT / "corpus").glob("*.md")])
EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_to_headings_lead_to_one(page: Path) -> None:
    for target, fragment in re.findall(r"\]\(([\w./-]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        told = (page.parent / target if target else page).read_text(encoding="utf-8")
        headings = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", told, re.M)}
        assert fragment in headings, f"{page.name} links to {target}#{fragment}"


def test_every_verb_is_documented() -> None:
    for verb in VERBS:
        assert f"onrecord {verb}" in EVERYTHING, f"no page tells of `onrecord {verb}`"


def test_every_public_name_is_documented() -> None:
    for name in onrecord.__all__:
        assert re.search(rf"\b{name}\b", EVERYTHING), f"no page tells of onrecord.{name}"


def test_the_readme_names_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z]+)`", EVERYTHING)):
        assert re.search(rf"^{target}:", makefile, re.M), f"`make {target}` is told of but not there"


def test_no_page_holds_a_number_without_its_command() -> None:
    """A page that gives figures in a table gives a command too."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if re.search(r"\|\s*\.?\d+\.\d+\s*\|", text):
            assert "onrecord evaluate" in text or "benchmarks" in text, f"{page.name} gives figures and no command"
