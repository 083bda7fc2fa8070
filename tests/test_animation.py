"""Every frame of every animation holds PyTorch's numbers, and the SVG shows exactly that frame."""

import itertools
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
import torch
from torch.nn import functional

from course import IllegalLayer, animate
from course.layer import Layer
from course.picture.motion import play
from course.trace import ConvTrace, Trace
from course.views import lay_out
from course.views.film import Film
from course.views.films import FILMS, convolution
from publish import gallery
from publish.tree import this_tree

SVG = "{http://www.w3.org/2000/svg}"
# "A guide to convolution arithmetic", by hand: of the convolution i, o, p, k, s, d; of the
# transposed one p′ (zeros around), the stretched input's size, and a (more zeros at one end).
GUIDE = {
    "no_padding_no_strides": ((4, 2, 0, 3, 1, 1), (2, 2, 0)),
    "arbitrary_padding_no_strides": ((5, 6, 2, 4, 1, 1), (1, 6, 0)),
    "same_padding_no_strides": ((5, 5, 1, 3, 1, 1), (1, 5, 0)),
    "full_padding_no_strides": ((5, 7, 2, 3, 1, 1), (0, 7, 0)),
    "no_padding_strides": ((5, 2, 0, 3, 2, 1), (2, 3, 0)),
    "padding_strides": ((5, 3, 1, 3, 2, 1), (1, 5, 0)),
    "padding_strides_odd": ((6, 3, 1, 3, 2, 1), (1, 5, 1)),
    "dilation": ((7, 3, 0, 3, 1, 2), (4, 3, 0)),
}
# What the guide lacks, by hand in the same way.
OURS = {
    "side_by_side": ((6, 3, 0, 2, 2, 1), (1, 5, 0)),
    "dilation_strides": ((7, 3, 2, 3, 2, 3), (4, 5, 0)),
}
TABLE = GUIDE | OURS


def square(name: str, size: int) -> list[list[int]]:
    """Numbers by hand, unlike the gallery's."""
    return [[(3 * r + 5 * c + len(name)) % 7 - 2 for c in range(size)] for r in range(size)]


