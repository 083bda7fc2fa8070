"""What the four ways cost: counted, held, recorded; and none of them but one inserts a zero."""

import json
import re
from math import isfinite
from tracemalloc import get_traced_memory
from tracemalloc import start as start_tracing
from tracemalloc import stop as stop_tracing
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from documented import CASES, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

import course
from course.costs import WAYS, cost, counted
from course.picture.curves import curves
from course.recorded import load
from course.recorded.stopwatch import AXES, YARDSTICK, dyed, measure
from course.recorded.timings import HERE, RECORDED, drawn, timings

SIZES = st.tuples(st.integers(1, 9), st.integers(1, 7), st.integers(1, 6))
STORED = json.loads((ROOT / "course" / "recorded" / "costs.json").read_text(encoding="utf-8"))
SEEN = ("zeros", "stamps", "phases")
COUNTERS = ("torch", "fvcore", "ptflops", "thop", "torchinfo")


class Tap:
    """A number that counts its multiplications: into ``done``, by what it was multiplied."""

    def __init__(self, done: list) -> None:
        self.done = done

    def __mul__(self, other):
        self.done.append(other)
        return 1

    __rmul__ = __mul__


def by_counting(way: str, length: int, taps: int, stride: int) -> tuple[int, int]:
    done: list = []
    kernel = [Tap(done) for _ in range(taps)]
    if way == "zeros":
        # As a reader would write it: every tap with every cell, whatever stands there.
        cells = [0] * ((length - 1) * stride + 1)
        cells[::stride] = [1] * length
        for tap in kernel:
            for cell in cells:
                tap * cell
    else:
        WAYS[way](np.ones(length, int), np.array(kernel, object), stride)
    return len(done), done.count(0)


class TestWays:
    @settings(max_examples=40, deadline=None)
    @given(SIZES)
    def test_all_give_what_pytorch_gives(self, sizes):
        length, taps, stride = sizes
        random = np.random.default_rng(length + 10 * taps + 100 * stride)
        x, w = (random.integers(-9, 10, n).astype(float) for n in (length, taps))
        x_, w_ = torch.tensor(x)[None, None], torch.tensor(w)[None, None]
        y = functional.conv_transpose1d(x_, w_, stride=stride)[0, 0].tolist()
        assert {name: way(x, w, stride).tolist() for name, way in WAYS.items()} == dict.fromkeys(
            WAYS, y
        )

    @pytest.mark.parametrize("way", WAYS)
    def test_documented_results(self, way: str):
        rows = [
            row
            for row in CASES.values()
            if row.get("parameters", {}).keys() <= {"stride"} and "parameters" in row
        ]
        assert len(rows) >= 3
        for row in rows:
            x, w = (np.array(row[name], float) for name in ("input", "kernel"))
            assert WAYS[way](x, w, row["parameters"]["stride"]).tolist() == row["output"]


