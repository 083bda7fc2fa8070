"""A picture survives hostile hosts, can be read by everybody, and says the same in four ways."""

import re
import struct
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch
from documented import CASES, ROOT, stamped
from hypothesis import given, settings
from hypothesis import strategies as st
from test_trace import examples

import course
from course import IllegalLayer, Picture, draw, image, ladder, spectrogram
from course.language import width as wide
from course.picture import palette
from course.views import views_of

VIEWS = views_of(1)
views = pytest.mark.parametrize("view", VIEWS)
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "defs", "pattern", "g", "rect", "path", "text"}
RUNNING = {"stride": 2, "padding": 1, "output_padding": 1}


def gallery() -> dict[str, Picture]:
    """Pictures with everything in them that a picture can hold."""
    drawn = {
        f"{name} {view}": draw(
            row["input"], row["kernel"], view=view, formula=True, **row.get("parameters", {})
        )
        for name, row in CASES.items()
        for view in VIEWS
    }
    drawn["short"] = draw([1], [1])
    drawn["slice"] = draw([1, 2, 3], [1, 2, 3, 4], view="time", stride=2, trim=(2, 0))
    drawn["long"] = draw(range(100), [1, 1, 3], **RUNNING)
    drawn["long kernel"] = draw([1, 2, 3], range(80), stride=3, padding=20)
    drawn["full"] = draw(range(20), [1, 1, 3], stride=2, padding=3)
    drawn["crowded"] = draw(
        [1] * 12, [1] * 5, stride=4, padding=22, output_padding=3, view="gather"
    )
    drawn["odd"] = draw([-123456, 1 / 3, 0.00002], [1e9, -0.5], stride=4, output_padding=3)
    drawn["image"] = image({"a ramp": [range(100, 2600, 100)], "grey": [[-1, 0.5], [1 / 3, 9]]})
    drawn["spectrogram"] = spectrogram(
        {"a": ([1, 9, 4, -6, 9, 2] * 99, 800), "b": ([1, -1] * 50, 100)}
    )
    drawn["ladder"] = ladder([16, 17, 18, 19], kernel_size=5, stride=3, padding=2)
    return drawn


GALLERY = gallery()
pictures = pytest.mark.parametrize("name", GALLERY)


def parts(picture: Picture) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture.svg).iter())


@pictures
class TestSvg:
    def test_it_has_a_size_and_a_name(self, name: str):
        root = ElementTree.fromstring(GALLERY[name].svg)
        assert root.tag == f"{SVG}svg"
        width, height = float(root.get("width")), float(root.get("height"))
        assert width > 100
        assert height > 50
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert root.get("role") == "img"
        assert root.get("aria-label") == GALLERY[name].alt

    def test_it_asks_nothing_of_its_host(self, name: str):
        """GitHub strips style elements; rasterisers ignore var() and CSS transforms."""
        for part in parts(GALLERY[name]):
            assert part.tag.removeprefix(SVG) in ALLOWED
            assert not {"style", "class", "href", "dominant-baseline"} & set(part.attrib)
            assert not any(key.startswith("on") or key.endswith("}href") for key in part.attrib)
            assert not any("var(" in value for value in part.attrib.values())

    def test_every_colour_is_a_literal(self, name: str):
        colours = {part.get(key) for part in parts(GALLERY[name]) for key in ("fill", "stroke")}
        colours -= {None, "none"}
        assert all(re.fullmatch(r"#[0-9A-F]{6}|url\(#\w+\)", colour) for colour in colours)

    def test_ids_are_unique_and_every_reference_is_met(self, name: str):
        ids = [part.get("id") for part in parts(GALLERY[name]) if part.get("id")]
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"url\(#(\w+)\)", GALLERY[name].svg)) == set(ids)

    def test_every_text_stands_inside(self, name: str):
        root = ElementTree.fromstring(GALLERY[name].svg)
        for left, right, y, text in texts(root):
            assert left >= 0, text
            assert right <= float(root.get("width")), text
            assert 0 < y < float(root.get("height")), text

    def test_no_two_texts_of_a_line_overlap(self, name: str):
        root = ElementTree.fromstring(GALLERY[name].svg)
        for a, b in combinations(texts(root), 2):
            if a[2] == b[2]:
                assert a[1] <= b[0] + 1 or b[1] <= a[0] + 1, (a, b)

    def test_text_can_be_read_on_what_it_stands_on(self, name: str):
        root = ElementTree.fromstring(GALLERY[name].svg)
        fills = {
            f"url(#{pattern.get('id')})": [
                colour
                for part in pattern
                for colour in (part.get("fill"), part.get("stroke"))
                if colour
            ]
            for pattern in root.iter(f"{SVG}pattern")
        }
        checked, grounds = 0, []
        for part, x, y, looks in placed(root):
            if part.tag == f"{SVG}rect":
                right, bottom = x + float(part.get("width")), y + float(part.get("height"))
                grounds.append((x, right, y, bottom, part.get("fill")))
            if part.tag != f"{SVG}text":
                continue
            # The card is the first of them, so there is always one; the last one is on top.
            under = [g[4] for g in grounds if g[0] <= x <= g[1] and g[2] <= y <= g[3]][-1]
            for ground in fills.get(under, [under]):
                checked += 1
                assert contrast(looks["fill"], ground) >= 4.5, part.text
        assert checked > 4


