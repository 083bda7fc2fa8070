"""`python -m course`: what it prints, what it opens, and what it says when something is wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import course
from course import __main__ as commands
from course import extras
from course.lab import server
from course.language import speaking

ROOT = Path(__file__).resolve().parents[1]


def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"version {course.__version__}" in said
    for name, does in commands.COMMANDS.items():
        assert f" {name} {does}" in said


def test_sizes_are_those_of_pytorch(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--input-size", "3", "4", "--kernel-size", "3", "--stride", "2"]
    given += ["--padding", "1", "--output-padding", "1"]
    assert commands.main(["sizes", *given]) == 0
    assert commands.main(["sizes", *given, "--dilation", "2"]) == 0
    # torch.nn.ConvTranspose1d(1, 1, 3, 2, 1, 1)(torch.ones(1, 1, 3)) has 6 elements, and so on.
    assert capsys.readouterr().out == "6 8\n8 10\n"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("sizes --input-size 3 --kernel-size 3 --output-padding 3", "output_padding=3"),
        ("sizes --input-size 3 0 --kernel-size 3", "input_size=0"),
        ("sizes --input-size three --kernel-size 3", "'three'"),
        ("sizes --input-size 3", "--kernel-size"),
        ("sizes --input-size 3 --kernel-size 3 --strid 2", "--strid"),
        ("layers --input-size 3", "--output-size"),
        ("layers --input-size 7,x --output-size 14", "'7,x' is not a size"),
        ("layers --input-size 7 8 --output-size 14", "output_size=14"),
        ("layers --input-size 0 --output-size 14", "input_size=0"),
        ("layers --input-size 7,9 --output-size 14,18,9", "input_size=(7, 9)"),
        ("layers --input-size 7 --output-size 14 --kernel-size 7-3", "'7-3'"),
        ("layers --input-size 7 --output-size 14 --kernel-size 3- 4", "'3-'"),
        ("layers --input-size 7 --output-size 14 --kernel-size 1-9999999999", "1000000"),
        ("layers --input-size 7 --output-size 14 --kernel-size 3,4", "kernel_size=([3], [4])"),
        ("layers --input-size 7,7 --output-size 14 --kernel-size 3,4 3", "--kernel-size"),
        ("layers --input-size 7 --output-size 14 --padding -1", "'-1'"),
        (
            "layers --input-size 7 --output-size 14 --kernel-size 1-90000 --stride 1-90000",
            "129600000000 settings",
        ),
    ],
)
def test_bad_input_is_one_sentence(
    capsys: pytest.CaptureFixture[str], given: str, named: str
) -> None:
    assert_refused(capsys, given, named)


def assert_refused(capsys: pytest.CaptureFixture[str], words: str, named: str) -> None:
    """The command ends with status 2 and one line of complaint."""
    try:
        status = commands.main(words.split())
    except SystemExit as ended:
        status = ended.code
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert named in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("--input-size 7 --output-size 14", ((7, 14), {})),
        (
            "--input-size 7 8 --output-size 14 16 --kernel-size 3-5 7 --even",
            (([7, 8], [14, 16]), {"kernel_size": [3, 4, 5, 7], "even": True}),
        ),
        (
            "--input-size 7,9 --output-size 14,27 --kernel-size 4,3-6 --stride 2-3 --padding 0-2",
            (
                ((7, 9), (14, 27)),
                {"kernel_size": (4, range(3, 7)), "stride": [2, 3], "padding": range(3)},
            ),
        ),
        (
            "--input-size 7,9 8,10 --output-size 14,18 16,20 --output-padding 0 --dilation 1-2",
            (
                ([(7, 9), (8, 10)], [(14, 18), (16, 20)]),
                {"output_padding": 0, "dilation": [1, 2]},
            ),
        ),
        ("--input-size 7 7 --output-size 14 15", (([7, 7], [14, 15]), {})),
    ],
)
def test_layers_are_those_of_find_layers(
    capsys: pytest.CaptureFixture[str], given: str, asked: tuple[tuple, dict]
) -> None:
    assert commands.main(["layers", *given.split()]) == 0
    sizes, ranges = asked
    assert capsys.readouterr().out == f"{course.find_layers(*sizes, **ranges)}\n"


def test_a_command_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        commands.main(["labs"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "folder", "start"),
    [
        ([], "transposed-convolution", server.FIRST),
        (["mine", "--lang", "ja"], "mine", f"ja/{server.FIRST}"),
    ],
)
def test_lab_puts_copies_into_a_folder_that_it_names(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    folder: str,
    start: str,
) -> None:
    seen = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_LANG", raising=False)
    monkeypatch.setattr(commands, "lab", lambda *a: seen.append(a) or 0)
    assert commands.main(["lab", *given, "--no-browser"]) == 0
    target = tmp_path / folder
    assert seen == [(ROOT / "notebooks", target, Path(sys.executable), False, start)]
    assert str(target) in capsys.readouterr().out


def test_lab_without_jupyterlab_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jupyterlab", None)
    monkeypatch.chdir(tmp_path)
    assert commands.main(["lab"]) == 1
    mend = 'pip install "transposed-convolution-course[lab]"'
    assert capsys.readouterr().err == f"jupyterlab is not installed: {mend}\n"
    assert not list(tmp_path.iterdir())


def test_lab_in_an_unknown_language_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["lab", "--lang", "jp"]) == 1
    assert capsys.readouterr().err == "There is no edition in 'jp', only en, ja.\n"


def test_a_wrong_language_in_the_environment_is_one_sentence(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "course", "sizes", "--input-size", "0", "--kernel-size", "3"]
    env = {**os.environ, "COURSE_LANG": "jp", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("COURSE_LANG='jp' is not possible")
    assert done.stderr.count("\n") == 1


def test_what_a_terminal_cannot_show_is_spelt_out() -> None:
    argv = [sys.executable, "-m", "course", "layers", "--input-size", "7", "--output-size", "14"]
    env = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(argv, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(r"7 \u2192 14: 9 settings")


MODELS = """
from torch import nn


