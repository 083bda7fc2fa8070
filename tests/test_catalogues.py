"""Translations are whole, in step with the English, and change nothing that isn't words."""

from pathlib import Path

import own_tree
import pytest
from babel.messages.catalog import Catalog

from course.language import translations
from publish.chapter.passages import passages
from publish.translate import review
from publish.translate.catalogues import faults, read, templates, update, write
from publish.tree import Tree, this_tree

TREE = this_tree()


@pytest.fixture(scope="module")
def made() -> dict[str, Catalog]:
    return templates(TREE)


class TestTheCourse:
    def test_every_translation_is_whole_and_faithful(self) -> None:
        assert faults(TREE) == []

    def test_nothing_in_words_is_left_out(self, made: dict[str, Catalog]) -> None:
        """A text of each kind, wherever it stands."""
        rooms = {
            "course": "it must be at least {least}",
            "exercises": "The second stamp starts one cell after the first.",
            "publish": "Skip to the text",
            "02_stride": "## Overlap, touch, gap",
        }
        for room, text in rooms.items():
            assert made[room].get(text), (room, text)
        notes = [m for m in made["02_stride"] if m.auto_comments == ["speaker's note"]]
        assert len(notes) > 15

    def test_code_is_not_translated(self, made: dict[str, Catalog]) -> None:
        texts = [str(message.id) for catalogue in made.values() for message in catalogue]
        assert not [text for text in texts if "```" in text or text.startswith("import ")]


FAITHFUL = [
    ("The stride is 2.", "ストライドは2です。"),
    ("In chapter 06, `stride` is {size} of 2 taps.", "第6章では、2タップの{size}が`stride`です。"),
    ("## Two cells", "## 2マス"),
    ("- one\n- **two**", "- 1つ\n- **2つ**"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "| あ | い |\n|---|---|\n| 1 | 2 |"),
    ("See [02 stride](02_stride.ipynb).", "[02 ストライド](02_stride.ipynb)を見ましょう。"),
    ("The sum is *here*.", "*ここ*に和があります。"),
]
BROKEN = [
    ("The stride is 2.", "", "not translated"),
    ("The stride is 2.", "ストライドは3です。", "lost 2"),
    ("The stride is 2.", " ストライドは2です。", "space"),
    ("Use `stride` here.", "ここでは`strides`を使います。", "code spans"),
    ("Use `stride` here.", "ここではストライドを使います。", "code spans"),
    ("See [it](02_stride.ipynb).", "[これ](03_zero_insert.ipynb)を見ましょう。", "links"),
    ("## Two", "### 2つ", "beginning of lines"),
    ("- one\n- two", "- 1つと2つ", "beginning of lines"),
    ("| a | b |\n|---|---|", "| あ |\n|---|", "beginning of lines"),
    ("A **word**.", "単語です。", "bold"),
    ("A **word**.", "**「単語。」**です。", "bold"),
]
PLACEHOLDERS = [
    ("{count} cells", "{number}マス", "placeholders"),
    ("{count} cells", "マス", "placeholders"),
    ("{count} cells", "{count マス", "placeholders"),
    ("one\ntwo", "1つと2つ", "ends of lines"),
]


class TestFaithful:
    @pytest.mark.parametrize(("text", "told"), FAITHFUL)
    def test_a_good_translation_passes(self, text: str, told: str) -> None:
        assert list(review.faults(text, told, is_prose="{" not in text)) == []

    @pytest.mark.parametrize(("text", "told", "fault"), BROKEN)
    def test_broken_prose_is_told(self, text: str, told: str, fault: str) -> None:
        assert fault in "; ".join(review.faults(text, told, is_prose=True))

    @pytest.mark.parametrize(("text", "told", "fault"), PLACEHOLDERS)
    def test_a_broken_sentence_is_told(self, text: str, told: str, fault: str) -> None:
        assert fault in "; ".join(review.faults(text, told, is_prose=False))

    def test_the_glossary_holds(self) -> None:
        glossary = review.read_glossary(TREE.locale / "ja")

        def found(text: str, told: str) -> str:
            return "; ".join(review.style_faults(text, told, glossary))

        assert found("A transposed convolution.", "転置畳み込みです。") == ""
        assert "転置畳み込み" in found("A transposed convolution.", "逆畳み込みです。")
        assert "チャネル" in found("Two words.", "2チャンネルです。")
        assert "ストライド" in found("The strides differ.", "歩幅が違います。")
        assert found("`stride` and stride=2 differ.", "`stride`とstride=2は違います。") == ""