# Widths in em, rounded up from DejaVu Sans, which is wider than most fonts that a figure asks for.
WIDTHS = {
    0.29: "ijl'IJ",
    0.36: " ,.·:;|f-",
    0.41: "()[]tr",
    0.55: "szc_",
    0.84: "w+<=>×−M",
    1.0: "mW…",
}
WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}


def width_in_em(text: str, mono: bool) -> float:
    if mono:
        return sum(0.602 if wide(letter) == 1 else 1.0 for letter in text)
    return sum(WIDTH.get(letter, 0.64 if wide(letter) == 1 else 1.0) for letter in text)


def placed(root: ElementTree.Element) -> Iterator[tuple]:
    """What is drawn, in its order, with its place and the looks that it has or inherits."""
    kept = ("font-size", "font-family", "text-anchor", "fill")

    def walk(part: ElementTree.Element, dx: float, dy: float, looks: dict[str, str]) -> Iterator:
        if part.tag == f"{SVG}defs":
            return
        if shift := part.get("transform"):
            x, y = re.fullmatch(r"translate\((\S+) (\S+)\)", shift).groups()
            dx, dy = dx + float(x), dy + float(y)
        looks = looks | {key: part.get(key) for key in kept if part.get(key)}
        yield part, dx + float(part.get("x", 0)), dy + float(part.get("y", 0)), looks
        for child in part:
            yield from walk(child, dx, dy, looks)

    return walk(root, 0, 0, {})


def texts(root: ElementTree.Element) -> list[tuple[float, float, float, str]]:
    """The left and right edge, the height and the words of each text, by an estimate."""
    found = []
    for part, x, y, looks in placed(root):
        if part.tag == f"{SVG}text" and part.text:
            mono = "monospace" in looks["font-family"]
            width = width_in_em(part.text, mono) * float(looks["font-size"])
            left = x - {"start": 0, "middle": width / 2, "end": width}[looks["text-anchor"]]
            found.append((left, left + width, y, part.text))
    return found


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_broken_numbers_of_a_row_have_one_size():
    svg = draw([1, 2], [0.25, 0.5, -0.125], stride=2).svg
    shown = set(re.findall(r'font-size="([\d.]+)"[^>]*600">([^<]+)<', svg))
    # The kernel and its stamp of 1 hold all three; a stamp of 2, without eighths, shorter ones.
    rows = {text: {size for size, one in shown if one == text} for text in ("0.5", "−0.125")}
    assert rows["−0.125"] <= rows["0.5"]
    assert max(map(float, {size for size, one in shown if one == "1"})) > 15


