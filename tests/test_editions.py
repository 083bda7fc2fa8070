"""The editions hold the same course, and another language is one more folder."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from course.language import speaking
from publish.chapter.notebooks import executed_cells
from publish.deck.slides import slides
from publish.tree import Tree, chapter_sources, this_tree

TREE = this_tree()
SOURCES = chapter_sources(TREE)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SVG_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]*)<")
chapters = pytest.mark.parametrize("name", [source.stem for source in SOURCES])


def cells(name: str, edition: str = "") -> list[dict[str, Any]]:
    path = TREE.root / "notebooks" / edition / f"{name}.ipynb"
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return read


WORDS = {"three": "3", "four": "4", "five": "5", "six": "6"}


def numbers(cell: dict[str, Any]) -> Counter[str]:
    """Every number that a cell prints, says or draws, whatever the words around it."""
    found: Counter[str] = Counter()
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        texts = ["".join(output.get("text", "")), "".join(data.get("text/plain", ""))]
        texts += SVG_TEXT.findall("".join(data.get("image/svg+xml", "")))
        found.update(number for text in texts for number in NUMBER.findall(text))
    return found


class TestJapanese:
    @chapters
    def test_code_and_ids_are_the_same(self, name: str) -> None:
        english, japanese = cells(name), cells(name, "ja")
        assert [cell["id"] for cell in japanese] == [cell["id"] for cell in english]
        for ours, theirs in zip(english, japanese, strict=True):
            assert theirs["cell_type"] == ours["cell_type"]
            assert theirs["metadata"] == ours["metadata"]
            if ours["cell_type"] == "code":
                assert theirs["source"] == ours["source"], ours["id"]

    @chapters
    def test_every_number_is_the_same(self, name: str) -> None:
        """Where English has a word, as in "one input" or "zeros", Japanese has a digit more."""
        counted = 0
        for ours, theirs in zip(cells(name), cells(name, "ja"), strict=True):
            assert not numbers(ours) - numbers(theirs), ours["id"]
            said = re.findall(r"[a-z]+", json.dumps(ours.get("outputs", "")).lower())
            in_words = {"0", "1", "2", *(WORDS[word] for word in said if word in WORDS)}
            assert {*(numbers(theirs) - numbers(ours))} <= in_words, ours["id"]
            counted += numbers(ours).total()
        assert counted > 10

    @chapters
    def test_prose_is_japanese(self, name: str) -> None:
        for ours, theirs in zip(cells(name), cells(name, "ja"), strict=True):
            if ours["cell_type"] == "markdown":
                text = "".join(theirs["source"])
                assert text != "".join(ours["source"])
                assert re.search(r"[ぁ-んァ-ヶ一-龠]", text), ours["id"]

    @chapters
    def test_the_decks_have_the_same_slides(self, name: str) -> None:
        source = next(source for source in SOURCES if source.stem == name)
        english = [(s.kind, len(s.shows)) for s in slides(executed_cells(TREE, source))]
        with speaking("ja"):
            japanese = [(s.kind, len(s.shows)) for s in slides(executed_cells(TREE, source))]
        assert japanese == english


CHAPTER = """# %% [markdown]
# # 01 One: a stamp
#
# A number makes a stamp, see [it](01_one.ipynb).

# %%
from course import check, explore, show

explore([1, 2], [1, 1, 3])

# %% [markdown]
# **Predict:** what comes out of `[1, 1]`?

# %%
show([1, 2, 4, 3])

# %% [markdown]
# **1.** Write it down.

# %%
check("basic.two_stamps", ...)

# %% [markdown]
# **To take away:** stamps add up. Next: nothing.
"""
# Builds all editions in the copy's own Python; what is not words stays in the pseudo-language.
BUILD = """
import sys
from pathlib import Path
import course
from course.language import speaking
from publish.translate.catalogues import faults, read, update, write
from publish.deck.decks import build_decks
from publish.chapter.notebooks import build_notebooks, differences
from publish.site.site import build_site
from publish.tree import Tree
sys.path.insert(0, sys.argv[2])
from tests.published import draw_few
from tests.test_editions import accented

