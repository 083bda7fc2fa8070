"""In which language the course speaks, and how a sentence gets there."""

import os
import subprocess
import sys
from pathlib import Path

import pseudo
import pytest

from course import language
from course.language import N_, listed, sentences, speaking, tr, width

ROOT = Path(__file__).parents[1]
SAYS = "from course.language import language; print(language())"


def spoken_in(folder: Path, **environment: str) -> str:
    """What a Python that starts in this folder speaks."""
    folder.mkdir(parents=True, exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if name != "COURSE_LANG"}
    env = clean | {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run(
        [sys.executable, "-c", SAYS], cwd=folder, env=env, capture_output=True, text=True
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


class TestChoice:
    def test_an_editions_folder_decides(self, tmp_path: Path) -> None:
        assert spoken_in(tmp_path / "my" / "ja") == "ja"
        assert spoken_in(tmp_path / "my" / "ja", COURSE_LANG="en") == "ja"

    def test_elsewhere_the_environment_does(self, tmp_path: Path) -> None:
        assert spoken_in(tmp_path, COURSE_LANG="ja") == "ja"

    def test_the_machine_is_never_asked(self, tmp_path: Path) -> None:
        assert spoken_in(tmp_path, LANG="ja_JP.UTF-8", LANGUAGE="ja", LC_ALL="ja_JP.UTF-8") == "en"

    @pytest.mark.parametrize("name", ["jp", "JA", "japanese", "../ja"])
    def test_an_unknown_language_is_refused_with_those_there_are(
        self, tmp_path: Path, name: str
    ) -> None:
        said = spoken_in(tmp_path, COURSE_LANG=name)
        assert said.startswith(f"ValueError: COURSE_LANG={name!r} is not possible")
        assert "en, ja" in said

    def test_speaking_ends(self) -> None:
        with speaking("ja"):
            assert language.language() == "ja"
        assert language.language() == "en"

    def test_speaking_an_unknown_language_is_refused(self) -> None:
        with pytest.raises(ValueError, match="language='xx' is not possible"), speaking("xx"):
            pass  # pragma: no cover

    def test_english_reads_no_catalogue(self) -> None:
        code = "import sys, course; course.Layer(3).output_size(2); print('babel' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert done.stdout == "False\n"


class TestSentences:
    def test_values_go_into_their_places(self) -> None:
        assert tr("{size} cells", size=3) == "3 cells"

    def test_braces_stay_where_there_are_no_values(self) -> None:
        assert tr("{stride}") == "{stride}"

    def test_empty_sentences_fall_out(self) -> None:
        assert sentences(["One.", "", "Two."]) == "One. Two."
        assert sentences([]) == ""

    @pytest.mark.parametrize(
        ("words", "told"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")]
    )
    def test_a_row_of_words(self, words: str, told: str) -> None:
        assert listed([*words], N_("{one} and {other}")) == told

    def test_all_of_it_is_translated(self) -> None:
        with pseudo.spoken():
            assert tr("{size} cells", size=3) == "⟦⟧3⟦ cells⟧"
            assert pseudo.unspoken(sentences([tr("One."), tr("Two.")])) == ""

    def test_a_japanese_letter_is_as_wide_as_two(self) -> None:
        assert (width("kernel"), width("カーネル"), width("1、")) == (6, 8, 3)


class TestOpenSentences:
    def test_they_are_said_later_in_any_language(self):
        with language.open_sentences(("en", "ja")):
            text = listed([tr("input"), tr("stride {stride}", stride=2)])
            assert width(text) == max(width("input, stride 2"), width("入力、ストライド2"))
        assert "input" not in text
        assert "stride" not in text
        assert language.spoken(text) == "input, stride 2"
        assert language.spoken(text, "ja") == "入力、ストライド2"

    @pytest.mark.parametrize("mark", ["\ue000", "\ue000no such key\ue002", "\ue002\ue000"])
    def test_a_mark_that_somebody_else_wrote_stays(self, mark: str):
        assert language.spoken(f"a {mark} b") == f"a {mark} b"
        assert width(mark) >= 0