class TestPalette:
    def test_contrast_is_measured_as_wcag_does(self):
        assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
        # The grey that is known as the lightest one for text on white.
        assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)

    @pytest.mark.parametrize("hue", palette.HUES, ids=str)
    def test_a_stamp_s_line_stands_out_from_the_card(self, hue: palette.Hue):
        assert contrast(hue.line, palette.CARD) >= 3

    @pytest.mark.parametrize("name", palette.PARAMETERS)
    def test_a_parameter_s_line_does_so_too(self, name: str):
        assert contrast(palette.PARAMETERS[name].colour, palette.CARD) >= 3

    def test_text_is_readable_on_every_fill(self):
        grounds = [palette.CARD, palette.PALE_FILL, palette.BACK_FILL, palette.EARLY_FILL]
        grounds += [colour for hue in palette.HUES for colour in (hue.fill, hue.hatch)]
        assert all(contrast(palette.INK, ground) >= 4.5 for ground in grounds)
        for ground in (palette.CARD, palette.PALE_FILL):
            assert contrast(palette.MUTED, ground) >= 4.5

    def test_no_parameter_wears_a_stamp_s_colour(self):
        stamps = {colour for hue in palette.HUES for colour in hue}
        assert not stamps & {stroke.colour for stroke in palette.PARAMETERS.values()}
        assert len({hue.line for hue in palette.HUES}) == len(palette.HUES)

    def test_the_parameters_of_the_formula_are_told_apart(self):
        """Colour alone does not reach everybody: each line has its own width or dashes, too."""
        shown = [palette.PARAMETERS[n] for n in ("stride", "padding", "output_padding", "dilation")]
        assert len({stroke.colour for stroke in shown}) == 4
        assert len({(stroke.width, stroke.dashes) for stroke in shown}) == 4

    def test_neighbours_differ_in_hue_and_hatch_for_thirty_inputs(self):
        looks = [
            (palette.HUES[i % len(palette.HUES)], palette.HATCHES[i % len(palette.HATCHES)])
            for i in range(30)
        ]
        assert len(set(looks)) == 30


class TestPatterns:
    def test_different_figures_have_different_ids(self):
        seen = {}
        for name, picture in GALLERY.items():
            ids = {part.get("id") for part in parts(picture) if part.get("id")}
            for other, theirs in seen.items():
                assert not ids & theirs or picture == GALLERY[other], (name, other)
            seen[name] = ids

    @given(examples(), st.sampled_from(VIEWS))
    def test_the_same_call_draws_the_same_bytes(self, example, view: str):
        x, w, of = example
        assert draw(x, w, view=view, **of) == draw(tuple(x), tuple(w), view=view, **of)

    def test_each_input_has_its_own_pattern(self):
        svg = draw([1] * 7, [1, 1, 3]).svg
        patterns = re.findall(r"<pattern [^>]*>(.*?)</pattern>", svg)
        assert len(set(patterns)) == 7


