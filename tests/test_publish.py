"""Sources become the same notebooks everywhere, and their parts HTML that needs no network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

import own_tree
from own_tree import write

from publish.chapter import notebooks
from publish.chapter.execute import WIDGET_VIEW, stored_outputs
from publish.chapter.ipynb import node, refuse_loads
from publish.chapter.notebooks import build_notebooks, differences
from publish.chapter.outline import chapter_title
from publish.chapter.source import chapter_cells, unexecuted
from publish.html.figures import live_line
from publish.html.render import figure_html, text_html
from publish.tree import PublishError, Tree, chapter_sources, package_folder, this_tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

STRIDE = """\
# %% [markdown]
# # Where does the *next* stamp go?
#
# What does `stride=4` do?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask the room first.

# %% tags=["setup"] editable=false
class Picture:
    def __init__(self, height=300):
        self.height = height

    def _repr_mimebundle_(self, include=None, exclude=None):
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{self.height}" '
            f'viewBox="0 0 400 {self.height}"><defs><pattern id="hatch"/></defs>'
            '<rect width="99%" height="99%" fill="url(#hatch)" stroke="black"/></svg>'
        )
        return {"image/svg+xml": svg, "text/plain": "Two stamps.\\n\\ny [1 1 3]"}

# %%
print("one")
print("two")
Picture()

# %%
Picture(2000)

# %% [markdown]
# It goes on: [padding](04_padding.ipynb).