tree = Tree(Path(sys.argv[1]))
assert Path(course.__file__).is_relative_to(tree.root)
update(tree, "xx")
for path in (tree.locale / "xx").rglob("*.po"):
    catalogue = read(path, "xx")
    for message in catalogue:
        if message.id:
            message.string = accented(str(message.id))
    write(path, catalogue)
print(faults(tree))
for name in tree.editions():
    with speaking(name):
        build_notebooks(tree)
        build_decks(tree, pdf=False)
draw_few(tree, lambda group: group.key == "scatter/2/3")
build_site(tree, pdf=False)
print(differences(tree))
"""
ACCENTS = str.maketrans("aeiou", "àëïöü")
KEPT = re.compile(r"(`[^`]+`|\]\([^)]+\)|\{\w+\}|\$[^$]+\$|\b\w+_\w+\b)")


def accented(text: str) -> str:
    """The text in a language that nobody speaks, but everybody can read."""
    return "".join(
        part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text)
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A checkout of one chapter whose package has one folder more, built in both languages."""
    made = Tree(tmp_path_factory.mktemp("pseudo"))
    ignored = shutil.ignore_patterns("__pycache__", "ja")
    for folder in ("course", "publish"):
        shutil.copytree(TREE.root / folder, made.root / folder, ignore=ignored)
    (made.locale / "xx" / "LC_MESSAGES").mkdir(parents=True)
    made.sources.mkdir(parents=True)
    (made.sources / "01_one.py").write_text(CHAPTER, encoding="utf-8")
    argv = [sys.executable, "-c", BUILD, str(made.root), str(TREE.root)]
    done = subprocess.run(argv, cwd=made.root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["[]", "[]"]
    return made


@pytest.mark.slow
@pytest.mark.long(sample=0)
class TestAnotherLanguage:
    def test_its_notebook_speaks_it(self, copy: Tree) -> None:
        text = (copy.root / "notebooks" / "xx" / "01_one.ipynb").read_text(encoding="utf-8")
        assert accented("A number makes a stamp") in text
        assert accented("Not attempted yet") in text
        assert '"show([1, 2, 4, 3])"' in text

    def test_its_deck_speaks_it_and_knows_its_twin(self, copy: Tree) -> None:
        english, other = (
            (copy.root / "dist" / "slides" / name / "01_one.html").read_text(encoding="utf-8")
            for name in ("", "xx")
        )
        assert '<html lang="xx"' in other
        assert accented("To take away") in other
        assert "To take away" not in other
        assert re.findall(r'data-kind="(\w+)"', other) == re.findall(r'data-kind="(\w+)"', english)
        assert '<a href="../01_one.html" hreflang="en" lang="en">English</a>' in other
        assert '<a href="xx/01_one.html" hreflang="xx" lang="xx">xx</a>' in english

    def test_its_page_speaks_it_and_knows_its_twin(self, copy: Tree) -> None:
        site = copy.root / "dist" / "site"
        english, other = (
            (site / name / "01_one.html").read_text(encoding="utf-8") for name in ("", "xx")
        )
        assert '<html lang="xx"' in other
        for text in (
            "Skip to the text",
            "Answer it in the notebook",
            ">Solution<",
            "Dark theme",
            "× kernel",
        ):
            assert text in english
            assert text not in other
            assert accented(text) in other
        assert accented("A number makes a stamp") in other
        # What a form says, its script puts there.
        assert f'"Your answer, a row": "{accented("Your answer, a row")}"' in other
        assert 'href="../01_one.html" hreflang="en"' in other
        assert 'href="xx/01_one.html" hreflang="xx"' in english
        assert (site / "xx" / "index.html").is_file()
        assert (site / "notebooks" / "xx" / "01_one.ipynb").is_file()