class TestText:
    def test_scatter_by_hand(self):
        parameters = {"stride": 4, "padding": 1, "output_padding": 3}
        picture = draw([1, 1], [1, 1, 3], formula=True, **parameters)
        assert picture.text == textwrap.dedent(
            """\
            input        1   1  kernel   1   1   3
            1 × kernel  (1)  1   3
            1 × kernel                   1   1   3
                         |--------------> stride 4
            sum         (1)  1   3   0   1   1  [3]  0   0
            padding cuts 1 | output_padding 3: 1 back, 2 empty
            output           1   3   0   1   1  [3]  0   0
                             0   1   2   3   4   5   6   7
            size = (2 − 1)·4 − 2·1 + 1·(3 − 1) + 3 + 1 = 8"""
        )

    def test_matrix_by_hand(self):
        picture = draw([1, 2], [1, 1, 3], view="matrix", padding=1, formula=True)
        assert picture.text == textwrap.dedent(
            """\
            padding cuts  (1)  0   ·   1   =  (1)
            y[0]           1   1       2       3
            y[1]           3   1               5
            padding cuts   0  (3)             (6)
            size = (2 − 1)·1 − 2·1 + 1·(3 − 1) + 0 + 1 = 2"""
        )

    def test_gather_by_hand(self):
        picture = draw([1, 1], [1, 1, 3], view="gather")
        assert picture.text == textwrap.dedent(
            """\
            input        1       1          kernel       1       1       3
            terms                1       3
                             x0·w1   x0·w2
                         1       1       1       3
                     x0·w0   x1·w0   x1·w1   x1·w2
            output       1       2       4       3
                         0       1       2       3"""
        )

    def test_zero_insert_by_hand(self):
        picture = draw([1, 2], [1, 3], view="zero_insert", stride=2)
        assert picture.text == textwrap.dedent(
            """\
            input            1   2  kernel   1   3
            zeros inserted   1   0   2
            1 × kernel       1   3
            0 × kernel           0   0
            2 × kernel               2   6
            output           1   3   2   6
                             0   1   2   3"""
        )

    def test_phases_by_hand(self):
        picture = draw([1, 2], [1, 1, 3], view="phases", stride=2, padding=1)
        assert picture.text == textwrap.dedent(
            """\
            input                            1   2
            phase 0, sum 4: x·w[0]   1      (1)      2
            x·w[2]                   3               3      (6)
            phase 1, sum 1: x·w[1]   1           1       2
            padding cuts 1 | padding cuts 1
            output                               1   5   2
                                                 0   1   2"""
        )
        assert "Phase 0 has the taps [1, 3], sum 4. Phase 1 has the taps [1], sum 1." in picture.alt

    def test_a_phase_without_a_tap_says_so(self):
        lines = draw([1, 2], [1, 1, 3], view="phases", stride=4).text.splitlines()
        assert lines[4] == "phase 3, sum 0: no tap"

    @given(examples(), st.sampled_from([view for view in VIEWS if view != "matrix"]))
    def test_the_output_can_be_read_from_the_drawing(self, example, view: str):
        x, w, of = example
        lines = draw(x, w, view=view, **of).text.splitlines()
        (output,) = [line for line in lines if line.startswith("output ")]
        numbers = re.findall(r"−?\d+", output)
        assert [int(n.replace("−", "-")) for n in numbers] == stamped(x, w, **of)

    @given(examples(), st.sampled_from(VIEWS))
    def test_no_line_ends_in_blanks_and_the_formula_is_the_last(self, example, view: str):
        lines = draw(*example[:2], view=view, formula=True, **example[2]).text.splitlines()
        assert all(line and line == line.rstrip() for line in lines)
        assert lines[-1].startswith("size = ")

    @given(examples())
    def test_numbers_of_a_column_end_below_each_other(self, example):
        x, w, of = example
        lines = draw(x, w, **of).text.splitlines()
        output, indices = lines[-2:]
        ends = [match.end() for match in re.finditer(r"\d+", indices)]
        assert [match.end() for match in re.finditer(r"\d+", output)] == ends