def plane(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def cells(film: Film, frame: int, panel: int) -> dict[tuple[int, int], str]:
    """The texts of a panel's cells; each cell is there once."""
    found = [c for c in film.frames[frame].cells if c.panel == panel]
    texts = {cell.place: cell.text for cell in found}
    assert len(texts) == len(found)
    return texts


def value(text: str) -> int:
    """What stands in a cell, where "3+2" and "3−2" are still to be added up."""
    return sum(map(int, re.findall(r"[+-]?\d+", text.replace("−", "-"))))


def case(name: str):
    """The parameters of a transposed convolution of the table, its input and its kernel."""
    (i, o, p, k, s, d), (_, _, a) = TABLE[name]
    parameters = {"stride": s, "padding": p, "output_padding": a, "dilation": d}
    return square(name, o), square(name[::-1] + "w", k), parameters, i


@pytest.mark.parametrize("name", TABLE)
class TestViews:
    """The still and live views, in two dimensions."""

    def test_the_kernel_turned_round_makes_pytorchs_numbers_of_what_it_slides_over(self, name: str):
        x, w, parameters, _ = case(name)
        trace = Trace.of(x, w, **parameters, dimensions=2)
        over, kernel, output = lay_out(trace, "zero_insert").planes
        around, stretched, more = TABLE[name][1]
        whole = stretched + 2 * around + more
        assert sorted(over.marks) == list(itertools.product(range(whole), repeat=2))
        shown, turned, made = (
            plane([[marks[r, c].value for c in columns] for r in rows])
            for (_, (rows, columns), *_), marks, _ in (over, kernel, output)
        )
        assert turned.tolist() == plane(w).flip(-1, -2).tolist()
        y = functional.conv_transpose2d(plane(x), plane(w), **parameters)
        assert made.tolist() == y.tolist()
        d = parameters["dilation"]
        assert functional.conv2d(shown, turned, dilation=d).tolist() == y.tolist()
        # Where the kernel lies for the first output.
        assert over.laid == tuple(itertools.product(range(0, len(w) * d, d), repeat=2))
        marks = [mark for one in (over, kernel, output) for mark in one.marks.values()]
        assert len({mark.id for mark in marks}) == len(marks)
        assert sum(mark.kind == "x" for mark in marks) == len(x) ** 2
        assert {mark.look for mark in over.marks.values() if mark.kind == "z"} <= {"pale"}


def test_inputs_that_deep_padding_takes_away_are_cut():
    x, w = [[1, 2], [3, 4]], [[1, 2], [5, 7]]
    over, _, output = lay_out(Trace.of(x, w, stride=3, padding=2), "zero_insert").planes
    y = functional.conv_transpose2d(plane(x), plane(w), stride=3, padding=2)
    assert [[output.marks[0, 0].value]] == y[0, 0].tolist()
    shown = {at: (mark.value, mark.look) for at, mark in over.marks.items()}
    assert {at for at, (_, look) in shown.items() if look != "cut"} == {
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    }
    assert {value: at for at, (value, _) in shown.items() if value} == {
        1: (-1, -1),
        2: (-1, 2),
        3: (2, -1),
        4: (2, 2),
    }


@pytest.mark.parametrize("name", TABLE)
class TestFrames:
    def test_stamp_after_stamp_the_sums_are_pytorchs(self, name: str):
        x, w, parameters, size = case(name)
        film = FILMS["scatter"](Trace.of(x, w, **parameters, dimensions=2))
        p, o = parameters["padding"], len(x)
        uncut = {"stride": parameters["stride"], "dilation": parameters["dilation"]}
        done = torch.zeros(1, 1, o, o, dtype=torch.float64)
        assert len(film.frames) == o * o + 1
        for n, i in enumerate(itertools.product(range(o), repeat=2)):
            done[0, 0, i[0], i[1]] = x[i[0]][i[1]]
            sums = functional.conv_transpose2d(done, plane(w), **uncut)[0, 0]
            shown = cells(film, n, 3)
            inside = [at for at in shown if min(at) >= 0 and max(at) < size]
            assert len(inside) == size * size
            for r, c in shown if o * o * len(w) ** 2 < 400 else inside:
                there = sums[r + p, c + p] if max(r, c) + p < len(sums) else 0
                assert value(shown[r, c]) == there, (n, r, c)
            # The stamp beside it is the kernel, scaled, and it is laid where PyTorch puts it.
            stamp = {at: x[i[0]][i[1]] * w[at[0]][at[1]] for at in cells(film, n, 2)}
            assert {at: value(text) for at, text in cells(film, n, 2).items()} == stamp
            laid = film.frames[n].kernel
            s, d = uncut["stride"], uncut["dilation"]
            assert laid.place == (i[0] * s - p, i[1] * s - p)
            assert [at for at, _ in laid.taps] == [
                (r * d, c * d) for r in range(len(w)) for c in range(len(w))
            ]
        y = functional.conv_transpose2d(plane(x), plane(w), **parameters)[0, 0]
        assert y.shape == (size, size)
        last = cells(film, -1, 3)
        assert [[value(last[r, c]) for c in range(size)] for r in range(size)] == y.tolist()

    def test_output_after_output_the_inputs_and_taps_shown_make_pytorchs_number(self, name: str):
        x, w, parameters, size = case(name)
        film = FILMS["gather"](Trace.of(x, w, **parameters, dimensions=2))
        y = functional.conv_transpose2d(plane(x), plane(w), **parameters)[0, 0].flatten().tolist()
        assert len(film.frames) == size * size + 1
        for n, wanted in enumerate(y):
            lit = [c for c in film.frames[n].cells if c.panel == 0 and c.hue is not None]
            taps = [c for c in film.frames[n].cells if c.panel == 1 and c.hue is not None]
            assert sum(value(c.text) * value(c.corner[1:]) for c in lit) == wanted
            # An input and its tap wear one colour.
            assert {c.hue: value(c.corner[1:]) for c in lit} == {c.hue: value(c.text) for c in taps}
            made = cells(film, n, 2)
            assert [value(t) for t in list(made.values())[: n + 1]] == y[: n + 1]
            assert set(list(made.values())[n + 1 :]) <= {""}
            assert film.frames[n].words.startswith(f"y[{n // size}, {n % size}] = ")
            assert value(film.frames[n].words.rpartition(" = ")[2].partition(",")[0]) == wanted

    def test_the_kernel_turned_round_slides_over_zeros_to_the_same_numbers(self, name: str):
        x, w, parameters, _ = case(name)
        film = FILMS["zero_insert"](Trace.of(x, w, **parameters, dimensions=2))
        around, stretched, more = TABLE[name][1]
        grid = cells(film, 0, 0)
        whole = stretched + 2 * around + more
        assert sorted(grid) == list(itertools.product(range(whole), repeat=2))
        s = parameters["stride"]
        wanted = torch.zeros(whole, whole, dtype=torch.float64)
        wanted[around : around + stretched : s, around : around + stretched : s] = plane(x)[0, 0]
        shown = [[value(grid[r, c]) for c in range(whole)] for r in range(whole)]
        assert shown == wanted.tolist()
        numbered = (stretched, stretched, around, more)
        said = f"stretched to {stretched}×{stretched}, zeros around: {around}"
        said += f", {more} more at the bottom and right" if more else ""
        assert film.frames[-1].words == said, numbered
        y = functional.conv_transpose2d(plane(x), plane(w), **parameters)[0, 0].flatten().tolist()
        self.slides(film, y)

    def test_the_convolution_slides_to_pytorchs_numbers(self, name: str):
        (i, o, p, k, s, d), _ = TABLE[name]
        x, w = square(name, i), square(name + "w", k)
        film = convolution(ConvTrace.of(x, w, stride=s, padding=p, dilation=d, dimensions=2))
        y = functional.conv2d(plane(x), plane(w), stride=s, padding=p, dilation=d)[0, 0]
        assert y.shape == (o, o)
        padded = functional.pad(plane(x), (p, p, p, p))[0, 0].tolist()
        grid = cells(film, 0, 0)
        assert [
            [value(grid[r - p, c - p]) for c in range(i + 2 * p)] for r in range(i + 2 * p)
        ] == (padded)
        self.slides(film, y.flatten().tolist())

    @staticmethod
    def slides(film: Film, y: list[float]) -> None:
        """Each frame's number is that of the taps on the cells that they lie on."""
        assert len(film.frames) == len(y) + 1
        for n, wanted in enumerate(y):
            laid, grid = film.frames[n].kernel, cells(film, n, 0)
            (r, c), made = laid.place, list(cells(film, n, 2).values())
            met = [(grid[r + dr, c + dc], tap) for (dr, dc), tap in laid.taps]
            assert sum(value(text) * value(tap[1:]) for text, tap in met) == wanted
            assert value(made[n]) == wanted
            assert set(made[n + 1 :]) <= {""}
            assert value(film.frames[n].words.rpartition(" = ")[2]) == wanted


# ---------------------------------------------------------------- the SVG


class Player:
    """What a browser shows of an animated SVG at a time, as far as animations of this kind go."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        css = "".join(style.text for style in self.root.iter(f"{SVG}style"))
        self.seconds = float(re.search(r"animation-duration:([\d.]+)s", css)[1])
        self.early = float(re.search(r"animation-delay:-([\d.]+)s;animation-timing", css)[1])
        self.keys = {}
        for name, stops in re.findall(r"@keyframes ([\w-]+)\{((?:[^{}]+\{[^{}]*\})+)\}", css):
            times = []
            for ats, looks in re.findall(r"([^{}]+)\{([^{}]*)\}", stops):
                told = dict(look.split(":") for look in looks.split(";"))
                times += [
                    (100.0 if at == "to" else float(at.rstrip("%")), told) for at in ats.split(",")
                ]
            self.keys[name] = sorted(times, key=lambda stop: stop[0])
        rule = r"\.([\w-]+)\{animation-name:([\w-]+)(?:;animation-delay:(-[\d.]+)s)?\}"
        self.rules = {
            name: (keys, float(delay) if delay else -self.early)
            for name, keys, delay in re.findall(rule, css)
        }

    def looks(self, name: str, time: float) -> dict[str, str]:
        keys, delay = self.rules[name]
        phase = ((time - delay) % self.seconds) / self.seconds * 100
        return next((told for at, told in reversed(self.keys[keys]) if at <= phase), {})

    def texts(self, time: float | None) -> Counter:
        """The texts that are seen at a time, or (None) where nothing moves."""
        found: Counter = Counter()

        def walk(element: ElementTree.Element, seen: bool) -> None:
            seen = {"hidden": False}.get(element.get("visibility"), seen)
            name = element.get("class")
            if name in self.rules and time is not None:
                told = self.looks(name, time).get("visibility")
                seen = seen if told is None else told == "visible"
            if element.tag == f"{SVG}text" and seen:
                found[element.text] += 1
            for child in element:
                walk(child, seen)

        walk(self.root, True)
        return found


def told(film: Film, n: int) -> Counter:
    """The texts that a frame holds, its line of words apart."""
    frame = film.frames[n]
    texts = [text for cell in frame.cells for text in (cell.text, cell.corner) if text]
    texts += [tap for _, tap in frame.kernel.taps if tap] if frame.kernel else []
    texts += film.heading.split(", ", 1)
    for panel in film.panels:
        texts += [panel.title or frame.title]
        texts += [str(at) for count in panel.numbered for at in range(count)]
    return Counter(filter(None, texts))


def films() -> dict[str, Film]:
    x, w, parameters, _ = case("padding_strides_odd")
    trace = Trace.of(x, w, **parameters, dimensions=2)
    made = {view: film(trace) for view, film in FILMS.items()}
    made["convolution"] = convolution(
        ConvTrace.of(square("x", 6), w, stride=2, padding=1, dimensions=2)
    )
    made["long"] = FILMS["scatter"](
        Trace.of(square("y", 6), square("w", 4), padding=2, dimensions=2)
    )
    made["one frame"] = FILMS["scatter"](Trace.of([[2]], [[1, 3]], dimensions=2))
    return made


@pytest.mark.parametrize(("name", "film"), films().items(), ids=films())
class TestPlays:
    def test_at_each_time_one_frame_is_seen_and_nothing_else(self, name: str, film: Film):
        player = Player(play(film, "alt"))
        slots = len(film.frames) + 2
        length = player.seconds / slots
        for n in range(slots):
            frame = min(n, len(film.frames) - 1)
            for part in (0.01, 0.97):
                seen = player.texts((n + part) * length)
                assert not told(film, frame) - seen, n
                # What is left is the line of words, in one line or several.
                left = "".join((seen - told(film, frame)).elements())
                assert sorted(left.replace(" ", "")) == sorted(
                    film.frames[frame].words.replace(" ", "")
                )
        # Round it goes: the next turn begins with the first frame.
        assert player.texts(player.seconds + length / 2) == player.texts(length / 2)

    def test_where_nothing_moves_the_result_stands(self, name: str, film: Film):
        player = Player(play(film, "alt"))
        assert player.texts(None) == player.texts(player.seconds - 0.1)
        assert not told(film, -1) - player.texts(None)

    def test_hosts_that_are_hostile(self, name: str, film: Film):
        svg = play(film, "a <b> & c")
        root = ElementTree.fromstring(svg)
        assert root.get("aria-label") == "a <b> & c"
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert not re.search(r"<script|<image|href|url\(|var\(|\bid=", svg)
        assert "prefers-reduced-motion:reduce" in svg
        # No rule of one figure touches another in the same page.
        (prefix,) = {g.get("class") for g in root.findall(f"{SVG}g/{SVG}g")}
        css = root.find(f".//{SVG}style").text
        names = re.findall(r"[.]([a-z][\w-]*)|@keyframes ([\w-]+)", css)
        assert all((a or b).startswith(prefix) for a, b in names)


# ---------------------------------------------------------------- the gallery


class TestGallery:
    def test_it_has_the_guides_animations_and_ours_under_their_names(self):
        assert list(gallery.NAMED) == list(TABLE)
        for name, ((i, o, p, k, s, d), (_, _, a)) in TABLE.items():
            size, layer = gallery.NAMED[name]
            assert (size, layer) == (i, Layer(k, s, p, dilation=d))
            assert gallery.way_back(size, layer) == (o, a)

    def test_the_files_are_what_the_code_draws(self):
        files = gallery.files(this_tree())
        docs = this_tree().root / "docs"
        stills = [
            docs / f"{name}{theme}.svg"
            for name in ("growing", "clash", "stamps")
            for theme in ("", "-dark")
        ]
        assert sorted(files) == sorted([*stills, *(docs / "animations").iterdir()])
        for path, text in files.items():
            mend = "run: python -m publish gallery"
            assert path.read_text(encoding="utf-8") == text, mend
            assert len(text.encode()) < 60_000

    def test_its_numbers_tell_directions_apart(self):
        """A kernel that is its own mirror image would hide a mistake."""
        for k, kernel in gallery.KERNELS.items():
            rows = [tuple(row) for row in kernel]
            turned = [row[::-1] for row in rows[::-1]]
            assert rows != turned
            assert k < 3 or rows != [tuple(column) for column in zip(*rows, strict=True)]


# ---------------------------------------------------------------- asking for one


class TestAnimate:
    def test_characters_by_hand(self):
        picture = animate([[1, 2]], [[1, 1, 3]], stride=2, padding=(0, 1), output_padding=(0, 1))
        assert picture.text.splitlines() == [
            "transposed convolution 1×2 → 1×4, kernel 1×3, stride 2, padding (0, 1), "
            "output_padding (0, 1)",
            "",
            "input       kernel          output",
            "  1   2       1   1   3      (1)  1   5   2  [6]",
            "",
            "height = (1 − 1)·2 − 2·0 + 1·(1 − 1) + 0 + 1 = 1; "
            "width = (2 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 4",
        ]
        assert picture.alt.endswith("Input [[1, 2]], kernel [[1, 1, 3]], output [[1, 5, 2, 6]].")

    def test_every_reading_ends_with_the_same_output(self):
        x, w = square("a", 2), square("b", 3)
        wanted = functional.conv_transpose2d(plane(x), plane(w), stride=2, padding=1)[0, 0]
        for view in FILMS:
            alt = animate(x, w, stride=2, padding=1, view=view).alt
            assert alt.endswith(f"output {wanted.int().tolist()}.")

    def test_twice_it_is_the_same_byte_by_byte(self):
        assert animate([[1, 2]], [[1, 3]]).svg == animate([[1, 2]], [[1, 3]]).svg

    def test_it_is_saved_as_the_result_where_nothing_moves(self, tmp_path):
        pytest.importorskip("resvg_py")
        path = animate([[1, 2], [3, 1]], [[1, 1], [1, 3]], stride=2).save(tmp_path / "x.png")
        assert path.read_bytes().startswith(b"\x89PNG")

    @pytest.mark.parametrize(
        ("changes", "match"),
        [
            ({"view": "matrix"}, "must be one of scatter, gather, zero_insert"),
            ({"transposed": False, "output_padding": 1}, "a convolution has none"),
            ({"stride": (1, 2, 3)}, r"stride=\(1, 2, 3\) .* one number, or 2 of them"),
            ({"stride": 10**6}, "output of 1000001 × 1000002 cells .* at most 400"),
            ({"transposed": False, "padding": 50}, "input with its zeros of 102 × 102 cells"),
        ],
    )
    def test_what_it_refuses(self, changes: dict, match: str):
        with pytest.raises(ValueError, match=match):
            animate([[1, 2], [3, 4]], [[1, 2]], **changes)

    def test_illegal_layers_are_pytorchs(self):
        with pytest.raises(IllegalLayer, match="output_padding=1 is not possible"):
            animate([[1, 2], [3, 4]], [[1, 2]], output_padding=1)
        with pytest.raises(IllegalLayer):
            animate([[1, 2], [3, 4]], [[1, 2, 3]], transposed=False)
