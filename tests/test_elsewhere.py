"""What chapter 11 says of other libraries: the recording, facts written by hand, and PyTorch."""

import importlib.util
import json
import re

import pytest
import torch
from documented import ROOT, notebooks
from torch.nn import ConvTranspose1d
from torch.nn.functional import conv_transpose1d

from course import recorded, replay
from course.recorded import load, store
from course.recorded.elsewhere import NAME, ask
from course.recorded.libraries import W2

CALLS = {
    library: {call: told["code"] for call, told in calls.items()}
    for library, calls in load(NAME).results.items()
}
FULL, CUT, SAME = [1, 1, 5, 2, 9, 3, 9], [1, 5, 2, 9, 3, 9], [1, 1, 5, 2, 9, 3]
WIDE = [1, 1, 3, 0, 2, 2, 6, 0, 3, 3, 9]
# [1, 2, 3, 4] at stride 1 makes 1, 4, 10, 16, 17, 12 in full.
UPPER_4, LOWER_4 = [4, 10, 16], [10, 16, 17]
DILATED = [1, 0, 3, 0, 8, 0, 9, 0, 9]
# 1 times 3·o and 2 times 15 + 3·o, for the output channels o.
CHANNELS = [30, 39, 48, 57, 66]
# By hand, from the libraries' documentation and the threads that the chapter is about.
SAID = {
    "jax": {
        "default": [3, 1, 7, 2, 11, 3, 3],
        "turned": FULL,
        "symmetric": [1, 2, 3, 4, 5, 6, 3],
        "pad_0": [5, 2, 9],
        "pad_2": FULL,
        "alike": CUT,
        "consistent": CUT,
        "same": SAME,
        "wide": [*WIDE, 0],
        "weight": CHANNELS,
        "same_4": UPPER_4,
    },
    # By default Flax takes the kernel as it stands, with its axes (k, in, out): 1 times 20 + o and
    # 2 times 25 + o.
    "flax": {
        "default": [3, 1, 7, 2, 11, 3, 3],
        "alike": CUT,
        "weight": [70, 73, 76, 79, 82],
    },
    "keras": {
        "valid": FULL,
        "same": SAME,
        "same_0": [1, 5, 2, 9, 3],
        "same_1": SAME,
        "alike": CUT,
        "wide": [*WIDE, 0],
        "wide_0": WIDE,
        "weight": CHANNELS,
        "shape": [3, 5, 2],
        "same_4": UPPER_4,
        "short": [5, 0, 10, 0, 15, 0],
    },
    "tensorflow": {
        "same": SAME,
        "same_5": [1, 5, 2, 9, 3],
        "same_4": UPPER_4,
        "alike": CUT,
        "weight": CHANNELS,
    },
    "onnx": {
        "plain": FULL,
        "upper": SAME,
        "lower": CUT,
        "right": SAME,
        "alike": CUT,
        "padded": CUT,
        "dilated": DILATED,
        "weight": CHANNELS,
        "upper_4": UPPER_4,
        "lower_4": LOWER_4,
    },
    "onnxruntime": {
        "alike": CUT,
        "shape_3": [5, 2, 9],
        "shape_6": CUT,
        "upper_6": SAME,
        "shape_8": [*FULL, 0],
        "short": [5, 0, 10, 0, 15],
    },
    "scipy": {"plain": FULL, "alike": CUT},
    "mlx": {
        "plain": FULL,
        "alike": CUT,
        "negative": [0, *FULL, 0],
        "unbounded": [*FULL, 0, 0, 0],
        "dilated": DILATED,
        "weight": CHANNELS,
        "shape": [5, 3, 2],
    },
    # Chapter 12's layer: twice 7680; 7680; and 480 outputs; 480·4·16; 260·120.
    "torch": {"flops": [15360]},
    "fvcore": {"flops": [7680]},
    "ptflops": {"macs": [8160]},
    "thop": {"macs": [30720]},
    "torchinfo": {"macs": [31200]},
}
COUNTERS = {"torch", "fvcore", "ptflops", "thop", "torchinfo"}
REFUSED = {"keras": {"dilated": "ValueError: strides > 1 not supported"}}