class TestCounted:
    def test_by_hand(self):
        """1999 cells and 4 taps; 1000 numbers and 4 taps; 8 bytes a number."""
        assert cost(1000, kernel_size=4, stride=2) == {
            "zeros": (7996, 3996, 15992),
            "stamps": (4000, 0, 8000),
            "phases": (4000, 0, 8008),
            "torch": (4000, 0, 32000),
        }

    @pytest.mark.parametrize("way", SEEN)
    @settings(max_examples=25, deadline=None)
    @given(SIZES)
    def test_a_formula_says_what_a_counting_number_counts(self, way: str, sizes):
        said = cost(*sizes)[way][:2]
        assert said == by_counting(way, *sizes)
        assert said == counted(way, *sizes)

    def test_what_inserted_zeros_cost_for_nothing_grows_with_the_stride(self):
        for stride in (2, 3, 8):
            told = cost(10_000, 4, stride)["zeros"]
            assert told.by_zero / told.multiplications == pytest.approx(1 - 1 / stride, abs=1e-3)
            assert told.multiplications < stride * 10_000 * 4

    @pytest.mark.parametrize(
        ("length", "taps", "stride"), [(9_000, 4, 2), (9_000, 16, 8), (9_000, 3, 7)]
    )
    @pytest.mark.parametrize("way", SEEN)
    def test_the_bytes_by_what_numpy_asks_for(self, way: str, length: int, taps: int, stride: int):
        x, w = np.ones(length), np.arange(1.0, taps + 1)
        WAYS[way](x, w, stride)
        start_tracing()
        y = WAYS[way](x, w, stride)
        _, most = get_traced_memory()
        stop_tracing()
        assert most - y.nbytes == pytest.approx(cost(length, taps, stride)[way].held, abs=6_000)

    def test_the_bytes_by_what_pytorch_asks_for(self):
        x, w = (torch.ones(1, 1, size, dtype=torch.float64) for size in (5_000, 16))
        with torch.autograd.profiler.profile(profile_memory=True, use_kineto=False) as profile:
            functional.conv_transpose1d(x, w, stride=8)
        events = {event.name: event for event in profile.function_events}
        assert "aten::slow_conv_transpose2d" in events
        asked = [event.cpu_memory_usage for event in profile.function_events]
        held = cost(5_000, 16, 8)["torch"].held
        assert held == 5_000 * 16 * 8
        assert held in asked

    def test_what_can_not_be_counted(self):
        for way in ("torch", "zero"):
            with pytest.raises(ValueError, match="must be zeros, stamps or phases"):
                counted(way, 3, 3)

    @pytest.mark.parametrize("sizes", [(0, 3, 1), (3, 0, 1), (3, 3, 0)])
    def test_sizes_that_are_none(self, sizes):
        with pytest.raises(course.IllegalLayer) as of_cost:
            cost(*sizes)
        with pytest.raises(course.IllegalLayer) as of_counted:
            counted("zeros", *sizes)
        assert str(of_counted.value) == str(of_cost.value)

    @pytest.mark.parametrize("sizes", [(3.5, 3, 1), (3, "3", 1), (3, 3, None)])
    def test_sizes_that_are_no_whole_numbers(self, sizes):
        for asked in (cost, lambda *sizes: counted("stamps", *sizes)):
            with pytest.raises(TypeError, match="is not possible: it must be a whole number"):
                asked(*sizes)

    def test_a_huge_stride_is_no_work_and_narrow_types_no_limit(self):
        told = cost(np.int32(2**30), np.int32(64), np.int32(10**9))
        assert told["stamps"] == (2**36, 0, 2**33)
        assert told["zeros"].multiplications == ((2**30 - 1) * 10**9 + 1) * 64
        assert told["phases"].held == 2**33


class TestNobodyInsertsZeros:
    """An infinite tap times an inserted zero is no number; that is what gives it away."""

    @pytest.mark.parametrize("way", WAYS)
    def test_only_the_way_that_says_so(self, way: str):
        with np.errstate(invalid="ignore"):
            y = WAYS[way](np.ones(50), np.array([1.0, np.inf, 3.0]), 4)
        assert np.isnan(y).sum() == (49 * 3 if way == "zeros" else 0)
        assert np.isinf(y).sum() == 50

    def test_the_dye_shows_zeros_in_pytorch_too_where_there_are_some(self):
        x = torch.zeros(1, 1, 9, dtype=torch.float64)
        x[..., ::4] = 1
        w = torch.tensor([[[1.0, torch.inf, 3.0]]], dtype=torch.float64)
        assert functional.conv_transpose1d(x, w).isnan().sum() == 6

    def test_as_recorded(self):
        nans = STORED["results"]["nans_of_torch"]
        assert nans.keys() == {"1", "64"}
        types = {"float64", "float32", "float16", "bfloat16"}
        assert all(of_types == dict.fromkeys(types, 0) for of_types in nans.values())
        assert {of["float64"] for of in dyed().values()} == {0}