class Up(nn.Module):
    def __init__(self, channels=2):
        super().__init__()
        self.up1 = nn.ConvTranspose2d(channels, 4, 4, 2, 1)
        self.up2 = nn.ConvTranspose2d(4, 1, 3, 2)
        nn.init.ones_(self.up1.weight)
        nn.init.ones_(self.up2.weight)

    def forward(self, x, y=0):
        return self.up2(self.up1(x)) + y


class Needs(Up):
    def __init__(self, channels):
        super().__init__(channels)


def build():
    return Up()


def several():
    return nn.ModuleList([Up()])


class Nets:
    up = nn.ConvTranspose1d(2, 1, 4, 2, 1)


class Twice(Up):
    def forward(self, x):
        return self.up2(self.up1(self.up1(x)))


class Leaves(Up):
    def forward(self, x):
        raise SystemExit("bye")


class Bare(nn.Module):
    def __init__(self):
        pass


class Unreadable:
    def __repr__(self):
        raise RuntimeError

    @property
    def up(self):
        raise RuntimeError("not yet")


unreadable, table = Unreadable(), {}
odd, hole = nn.ConvTranspose1d(1, 1, 6, 3, 1), nn.ConvTranspose1d(1, 1, 1, 2)
thrice, ahead = nn.ConvTranspose1d(1, 1, 3, 3), nn.ConvTranspose1d(1, 1, 4, 2, 1)
number = 3


class Trims(nn.Module):
    def __init__(self, more):
        super().__init__()
        self.up, self.more = nn.ConvTranspose1d(1, 1, 2 + more, 2), more

    def forward(self, x):
        return self.up(x)[..., :-self.more]