def torch_row(w=(1, 1, 3), **parameters) -> list[int]:
    x, w = torch.tensor([[[1.0, 2, 3]]]), torch.tensor([[w]], dtype=torch.float32)
    return [int(value) for value in conv_transpose1d(x, w, **parameters)[0, 0]]


def test_the_recording_holds_what_is_known_and_nothing_else():
    recording = load(NAME)
    results = {
        library: {call: told["result"] for call, told in calls.items() if "result" in told}
        for library, calls in recording.results.items()
    }
    assert results == SAID
    refused = {
        library: {call: told["raises"] for call, told in calls.items() if "raises" in told}
        for library, calls in recording.results.items()
    }
    assert {library: calls for library, calls in refused.items() if calls}.keys() == REFUSED.keys()
    for call, begin in REFUSED["keras"].items():
        assert refused["keras"][call].startswith(begin)
    assert recording.versions.keys() == SAID.keys()


def test_what_is_shown_is_what_is_run(tmp_path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("scipy")
    recording = load(NAME)
    recording.results["scipy"]["plain"] = {"code": "upfirdn(x, x)", "result": [0]}
    monkeypatch.setattr(recorded, "HERE", tmp_path)
    store(recording)
    assert repr(replay("scipy.plain")).startswith("scipy upfirdn(x, x)\n      [0]\n")
    asked, _ = ask("scipy.plain")
    # By hand: 1·1, 1·2 + 2·1, 1·3 + 2·2 + 3·1, 2·3 + 3·2, 3·3.
    gave = {"code": "upfirdn(x, x)", "result": [1, 4, 10, 12, 9]}
    assert asked.results == {"scipy": {"plain": gave}}


@pytest.mark.parametrize("library", sorted(CALLS.keys() - COUNTERS))
def test_the_line_that_makes_them_agree_gives_what_pytorch_gives(library: str):
    alike = load(NAME).results[library]["alike"]
    assert alike["result"] == torch_row(stride=2, padding=1, output_padding=1)


def test_the_facts_of_this_file_by_pytorch():
    assert torch_row(stride=2) == FULL
    assert torch_row(stride=2, padding=1, output_padding=1) == CUT
    assert torch_row(stride=2)[:-1] == SAME
    assert torch_row(stride=4) == WIDE
    assert torch_row(stride=2, dilation=2) == DILATED
    assert torch_row((3, 1, 1), stride=2) == SAID["jax"]["default"]
    assert torch_row((1, 2, 1), stride=2) == SAID["jax"]["symmetric"]
    weight = torch.tensor(W2)
    assert weight.flatten().tolist() == list(range(30))
    assert conv_transpose1d(torch.tensor([[[1.0], [2]]]), weight)[0, :, 0].tolist() == CHANNELS
    assert torch_row(stride=2, padding=2) == SAID["jax"]["pad_0"]


def test_no_parameters_of_pytorch_give_the_same_of_keras():
    for padding in range(4):
        for extra in range(2):
            try:
                made = torch_row(stride=2, padding=padding, output_padding=extra)
            except RuntimeError:
                continue
            assert made != SAME


@pytest.mark.parametrize("library", CALLS)
def test_run_here_it_is_what_was_recorded(library: str):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    if library != "scipy":
        # In this process it would warn, log and start threads of its own.
        from course.recorded.live import apart

        names = [f"{library}.{call}" for call in CALLS[library]]
        answers = apart("course.recorded.elsewhere", *names)
        results, trouble = answers["results"], answers["trouble"]
    else:
        recording, trouble = ask(*(f"scipy.{call}" for call in CALLS["scipy"]))
        results = recording.results
    if trouble:
        pytest.skip(trouble[library])
    assert results[library] == load(NAME).results[library]


class TestChapter:
    TEXT = json.dumps(
        [notebooks().get(f"{name}.ipynb", {}) for name in ("11_elsewhere", "12_cost")],
        ensure_ascii=False,
    )
    SOURCE, COSTS = (
        (ROOT / "notebooks" / "source" / f"{name}.py").read_text(encoding="utf-8")
        for name in ("11_elsewhere", "12_cost")
    )

    def test_a_call_in_its_text_is_one_that_was_run(self):
        codes = re.findall(r"# ```python\n((?:# .*\n)+?)# ```", self.SOURCE)
        ran = [code for calls in CALLS.values() for code in calls.values()]
        assert codes
        assert all(code.replace("# ", "").strip() in ran for code in codes)

    def test_the_table_of_layouts(self):
        row = re.compile(r"^# \| (\w+) \| `.*` \| `.*` \| `\((.*)\)` \|$", re.MULTILINE)
        rows = dict(row.findall(self.SOURCE))
        shapes = {name: [int(n) for n in row.split(",") if n] for name, row in rows.items()}
        assert shapes["PyTorch"] == list(ConvTranspose1d(2, 5, 3).weight.shape)
        assert shapes["Keras"] == SAID["keras"]["shape"]
        assert shapes["MLX"] == SAID["mlx"]["shape"]
        assert "tf.transpose(w2, (2, 1, 0))," in CALLS["tensorflow"]["weight"]
        assert shapes["TensorFlow"] == shapes["Keras"]
        # What these two take is told by the axes of PyTorch's weight in the call.
        assert "(x2, w2.transpose(2, 1, 0)," in CALLS["jax"]["weight"]
        assert shapes["JAX"] == list(torch.zeros(2, 5, 3).permute(2, 1, 0).shape)
        assert "(x2, w2)" in CALLS["onnx"]["weight"]
        assert shapes["ONNX"] == shapes["PyTorch"]
        assert shapes["SciPy"] == [3]

    def test_every_call_is_shown_somewhere(self):
        shown = set(re.findall(r'"(\w+\.\w+)"', self.SOURCE + self.COSTS))
        asked = {f"{library}.{call}" for library, calls in CALLS.items() for call in calls}
        assert asked - shown == {
            *("keras.valid", "onnx.plain", "onnx.right", "onnx.padded", "scipy.plain", "mlx.plain")
        }

    @pytest.mark.parametrize("library", CALLS)
    def test_the_stored_notebook_names_the_version(self, library: str):
        assert f"{library} {load(NAME).versions[library]}" in self.TEXT


# By hand: what Keras, TensorFlow, JAX and ONNX's SAME_UPPER cut at the beginning and at the end.
# A row for each kernel of 1 to 6 taps, a column for each stride from 1 to 4.
SAME_CUTS = """
0,0  0,-1 0,-2 0,-3
0,1  0,0  0,-1 0,-2
1,1  0,1  0,0  0,-1
1,2  1,1  0,1  0,0
2,2  1,2  1,1  0,1
2,3  2,2  1,2  1,1
"""
CUTS = {
    (size, stride): tuple(map(int, cell.split(",")))
    for size, row in enumerate(SAME_CUTS.split("\n")[1:-1], 1)
    for stride, cell in enumerate(row.split(), 1)
}


LINES = {
    body[4 : body.index("(")]: body
    for body in re.findall(r"^def .*?(?=\n\n\n|\Z)", TestChapter.SOURCE, re.MULTILINE | re.DOTALL)
}


class TestSame:
    """The lines to copy of chapter 11, as they stand in its source."""

    def of(self, name: str):
        space = {"F": torch.nn.functional, "torch": torch}
        exec(LINES[name], space)
        return space[name]

    @pytest.mark.parametrize("dilation", [1, 2, 3])
    def test_every_kernel_and_stride(self, dilation: int):
        same, x = self.of("same"), torch.tensor([[[1.0, 2, 3, 5]]])
        for size, stride in CUTS:
            weight = torch.arange(1.0, size + 1)[None, None]
            reach = dilation * (size - 1) + 1
            full = conv_transpose1d(x, weight, stride=stride, dilation=dilation)
            begin = max(0, (reach - stride) // 2)
            end = reach - stride - begin
            cut = torch.nn.functional.pad(full, (-begin, -end))
            assert same(x, weight, stride, dilation).equal(cut), (size, stride)
            if dilation == 1:
                assert (begin, end) == CUTS[size, stride]

    def test_lower_is_the_other_way_round(self):
        lower, x = self.of("same_lower"), torch.tensor([[[1.0, 2, 3, 5]]])
        for (size, stride), (begin, end) in CUTS.items():
            if begin + end >= 0:
                weight = torch.arange(1.0, size + 1)[None, None]
                full = conv_transpose1d(x, weight, stride=stride)
                cut = torch.nn.functional.pad(full, (-end, -begin))
                assert lower(x, weight, stride).equal(cut), (size, stride)

    def test_the_table_of_the_chapter(self):
        rows = re.findall(r"^# \| (\d) \| (.*) \|$", TestChapter.SOURCE, re.MULTILINE)
        told = {
            (int(size), stride): tuple(map(int, cell.replace("−", "-").split(", ")))
            for size, cells in rows
            for stride, cell in enumerate(cells.split(" | "), 1)
        }
        assert told == CUTS

    @pytest.mark.parametrize("mode", ["circular", "replicate", "reflect"])
    def test_a_border_of_any_mode(self, mode: str):
        """A circle turns with its input; a constant stays one; more inputs change nothing."""
        bordered, pad = self.of("bordered"), torch.nn.functional.pad
        x = torch.tensor([[[1.0, 2, 3, 5, 8, 13, 21, 34, 55, 89]]])
        for size in range(1, 7):
            weight = torch.arange(1.0, size + 1)[None, None]
            for stride in range(1, 5):
                y = bordered(x, weight, mode, stride, padding=(size - 1) // 2)
                more = 2 + size // stride
                longer = conv_transpose1d(pad(x, (more, more), mode=mode), weight, stride=stride)
                start = (size - 1) // 2 + more * stride
                assert y.equal(longer[..., start : start + y.shape[-1]])

    def test_a_border_by_hand(self):
        x, weight = torch.tensor([[[1.0, 2, 3]]]), torch.tensor([[[1.0, 2, 3, 4]]])
        made = {
            mode: self.of("bordered")(x, weight, mode, 2, 1)[0, 0].tolist()
            for mode in ("circular", "replicate", "reflect")
        }
        assert made["circular"] == [14, 5, 8, 9, 14, 10]
        assert (made["replicate"][0], made["replicate"][-1]) == (6, 12)
        assert (made["reflect"][0], made["reflect"][-1]) == (10, 11)


def test_lines_that_convert_a_weight_of_two_axes_or_of_single_channels():
    """Keras (kH, kW, out, in), and its depthwise weight with zeros where out and in differ."""
    theirs = torch.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    ours = theirs.permute(3, 2, 0, 1)
    assert all(
        ours[i, o, k, m] == theirs[k, m, o, i]
        for k in range(2)
        for m in range(3)
        for o in range(4)
        for i in range(5)
    )
    diagonal = torch.tensor([[1.0, 5], [1, 6], [3, 7]])
    whole = torch.diag_embed(diagonal)
    x = torch.tensor([[[1.0, 2, 3], [3, 1, 2]]])
    single = diagonal.T.unsqueeze(1)
    grouped = conv_transpose1d(x, single, stride=2, groups=2)
    assert grouped.equal(conv_transpose1d(x, whole.permute(2, 1, 0), stride=2))