class TestAlt:
    def test_by_hand(self):
        parameters = {"stride": 4, "padding": 1, "output_padding": 3}
        alt = draw([1, 1], [1, 1, 3], formula=True, **parameters).alt
        assert alt == (
            "Transposed convolution, scatter view: each input stamps the kernel, scaled, on the "
            "output; overlapping stamps add up. Input [1, 1], kernel [1, 1, 3], stride 4, "
            "padding 1, output_padding 3, dilation 1. The stamp of x[0] = 1 starts at −1. "
            "The stamp of x[1] = 1 starts at 3. Padding cuts [1] on the left. "
            "output_padding gives back [3] and adds 2 where nothing lands. "
            "Output [1, 3, 0, 1, 1, 3, 0, 0]. "
            "Size (2 − 1)·4 − 2·1 + 1·(3 − 1) + 3 + 1 = 8."
        )

    @pytest.mark.parametrize(
        ("view", "told"),
        [
            ("scatter", "The stamp of x[0] = 1 starts at −1. The stamp of x[1] = 2 starts at 1."),
            ("gather", "products in each output: y[0] = x[0]·w[1]; y[1] = x[0]·w[2] + x[1]·w[0]; "),
            ("zero_insert", "With zeros inserted the input is [1, 0, 2, 0, 4]. The stamp of x[0]"),
            ("matrix", "of the matrix: sum[−1] = [1, 0, 0]; y[0] = [1, 0, 0]; y[1] = [3, 1, 0]; "),
            ("phases", "Phase 0 has the taps [1, 3], sum 4. Phase 1 has the taps [1], sum 1."),
            ("time", "x[2] = 4 arrives at 4, its stamp starts at 3. Outputs that need a later in"),
        ],
    )
    def test_each_view_tells_what_it_shows(self, view: str, told: str):
        alt = draw([1, 2, 4], [1, 1, 3], view=view, stride=2, padding=1).alt
        assert told in alt
        assert "Padding cuts [1] on the left and [12] on the right. Output [1, 5, 2, 10, 4]." in alt

    def test_where_nothing_lands_there_are_no_products(self):
        alt = draw([1, 2], [1, 1, 3], view="gather", stride=4).alt
        assert "y[2] = x[0]·w[2]; y[3] = 0; y[4] = x[1]·w[0]; " in alt
        assert "Padding" not in alt

    def test_lists_that_nobody_would_hear_to_their_end_are_left_out(self):
        for view, words in (("gather", "in each output"), ("matrix", "of the matrix")):
            assert f"{words}: " in draw([1] * 8, [1, 1, 3], view=view).alt
            assert f"{words}: " not in draw([1] * 25, [1, 1, 3], view=view).alt

    def test_planes_count_what_is_cut_and_given_back(self):
        square = [[1, 2], [3, 1]], [[1, 1], [1, 3]]
        # The stamps cover 4 by 4 cells; padding leaves 2 by 2 of them, output_padding 3 by 3.
        cut = draw(*square, stride=2, padding=1).alt
        assert "Padding cuts 12 of 16 cells. Output [[3, 2], [3, 1]]." in cut
        back = draw(*square, stride=2, padding=1, output_padding=1).alt
        assert "Padding cuts 12 of 16 cells, and output_padding gives back 5. Output " in back

    @given(examples(), st.sampled_from(VIEWS))
    def test_it_names_every_parameter_and_the_output(self, example, view: str):
        x, w, of = example
        alt = draw(x, w, view=view, **of).alt
        assert f"{view} view" in alt
        assert f"Input {x}, kernel {w}, ".replace("-", "−") in alt
        assert all(f"{name} {value}" in alt for name, value in of.items())
        assert f"Output {stamped(x, w, **of)}.".replace("-", "−") in alt

    def test_a_long_one_is_cut_short(self):
        alt = draw(range(1000), [1, 1, 3]).alt
        assert "Input [0, 1, 2, …, 997, 998, 999] (1000 numbers)" in alt
        assert "Output [0, 1, 3, …, 4988, 3993, 2997] (1002 numbers)" in alt
        assert len(alt) < 500


class TestPicture:
    def test_a_notebook_gets_svg_and_characters(self):
        picture = draw([1, 2, 3], [1, 1, 3], **RUNNING)
        bundle = picture._repr_mimebundle_(include=None, exclude=None)
        assert bundle == {
            "image/svg+xml": picture.svg,
            "text/plain": f"{picture.text}\n\n{picture.alt}",
        }
        assert repr(picture) == bundle["text/plain"]

    def test_the_name_is_escaped(self):
        drawn = Picture(draw([1], [1]).svg, "", "")
        assert 'aria-label="' in drawn.svg
        from course.picture.shapes import card, text

        hostile = "<\"&'>"
        root = ElementTree.fromstring("".join(card(9, 9, hostile, text(1, 1, hostile, 9))))
        assert root.get("aria-label") == hostile
        assert [part.text for part in root.iter(f"{SVG}text")] == [hostile]

    def test_bad_parameters_are_refused_as_by_the_arithmetic(self):
        with pytest.raises(IllegalLayer, match="output_padding=4 is not possible"):
            draw([1, 1], [1, 1, 3], stride=4, output_padding=4)
        with pytest.raises(ValueError, match="view='sctter' is not possible"):
            draw([1], [1], view="sctter")

    def test_a_hundred_thousand_numbers_stay_small(self):
        picture = draw([1] * 100_000, [1, 1, 3], formula=True, **RUNNING)
        assert len(picture.svg) < 20_000
        assert len(repr(picture)) < 3_000
        assert "(100000 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 200000" in picture.text

    @settings(max_examples=30)
    @given(examples(), st.sampled_from(VIEWS))
    def test_every_example_is_well_formed(self, example, view: str):
        picture = draw(*example[:2], view=view, **example[2])
        found = texts(ElementTree.fromstring(picture.svg))
        width = float(ElementTree.fromstring(picture.svg).get("width"))
        assert all(left >= 0 and right <= width for left, right, _, _ in found)