empty, causal = Trims(0), Trims(2)
"""


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "readers_models.py").write_text(MODELS, encoding="utf-8")
    (tmp_path / "readers_mistake.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    sys.modules.pop("readers_models", None)


@pytest.mark.usefixtures("models")
class TestAReadersModel:
    @pytest.mark.parametrize("named", ["Up", "build"])
    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_explain_prints_what_the_function_tells(
        self, capsys: pytest.CaptureFixture[str], named: str, language: str
    ) -> None:
        given = ["--input", "1,2,5,6", "--skips", "10x12,none", "--lang", language]
        assert commands.main(["explain", f"readers_models:{named}", *given]) == 0
        models = import_module("readers_models")
        with speaking(language):
            told = repr(course.explain(models.Up(), (1, 2, 5, 6), skips=[(10, 12), None]))
        assert capsys.readouterr().out == f"{told}\n"

    def test_a_length_and_several_inputs(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert commands.main(["explain", "readers_models:Nets.up", "--input", "7"]) == 0
        assert "= 14" in capsys.readouterr().out
        both = ["--input", "1,2,5,6", "--input", "1,1,21,25"]
        assert commands.main(["explain", "readers_models:Up", *both]) == 0
        # By hand: 5 and 6 become 10 and 12, and these 21 and 25.
        assert "(10, 12) → (21, 25)" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ("readers_models --input 3", "module:Model"),
            ("readers_models:Down --input 3", "readers_models has no Down. It has Up, Needs"),
            ("readers_models:Needs --input 3", "'channels'. Name a function instead"),
            ("readers_models:number --input 3", "is 3: it must be a torch.nn.Module"),
            ("readers_models:dict --input 3", "readers_models has no dict"),
            ("readers_mistake:Up --input 3", "ZeroDivisionError: division by zero"),
            ("readers_none:Up --input 3", "No module named 'readers_none'"),
            ("readers_models:Up --input 3", "input_size=3"),
            ("readers_models:Up --input 3,x3", "'3,x3'"),
            ("readers_models:unreadable --input 3", "is <Unreadable instance at"),
            ("readers_models:Unreadable --input 3", "returns <Unreadable instance at"),
            ("readers_models:unreadable.up --input 3", "can't be read: RuntimeError: not yet"),
            ("readers_models:table.up --input 3", "readers_models has no table.up"),
            ("readers_models:Leaves --input 3x3", "can't be explained: SystemExit: bye"),
            ("readers_models:Bare --input 3x3", "can't be explained: AttributeError: 'Bare'"),
            ("readers_models:Up --input 1,2,3,-3 --input 3", "input_size=-3"),
            ("readers_models:Up --input 1,2,3,99999999 --input 3", "more than 100000000"),
            ("readers_models:Up --input 3x3 --skips 3", "skips=[3]"),
            ("readers_models:Up --input 3x3 --skips three", "'three'"),
            ("readers_models:Up --input 3x3 --lang xx", "'xx'"),
            ("readers_models:Up", "--input"),
        ],
    )
    @pytest.mark.parametrize("command", ["explain", "lint"])
    def test_bad_input_is_one_sentence(
        self, capsys: pytest.CaptureFixture[str], command: str, given: str, named: str
    ) -> None:
        assert_refused(capsys, f"{command} {given}", named)

    @pytest.mark.parametrize(
        ("given", "lines"),
        [
            ("Nets.up --input 7", []),
            ("Nets.up --input 7 --skips 15", ["A size misses its skip connection: 14 against 15"]),
            ("thrice --input 5", []),
            ("Up --input 3,3", ["up2: uneven phases, taps per phase (2, 1)"]),
            ("hole --input 3", ["the layer: phases without taps, taps per phase (1, 0)"]),
            # By hand: (5 − 1)·3 − 2 + 5 + 1 = 16.
            (
                "odd --input 5",
                ["the layer: odd stride 3 without output_padding, 5 → 16 is not × 3"],
            ),
            ("Twice --input 3,3", ["With an input of shape (1, 2, 3, 3) the forward pass stops"]),
            ("empty --input 4", ["up: the code after it keeps nothing, as [..., :-n] does"]),
            ("ahead --input 5", []),
            ("ahead --input 5 --causal", ["the layer: look-ahead, 1 input"]),
            ("causal --input 4 --causal", []),
        ],
    )
    def test_lint_stops_at_what_is_amiss(
        self, capsys: pytest.CaptureFixture[str], given: str, lines: list[str]
    ) -> None:
        status = commands.main(["lint", *f"readers_models:{given}".split()])
        said = capsys.readouterr().out.splitlines()
        assert status == int(bool(lines))
        assert len(said) == len(lines)
        assert all(one.startswith(line) for one, line in zip(said, lines, strict=True))


@pytest.mark.usefixtures("models")
def test_without_torch_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "import_module", _missing)
    assert commands.main(["explain", "readers_models:Up", "--input", "3"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("torch is not installed: pip install")
    assert said.count("\n") == 1


def _missing(name: str) -> None:
    raise ModuleNotFoundError(name=name)
