"""What a reader of Japanese would stumble over, in every translation and in the README."""

import re
from pathlib import Path

import pytest

from course import check
from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES
from course.language import catalogue_files, prose_files, speaking, tr, translations
from course.tensors import as_array
from publish.translate.review import read_glossary
from publish.tree import this_tree

ROOT = Path(__file__).resolve().parents[1]
WORD = "[ぁ-んァ-ヶ一-龥]"
# By hand: what stands nowhere, and why.
NEVER = {
    r"\d層目": "decoder[0] is the first layer: 層0, 1層目 and 層1 are taken for each other",
    r"層\d(?!つ)(?!\(`)": "a layer is named as its code names it: decoder[0]",
    rf"{WORD}, ?{WORD}": "a list in Japanese has 、 between its words",
    r"(です|ます|ません|でしょうか):$": "a sentence that leads to code ends as others do",
    r"スキップ接続から来る": "a skip connection has a length; no numbers come from it",
    r"\d × \d+(個|画素|の|マス)": "sizes are written 2×2, as they are everywhere else",
    r"出会": "stamps overlap (重なる), taps are multiplied (掛け合わされる); nobody meets",
    r"デコーダに.{0,6}数が入": "a decoder's input has a length; no numbers come in",
}
# A place that others link to keeps its name.
CODE = re.compile(r"```.*?```|`[^`]*`|<span id=.*?</span>", re.DOTALL)


def said() -> list[tuple[str, str]]:
    """Every translation without its code, each with the name of its catalogue; and the README."""
    catalogues = [*catalogue_files("ja"), *prose_files("ja")]
    files = [(f.stem, text) for f in catalogues for text in translations(f).values()]
    readme = (ROOT / "README.ja.md").read_text("utf-8").splitlines()
    return [
        (name, CODE.sub("`", text)) for name, text in [*files, *(("README", t) for t in readme)]
    ]


@pytest.mark.parametrize("pattern", NEVER)
def test_it_is_said_nowhere(pattern: str) -> None:
    found = [(name, text) for name, text in said() if re.search(pattern, text, re.MULTILINE)]
    assert not found, NEVER[pattern]


def test_the_readme_keeps_to_the_glossary() -> None:
    never = read_glossary(this_tree().locale / "ja")["never"]
    found = [
        (word, text) for name, text in said() if name == "README" for word in never if word in text
    ]
    assert found == []


def ideas() -> set[str]:
    """All wrong ideas of tables and exercises, in English."""
    shared = (*OUTPUTS.values(), *PLANES.values(), *SIZES.values(), *STRETCHES.values())
    told = {idea.text for idea in shared}
    for exercise in EXERCISES.values():
        told |= {text for text, _ in getattr(exercise, "own_ideas", {}).values()}
        told |= (
            {idea.text for idea in exercise.wrong_ways} if isinstance(exercise, Build) else set()
        )
    return told


def test_a_wrong_idea_is_asked_and_never_told() -> None:
    """A reader who looks at the first words alone must not learn it."""
    with speaking("ja"):
        told = [tr(text) for text in ideas()]
    assert len(told) > 150
    assert [
        text for text in told if not re.fullmatch(r"[^。]+いませんか。[^。].*[^。]", text)
    ] == []


def test_what_is_wanted_and_what_came_are_told_apart() -> None:
    """With "should be 3" before a calculation that gives 5, one of the two looked wrong."""
    with speaking("ja"):
        told = check("basic.which_input", {"input": [2, 3]}).text
    assert "最初に違うのはy[1]です。目標は3ですが、この答えでは5になります。\ny[1] = " in told
    assert "はず" not in told


def test_a_layer_is_called_as_in_the_code() -> None:
    with speaking("ja"):
        assert (
            EXERCISES["stride.repair"]
            .hint(2)
            .startswith("decoder[1]の出力は、長さ16の入力に対して31")
        )


@pytest.mark.parametrize(
    ("answer", "told"),
    [("abc", "文字列型の値は使えません: 'abc'"), ([], "inputの要素数=0は使えません。")],
)
def test_an_answer_of_a_wrong_kind_is_named_in_japanese(answer: object, told: str) -> None:
    with speaking("ja"), pytest.raises((TypeError, ValueError), match=re.escape(told)):
        as_array("input", answer)