PAIRS = {"stride": (1, 2), "padding": (0, 1), "output_padding": (0, 1)}


class TestPlanes:
    def test_in_characters_by_hand(self):
        drawn = draw([[1, 2], [3, 1]], [[1, 1], [1, 3]], formula=True, **PAIRS)
        assert (
            drawn.text
            == """\
transposed convolution 2×2 → 3×3, kernel 2×2, stride (1, 2), padding (0, 1), output_padding (0, 1)

input       kernel      output
  1   2       1   1      (1)  1   2  [2]
  3   1       1   3      (4)  6   3  [7]
                         (3)  9   1  [3]

height = (2 − 1)·1 − 2·0 + 1·(2 − 1) + 0 + 1 = 3; width = (2 − 1)·2 − 2·1 + 1·(2 − 1) + 1 + 1 = 3"""
        )
        assert "stride (1, 2), padding (0, 1), output_padding (0, 1), dilation 1." in drawn.alt
        # The stamps are 2 by 2, and start at [0, −1], [0, 1], [1, −1] and [1, 1].
        assert "Stamps overlap on 3 of 9 places." in drawn.alt
        assert "Output [[1, 2, 2], [6, 3, 7], [9, 1, 3]]." in drawn.alt

    @pytest.mark.parametrize(
        "parameters", [{}, {"stride": 2, "padding": 1}, PAIRS, {"dilation": (2, 1), "stride": 2}]
    )
    def test_the_output_is_pytorchs_and_nothing_leaves_the_card(self, parameters):
        x, w = [[1, 20, -3], [4, 0, 6]], [[1, 7], [3, 2]]
        planes = (torch.tensor([[rows]]) for rows in (x, w))
        y = torch.nn.functional.conv_transpose2d(*planes, **parameters)
        drawn = draw(x, w, **parameters)
        assert f"Output {y[0, 0].tolist()}.".replace("-", "−") in drawn.alt
        root = ElementTree.fromstring(drawn.svg)
        told = texts(root)
        shown = Counter(text for _, _, _, text in told)
        assert not Counter(str(int(v)).replace("-", "−") for v in y.flatten()) - shown
        width = float(root.get("width"))
        assert all(left >= 0 and right <= width for left, right, _, _ in told)

    def test_what_is_no_picture_of_planes(self):
        with pytest.raises(ValueError, match="planes have only the views scatter, zero_insert"):
            draw([[1], [2]], [[1]], view="gather")
        with pytest.raises(ValueError, match="input of 20×21 cells can't be drawn: at most 400"):
            draw([[1] * 21] * 20, [[1]])
        with pytest.raises(IllegalLayer, match="output_padding=1 is not possible"):
            draw([[1], [2]], [[1]], output_padding=(0, 1))

    def test_a_volume_is_told_in_text_alone(self, tmp_path: Path):
        drawn = draw([[[1, 2]], [[3, 1]]], [[[1, 1, 3]]], stride=(2, 1, 2), padding=(0, 0, 1))
        assert drawn.text.splitlines()[2:4] == [
            "y[0]                    y[1]                    y[2]",
            " (1)  1   5   2  (6)     (0)  0   0   0  (0)      (3)   3   10    1   (3)",
        ]
        assert "Output [[[1, 5, 2]], [[0, 0, 0]], [[3, 10, 1]]]." in drawn.alt
        assert drawn._repr_mimebundle_() == {"text/plain": repr(drawn)}
        with pytest.raises(ValueError, match="There is no drawing in three dimensions"):
            drawn.save(tmp_path / "volume.svg")