class TestRecording:
    def test_it_says_what_was_run_and_names_no_machine(self):
        assert STORED.keys() == {"what", "versions", "results"}
        assert STORED["versions"].keys() == {"numpy", "torch", "python"}
        results = STORED["results"]
        assert results.keys() == {"machine", "medians", "nans_of_torch", "axes"}
        assert results["machine"].keys() == {"cores", "processor", "threads"}
        assert results["medians"]["runs"] * results["medians"]["rounds"] >= 45

    def test_every_case_of_every_way(self):
        axes = STORED["results"]["axes"]
        assert axes.keys() == AXES.keys() == {"stride", "kernel_size", "input_size", "channels"}
        for over, axis in axes.items():
            values = [str(value) for value in AXES[over][0]]
            assert axis.keys() == {"microseconds", "ratios"}
            ways = set(WAYS) - ({"phases"} if over == "channels" else set())
            assert axis["ratios"].keys() == ways
            for row in (axis["microseconds"], *axis["ratios"].values()):
                assert list(row) == values
                assert all(isfinite(ratio) and ratio > 0 for ratio in row.values())
            assert set(axis["ratios"][YARDSTICK].values()) == {1.0}

    def test_a_ratio_is_the_ways_time_over_the_yardsticks(self, monkeypatch: pytest.MonkeyPatch):
        seconds = {"zeros": 3e-6, "stamps": 2e-6, "phases": 1e-6, "torch": 2e-5}
        monkeypatch.setattr("course.recorded.stopwatch._case", lambda *_, **__: seconds)
        measured = measure("stride")
        assert set(measured["microseconds"].values()) == {2}
        ratios = {way: set(of_way.values()) for way, of_way in measured["ratios"].items()}
        assert ratios == {"zeros": {1.5}, "stamps": {1}, "phases": {0.5}, "torch": {10}}

    def test_measuring_again_makes_the_same_shape(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("course.recorded.stopwatch.SHORTEST", 0.0)
        small = {
            "stride": ((1, 3), {"input_size": 20, "kernel_size": 4}),
            "channels": ((1, 3), {"input_size": 9, "kernel_size": 4, "stride": 3}),
        }
        monkeypatch.setattr("course.recorded.stopwatch.AXES", small)
        threads = torch.get_num_threads()
        torch.set_num_threads(3)
        try:
            for over, (values, _) in small.items():
                measured = measure(over, runs=1, rounds=1)
                stored = STORED["results"]["axes"][over]
                assert measured["ratios"].keys() == stored["ratios"].keys()
                assert list(measured["microseconds"]) == [str(value) for value in values]
            assert torch.get_num_threads() == 3
        finally:
            torch.set_num_threads(threads)


class TestShown:
    @pytest.mark.parametrize("over", AXES)
    def test_each_number_of_the_recording_stands_in_the_text(self, over: str):
        ratios = STORED["results"]["axes"][over]["ratios"]
        shown = timings(over)
        text = repr(shown)
        for value in AXES[over][0]:
            row = [f"{ratios[way][str(value)]:.2f}" for way in WAYS
                   if way != YARDSTICK and way in ratios]  # fmt: skip
            assert [str(value), *row] in [line.split() for line in text.splitlines()]
        assert f"numpy {STORED['versions']['numpy']}" in text
        assert shown.label == "Measure it here"

    def test_beside_what_is_measured_here(self):
        axis = load("costs").results["axes"]["stride"]
        picture = drawn({RECORDED: axis, HERE: axis}, "stride")
        assert picture.text.count("Time over stride, ") == 2
        # One below the other: a notebook beside its files has no room for two in a row.
        assert ElementTree.fromstring(picture.svg).get("width") == ElementTree.fromstring(
            timings("stride").shown.svg
        ).get("width")
        ElementTree.fromstring(picture.svg)

    def test_an_axis_that_was_not_measured(self):
        with pytest.raises(ValueError, match="one of stride, kernel_size"):
            timings("dilation")
        with pytest.raises(ValueError, match="one of stride, kernel_size"):
            timings(["stride"])

    def test_a_point_stands_where_its_ratio_is(self):
        """Twice the yardstick is one line up, half of it one down; sizes by their powers."""
        svg = curves({"t; f": {"a": {1: 1.0, 4: 2.0, 16: 0.5}}}, "size", "stamps").svg
        (path,) = [
            part.get("d")
            for part in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
            if part.get("d", "").count("L") == 2
        ]
        points = [tuple(map(float, point.split())) for point in path[1:].split("L")]
        (x0, y0), (x1, y1), (x2, y2) = points
        assert x1 - x0 == pytest.approx(x2 - x1)
        assert y0 - y1 == pytest.approx(y2 - y0)
        assert y1 < y0 < y2

    def test_a_curve_without_sizes_is_left_out_and_the_others_look_as_they_did(self):
        both = curves({"t; f": {"a": {1: 1.0, 2: 2.0}, "b": {1: 3.0, 2: 3.0}}}, "n", "s").svg
        one = curves({"t; f": {"a": {}, "b": {1: 3.0, 2: 3.0}}}, "n", "s")
        assert "#008561" in both
        assert "#CF5A00" in both
        assert "#008561" in one.svg
        assert "#CF5A00" not in one.svg
        assert "a" not in one.text.splitlines()[1].split()


class TestRealLayer:
    """ConvTranspose2d(8, 4, 4, 2, 1, groups=2) on 5 rows of 6, by hand, and what counters say."""

    MADE, KEPT, OUTPUTS, TAPS = 7680, 6336, 480, 4 * 16

    def test_products_made_and_kept(self):
        # Each axis apart: L inputs of 4 taps, and padding 1 takes one product at either end.
        assert self.MADE == 8 * 2 * (5 * 4) * (6 * 4)
        assert self.KEPT == 8 * 2 * (5 * 4 - 2) * (6 * 4 - 2)
        layer = torch.nn.ConvTranspose2d(8, 4, 4, 2, 1, groups=2, bias=False)
        torch.nn.init.ones_(layer.weight)
        y = layer(torch.ones(1, 8, 5, 6))
        assert y.sum() == self.KEPT
        assert y.numel() == self.OUTPUTS

    def test_the_counters_differ_by_their_conventions_and_two_by_the_stride_squared(self):
        results = load("elsewhere").results
        said = {name: next(iter(results[name].values()))["result"] for name in COUNTERS}
        assert said["torch"] == [2 * self.MADE]
        assert said["fvcore"] == [self.MADE]
        assert said["ptflops"] == [self.MADE + self.OUTPUTS]
        assert said["thop"] == [self.OUTPUTS * self.TAPS] == [2 * 2 * self.MADE]
        assert said["torchinfo"] == [(256 + 4) * 10 * 12] == [2 * 2 * self.MADE + self.OUTPUTS]

    def test_the_chapter_says_what_they_say(self):
        source = (ROOT / "notebooks" / "source" / "12_cost.py").read_text(encoding="utf-8")
        rows = dict(re.findall(r"^# \| (\w+) \| (\d+) \| [^|]+ \|$", source, re.MULTILINE))
        results = load("elsewhere").results
        assert rows.keys() == set(COUNTERS)
        for name in COUNTERS:
            (answer,) = results[name].values()
            assert [int(rows[name])] == answer["result"]


def seen(*layers: tuple[int, int, int]) -> list[int]:
    """For each output of layers of ones (kernel_size, stride, padding), how many inputs reach it.

    With a stride of 0 it is a plain convolution.
    """
    row = torch.eye(8, dtype=torch.float64)[:, None]
    for taps, stride, padding in layers:
        kernel = torch.ones(1, 1, taps, dtype=torch.float64)
        if stride:
            row = functional.conv_transpose1d(row, kernel, stride=stride, padding=padding)
        else:
            row = functional.conv1d(row, kernel, padding=padding)
    return (row != 0).sum(0)[0].tolist()


class TestReceptiveField:
    def test_more_layers_see_no_more(self):
        for stride in range(2, 5):
            layer = (2 * stride, stride, 0)
            assert [max(seen(*[layer] * count)) for count in (1, 2, 3, 4)] == [2, 3, 3, 3]
            assert max(seen(*[(stride, stride, 0)] * 3)) == 1
        assert [max(seen(*[(3, 2, 0)] * count)) for count in (1, 2, 3, 4)] == [2, 2, 2, 2]

    def test_convolutions_widen_it_before_more_than_after(self):
        up, convolution = (4, 2, 1), (3, 0, 1)
        assert [max(seen(*[up, convolution] * count)) for count in (1, 2, 3, 4, 5)] == [
            3,
            4,
            5,
            5,
            5,
        ]
        assert max(seen(convolution, convolution, up, up, up)) == 7
        assert max(seen(up, up, up, convolution, convolution)) == 4

    def test_the_upsamplers_of_hifi_gan(self):
        reached = seen((16, 8, 4), (16, 8, 4), (4, 2, 1), (4, 2, 1))[3 * 256 : 4 * 256]
        assert (reached.count(3), reached.count(2)) == (38, 218)

    def test_the_way_back_that_the_chapter_writes_down(self):
        # Of DCGAN's four layers, from output 22 of 64 on.
        cells = {22}
        rows = []
        for size in (32, 16, 8, 4):
            alone = torch.eye(size)[:, None]
            y = functional.conv_transpose1d(alone, torch.ones(1, 1, 4), stride=2, padding=1)
            cells = {i for i in range(size) for n in cells if y[i, 0, n]}
            rows.append(sorted(cells))
        assert rows == [[10, 11], [4, 5, 6], [1, 2, 3], [0, 1, 2]]