SOURCE = """# %% [markdown]
# # 01 A: one
#
# The first paragraph, which is
# wrapped.
#
# - an item
#   that goes on
# - another one

# %% [markdown] slideshow={"slide_type": "notes"}
# A note.

# %%
print("code")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A tree with one chapter, and a language of its own that is translated."""
    made = own_tree.empty(tmp_path)
    own_tree.write(made, "01_a", SOURCE)
    (made.locale / "xx" / "LC_MESSAGES").mkdir(parents=True)
    update(made, "xx")
    path = made.locale / "xx" / "notebooks" / "01_a.po"
    catalogue = read(path, "xx")
    for message in catalogue:
        if message.id:
            message.string = str(message.id).upper()
    write(path, catalogue)
    return made


def told(tree: Tree, name: str = "01_a") -> dict[str, str]:
    return translations(tree.locale / "xx" / "notebooks" / f"{name}.po")


class TestUpdate:
    def test_passages_are_whole_paragraphs_and_lists(self, tree: Tree) -> None:
        assert list(told(tree)) == [
            "# 01 A: one",
            "The first paragraph, which is wrapped.",
            "- an item that goes on\n- another one",
            "A note.",
        ]

    def test_nothing_changed_writes_nothing(self, tree: Tree) -> None:
        assert update(tree, "xx") == []

    def test_wrapping_anew_changes_nothing(self, tree: Tree) -> None:
        own_tree.write(
            tree, "01_a", SOURCE.replace(", which is\n# wrapped", ",\n# which is wrapped")
        )
        assert update(tree, "xx") == []

    def test_changed_english_makes_its_translation_fuzzy(self, tree: Tree) -> None:
        own_tree.write(tree, "01_a", SOURCE.replace("first paragraph", "second paragraph"))
        update(tree, "xx")
        path = tree.locale / "xx" / "notebooks" / "01_a.po"
        fuzzy = [message for message in read(path, "xx") if message.id and message.fuzzy]
        assert [message.string for message in fuzzy] == ["THE FIRST PARAGRAPH, WHICH IS WRAPPED."]
        assert "The second paragraph, which is wrapped." not in told(tree)

    def test_a_fuzzy_one_shows_its_old_english_until_it_is_put_right(self, tree: Tree) -> None:
        own_tree.write(tree, "01_a", SOURCE.replace("first paragraph", "second paragraph"))
        (path,) = update(tree, "xx")
        assert '#| msgid "The first paragraph, which is wrapped."' in path.read_text("utf-8")
        assert update(tree, "xx") == []
        path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
        assert update(tree, "xx") == [path]
        assert "|" not in path.read_text("utf-8")

    def test_what_is_gone_is_obsolete(self, tree: Tree) -> None:
        own_tree.write(tree, "01_a", SOURCE.replace("# A note.", "# 12345 67890"))
        update(tree, "xx")
        path = tree.locale / "xx" / "notebooks" / "01_a.po"
        assert list(read(path, "xx").obsolete) == ["A note."]

    def test_what_moved_takes_its_translation_along(self, tree: Tree) -> None:
        own_tree.write(tree, "01_a", SOURCE.replace("# A note.", "# 12345 67890"))
        own_tree.write(tree, "02_b", "# %% [markdown]\n# # 02 B: two\n#\n# A note.\n")
        update(tree, "xx")
        assert told(tree, "02_b") == {"A note.": "A NOTE."}
        assert not read(tree.locale / "xx" / "notebooks" / "01_a.po", "xx").obsolete

    def test_the_file_holds_no_dates(self, tree: Tree) -> None:
        text = (tree.locale / "xx" / "notebooks" / "01_a.po").read_text(encoding="utf-8")
        assert "Date" not in text
        assert "Babel" not in text


def test_fenced_code_is_no_passage() -> None:
    assert list(passages("Words:\n\n```python\nx = 1\n```\n\nMore.")) == ["Words:", "More."]