class TestSave:
    picture = GALLERY["output_padding_1 scatter"]

    def size(self) -> tuple[int, int]:
        root = ElementTree.fromstring(self.picture.svg)
        return int(root.get("width")), int(root.get("height"))

    def test_svg(self, tmp_path):
        path = self.picture.save(tmp_path / "x.svg")
        assert path.read_text(encoding="utf-8") == self.picture.svg

    def test_png_is_twice_the_size(self, tmp_path):
        path = self.picture.save(str(tmp_path / "x.png"))
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = self.size()
        assert struct.unpack(">II", data[16:24]) == (2 * width, 2 * height)

    def test_pdf(self, tmp_path):
        pytest.importorskip("vl_convert", reason="PDF needs the extra 'print'")
        assert self.picture.save(tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")

    def test_without_its_library_a_pdf_says_how_to_get_it(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "vl_convert", None)
        with pytest.raises(ImportError, match=re.escape("course[print]")):
            self.picture.save(tmp_path / "x.pdf")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("name", ["x.gif", "x", "x.svg.txt"])
    def test_another_ending_is_refused(self, tmp_path, name: str):
        with pytest.raises(
            ValueError, match=rf"{re.escape(name)}' is not possible: .*\.svg, \.png"
        ):
            self.picture.save(tmp_path / name)
        assert not list(tmp_path.iterdir())


class TestLadder:
    def test_by_hand(self):
        assert ladder([16, 17, 18], kernel_size=5, stride=3, padding=2).text == (
            "  16           output_padding 0 ──>  16\n"
            "  17 ──>   6   output_padding 1 ──>  17\n"
            "  18           output_padding 2 ──>  18"
        )

    def test_two_groups_by_hand(self):
        assert ladder(range(5, 8), kernel_size=3, stride=2, padding=1).text == (
            "   5 ──>   3   output_padding 0 ──>   5\n"
            "   6           output_padding 1 ──>   6\n"
            "   7 ──>   4   output_padding 0 ──>   7"
        )

    def test_alt_by_hand(self):
        assert ladder([16, 17], kernel_size=5, stride=3, padding=2).alt == (
            "Sizes with kernel_size 5, stride 3, padding 2. The convolution makes 16, 17 into 6; "
            "back from 6, output_padding 0 gives 16, output_padding 1 gives 17."
        )

    @given(st.integers(1, 7), st.integers(1, 5), st.integers(0, 3), st.integers(7, 30))
    def test_every_rung_follows_the_formulas(self, kernel_size, stride, padding, first):
        sizes = range(first, first + 7)
        picture = ladder(sizes, kernel_size=kernel_size, stride=stride, padding=padding)
        smalls = [(n + 2 * padding - kernel_size) // stride + 1 for n in sizes]
        rungs = [
            n - ((m - 1) * stride - 2 * padding + kernel_size)
            for n, m in zip(sizes, smalls, strict=True)
        ]
        read = re.findall(
            r"^ *(\d+) .*output_padding (\d+) ──> +(\d+)$", picture.text, re.MULTILINE
        )
        assert [tuple(map(int, row)) for row in read] == [
            (n, rung, n) for n, rung in zip(sizes, rungs, strict=True)
        ]
        arrows = re.findall(r"^ *\d+ ──> +(\d+) ", picture.text, re.MULTILINE)
        assert list(map(int, arrows)) == sorted(set(smalls))
        assert all(0 <= rung < stride for rung in rungs)
        labels = [text for *_, text in texts(ElementTree.fromstring(picture.svg))]
        assert [text for text in labels if text.startswith("output_padding")] == [
            f"output_padding {rung}" for rung in rungs
        ]

    def test_a_kernel_too_large_for_a_size_is_refused(self):
        with pytest.raises(IllegalLayer, match="kernel_size=5"):
            ladder([3, 4], kernel_size=5, stride=1)


def test_importing_the_course_imports_nothing_heavy():
    heavy = [
        "torch", "ipywidgets", "anywidget", "matplotlib", "nbconvert", "nbformat", "nbclient",
        "jupytext", "scipy", "resvg_py", "vl_convert", "IPython",
    ]  # fmt: skip
    code = (
        "import sys, course; [getattr(course, name) for name in course.__all__];"
        "course.draw([1, 1], [1, 1, 3]); course.check('basic.hole', [1]);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_everything_that_is_promised_is_there():
    assert sorted(course.__all__) == list(course.__all__)
    assert all(getattr(course, name) is not None for name in course.__all__)