# %% slideshow={"slide_type": "skip"}
"left out"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return own_tree.empty(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A tree with one built chapter, which the tests only read."""
    return own_tree.built(tmp_path_factory.mktemp("built"), "02_stride", STRIDE)


def code_cell(*outputs: dict[str, object]) -> object:
    return node({"cell_type": "code", "id": "x-003", "metadata": {}, "outputs": list(outputs)})


def stream(name: str, text: str) -> dict[str, object]:
    return {"output_type": "stream", "name": name, "text": text}


class TestSource:
    def test_ids_come_from_chapter_and_position_and_notes_count_apart(self, built: Tree):
        ids = [cell["id"] for cell in chapter_cells(built.sources / "02_stride.py")]
        assert ids[:4] == ["stride-001", "stride-note-001", "stride-002", "stride-003"]

    def test_notes_are_not_in_the_learners_notebook(self, built: Tree):
        assert "Ask the room" not in built.notebook(built.sources / "02_stride.py").read_text()

    def test_only_tags_and_slideshow_survive(self, built: Tree):
        notebook = unexecuted(built.sources / "02_stride.py")
        assert notebook["cells"][1]["metadata"] == {"tags": ["setup"]}
        assert set(notebook["metadata"]) == {"kernelspec", "language_info"}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                '# %% slideshow={"slide_type": "slides"}\n1',
                "cell 1: slide_type 'slides' is unknown; it is skip or notes.",
            ),
            ("# %%\n1\n\n# %%\n\n# %%\n2", "03_zero, cell 2: the code cell is empty"),
            (
                "# %% [markdown]\n# so $n$ is",
                "03_zero, cell 1: no page draws $n$; write TeX as code",
            ),
            ("# %% [markdown]\n# $$\n# a + b\n# $$", "03_zero, cell 1: no page draws $$"),
            ("# %% [markdown]\n# `$HOME` and $x_1$", "03_zero, cell 1: no page draws $x_1$"),
            (
                "# %% [markdown]\n# So: ![x](b.png)",
                "03_zero, cell 1: no page draws ![x](b.png); write",
            ),
            ("# %% [markdown]\n# So: ![x][b]", "03_zero, cell 1: no page draws ![x]; write"),
            ('# %% slideshow={"slide_type": "notes"}\n1', "a speaker's note is a Markdown cell"),
        ],
    )
    def test_nonsense_is_refused_with_its_place(self, tree: Tree, text: str, message: str):
        with pytest.raises(PublishError, match=re.escape(message)):
            unexecuted(write(tree, "03_zero", text))

    def test_money_is_not_a_formula(self, tree: Tree):
        text = "$5 and $6, $HOME, `$HOME` and `$PATH`"
        source = write(tree, "03_zero", f"# %% [markdown]\n# {text}")
        assert unexecuted(source)["cells"][0]["source"] == text

    def test_a_chapter_is_found_by_any_of_its_names(self, built: Tree):
        for name in ("02_stride", "stride", "02", "notebooks/source/02_stride.py"):
            assert [s.stem for s in chapter_sources(built, [name])] == ["02_stride"]
        with pytest.raises(PublishError, match="no chapter 'strid'; there are 02_stride"):
            chapter_sources(built, ["strid"])


class TestStoredOutputs:
    def test_stdout_is_merged_and_stderr_refused(self, tmp_path: Path):
        cell = code_cell(stream("stdout", "1\n"), stream("stdout", "2\n"))
        assert [o["text"] for o in stored_outputs("02_x", cell, tmp_path)] == ["1\n2\n"]
        with pytest.raises(PublishError, match="02_x, cell 3 wrote to stderr: Warning: old"):
            stored_outputs("02_x", code_cell(stream("stderr", "Warning:\n old\n")), tmp_path)

    def test_a_widget_view_goes_and_its_picture_stays(self, tmp_path: Path):
        view = {WIDGET_VIEW: {"model_id": "1"}}
        both = {"output_type": "display_data", "metadata": {}, "data": view | {"text/plain": "y"}}
        only = {"output_type": "display_data", "metadata": {}, "data": view}
        kept = stored_outputs("02_x", code_cell(both, only), tmp_path)
        assert [output["data"] for output in kept] == [{"text/plain": "y"}]

    @pytest.mark.parametrize("text", ["{root}/x.svg", "<Thing at 0x7f12ab34cd56>"])
    def test_what_only_this_machine_prints_is_refused(self, tmp_path: Path, text: str):
        cell = code_cell(stream("stdout", text.format(root=tmp_path)))
        with pytest.raises(PublishError, match="02_x, cell 3 prints"):
            stored_outputs("02_x", cell, tmp_path)


class TestBuild:
    def test_a_second_build_elsewhere_has_the_same_bytes(self, built: Tree, tmp_path: Path):
        again = build_notebooks(built, output=tmp_path)
        committed = built.notebook(built.sources / "02_stride.py")
        assert [path.read_bytes() for path in again] == [committed.read_bytes()]
        text = committed.read_bytes()
        assert text.endswith(b"}\n")
        assert b"\r" not in text

    @pytest.mark.long(sample=0)
    def test_only_what_changed_is_executed_again(self, tree: Tree, monkeypatch: pytest.MonkeyPatch):
        first, second = write(tree, "01_a", "# %%\n1"), write(tree, "02_b", "# %%\n2")
        assert len(build_notebooks(tree)) == 2
        write(tree, "02_b", "# %%\n3")
        assert build_notebooks(tree) == [tree.notebook(second)]
        tree.notebook(first).unlink()
        assert build_notebooks(tree) == [tree.notebook(first)]
        monkeypatch.setattr(notebooks, "_execute_all", None)
        assert build_notebooks(tree) == []

    def test_a_change_of_the_package_executes_everything(self, tree: Tree):
        write(tree, "01_a", "# %%\nimport course\ncourse.x")
        package = tree.root / "course" / "__init__.py"
        package.parent.mkdir()
        for number in ("1", "2"):
            # Of another size each time: Python compares that and whole seconds.
            package.write_text(f"x = {number}" + "\n" * int(number))
            (notebook,) = build_notebooks(tree)
            assert json.loads(notebook.read_text())["cells"][0]["outputs"][0]["data"] == {
                "text/plain": [number]
            }

    def test_a_cell_that_fails_leaves_the_notebook_and_the_other_chapters_alone(self, tree: Tree):
        source = write(tree, "01_a", "# %%\n1")
        build_notebooks(tree)
        before = tree.notebook(source).read_bytes()
        write(tree, "01_a", '# %%\n1\n\n# %% tags=["raises-exception"]\nint("x")')
        other = write(tree, "02_b", "# %%\nimport sys\n\n# %%\nprint('!', file=sys.stderr)")
        third = write(tree, "03_c", "# %%\n3")
        with pytest.raises(PublishError) as failure:
            build_notebooks(tree)
        assert str(failure.value).splitlines() == [
            "01_a, cell 2 raised ValueError: invalid literal for int() with base 10: 'x'",
            "02_b, cell 2 wrote to stderr: !",
        ]
        assert tree.notebook(source).read_bytes() == before
        assert not tree.notebook(other).exists()
        assert tree.notebook(third).exists()

    def test_a_reader_s_progress_and_settings_stay_outside(
        self, tree: Tree, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("COURSE_PROGRESS", "/nowhere/progress.json")
        monkeypatch.setenv("PYTHONHASHSEED", "7")
        monkeypatch.setenv("JPY_SESSION_NAME", "my/01_a.ipynb")
        text = "# %%\nimport os\nprint(os.path.getsize(os.environ['COURSE_PROGRESS']))\n"
        text += "print(os.environ['PYTHONHASHSEED'], os.listdir(), os.getenv('JPY_SESSION_NAME'))"
        write(tree, "01_a", text)
        (notebook,) = build_notebooks(tree)
        assert json.loads(notebook.read_text())["cells"][0]["outputs"][0]["text"] == [
            "0\n",
            "0 ['source'] None\n",
        ]


class TestCheck:
    def test_an_edit_on_either_side_is_noticed(self, tree: Tree):
        source = write(tree, "01_a", "# %%\n1")
        assert differences(tree)[0].startswith("01_a.ipynb is missing")
        build_notebooks(tree)
        assert differences(tree) == []

        notebook = tree.notebook(source)
        kept = notebook.read_text()
        notebook.write_text(kept.replace('"1"\n   ]\n  }', '"2"\n   ]\n  }'))
        assert differences(tree)[0].startswith("01_a, cell 1 differs from its source")
        notebook.write_text(
            kept.replace('"execution_count": 1,\n   "id"', '"execution_count": null,\n   "id"')
        )
        assert differences(tree)[0].startswith("01_a, cell 1 was not executed")
        notebook.write_text(kept.replace('"name": "python"\n', '"name": "python3"\n'))
        assert "metadata" in differences(tree)[0]
        notebook.write_text(kept)
        write(tree, "01_a", "# %%\n1\n\n# %%\n2")
        assert differences(tree)[0].startswith("01_a has 1 cells and its source 2")

    def test_a_notebook_without_a_source_is_reported(self, tree: Tree):
        write(tree, "01_a", "# %%\n1")
        build_notebooks(tree)
        tree.notebook(tree.sources / "01_a.py").rename(tree.notebooks / "02_b.ipynb")
        assert "02_b.ipynb has no source, 02_b.py; remove it." in differences(tree)

    @pytest.mark.usefixtures("measured")
    def test_the_command_says_which_and_fails(self, tree: Tree):
        write(tree, "01_a", "# %%\n1")
        command = [sys.executable, "-m", "publish", "--root", str(tree.root), "check"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=this_tree().root)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("01_a.ipynb is missing; run: python -m publish")

    def test_the_committed_notebooks_are_in_step(self):
        if not list(this_tree().sources.glob("*.py")):
            pytest.skip("there are no chapters yet")
        assert differences(this_tree()) == []


def test_a_package_that_is_missing_is_one_sentence_with_the_mend():
    with pytest.raises(PublishError, match=r"^It needs x: pip install -e '\.\[author\]'\.$"):
        package_folder("no_such_package", "It needs x")


class TestRender:
    def test_a_figure_gets_a_name_and_ids_of_its_own(self):
        svg = (
            '<svg width="9" height="9"><g id="a"/>'
            '<g data-id="a" fill="url(#a)" href="#a"/><b id="ab"/></svg>'
        )
        ids: set[str] = set()
        first = figure_html(svg, "Two\nstamps.\n\nx [1]", ids)
        assert 'role="img"' in first
        assert 'aria-label="Two stamps."' in first
        second = figure_html(svg, "", ids)
        for part in ('id="a-2"', 'id="ab-2"', 'href="#a-2"', "url(#a-2)", 'data-id="a"'):
            assert part in second
        assert ids == {"a", "ab", "a-2", "ab-2"}

    def test_what_names_an_id_is_renamed_with_it(self):
        svg = "<svg role='img' aria-labelledby='a b-a ab'><g id='a'/><g id=\"ab\"/>a ab</svg>"
        second = figure_html(svg, "", {"a"})
        assert "aria-labelledby='a-2 b-a ab-2'" in second
        assert "<g id='a-2'/><g id=\"ab-2\"/>a ab</svg>" in second

    def test_a_picture_from_the_network_is_refused(self):
        source = "<img src='//a.org/b.png'>"
        cell = node({"cell_type": "markdown", "id": "a-002", "metadata": {}, "source": source})
        with pytest.raises(PublishError, match="01_a, cell 2"):
            refuse_loads(cell, "01_a, cell 2")

    def test_the_title_slide_says_the_number_once(self, tree: Tree):
        assert text_html("# 02 Stride").strip() == "<h1>Stride</h1>"
        source = write(tree, "02_stride", "# %% [markdown]\n# # 02 Stride\n")
        assert chapter_title(source) == "Stride"


def test_a_call_over_several_lines_is_told_in_one():
    cell = 'explore(\n    [1, 2],\n    [1, 1, 3],\n    sliders=("stride", "padding"),\n)'
    assert live_line(cell) == 'explore([1, 2], [1, 1, 3], sliders=("stride", "padding"))'
