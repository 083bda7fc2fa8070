"""Phase sums are what a constant gives, tones are what is in a signal, and both can be seen."""

import base64
import re
import wave
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from course import (
    IllegalLayer,
    conv_transpose1d,
    conv_transpose2d,
    image,
    melody,
    motif,
    phase_sums,
    sound,
    spectrogram,
    tones,
)
from course.audio import MOST, WINDOW, loudness, wav

FAR = 25
"""So many ones on each side are more than any kernel here reaches over."""


def middle(weight, stride, dilation=1) -> list:
    """One stride of what PyTorch makes of ones, far from the ends, from a stamp's start on."""
    w = torch.as_tensor(np.asarray(weight), dtype=torch.float64)
    axes = 2 - w.ndim % 2
    channels = 1 if w.ndim <= 2 else w.shape[0]
    strides = (stride,) * axes if isinstance(stride, int) else stride
    function = (functional.conv_transpose1d, functional.conv_transpose2d)[axes - 1]
    w = w.reshape(channels, -1, *w.shape[-axes:])
    ones = torch.ones(1, channels, *[2 * FAR] * axes, dtype=torch.float64)
    y = function(ones, w, stride=stride, dilation=dilation)[0]
    window = tuple(slice(FAR * s, FAR * s + s) for s in strides)
    return y[(slice(None), *window)].squeeze(0).tolist()


taps = st.lists(st.integers(-9, 9), min_size=1, max_size=7)


class TestPhaseSums:
    @given(taps, st.integers(1, 6), st.integers(1, 4))
    def test_they_are_what_pytorch_makes_of_ones(self, w: list, stride: int, dilation: int):
        assert phase_sums(w, stride, dilation).tolist() == middle(w, stride, dilation)

    @given(st.integers(0, 10**6), st.data())
    def test_so_they_are_in_two_dimensions(self, seed: int, data):
        size = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
        stride = data.draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
        dilation = data.draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
        w = np.random.default_rng(seed).integers(-9, 10, size)
        assert phase_sums(w, stride, dilation).tolist() == middle(w, stride, dilation)

    @pytest.mark.parametrize("shape", [(3, 2, 5), (3, 2, 4, 3)])
    def test_channels_stay_and_add_up_over_the_inputs(self, shape: tuple[int, ...]):
        w = np.random.default_rng(0).integers(-9, 10, shape)
        sums = phase_sums(w, stride=2)
        assert sums.shape == (3, 2, *(2,) * (len(shape) - 2))
        assert sums.sum(0).tolist() == middle(w, 2)

    def test_by_hand(self):
        assert phase_sums([1, 2, 1], stride=2).tolist() == [2, 2]
        assert phase_sums([1, 2, 3, 4], stride=2).tolist() == [4, 6]
        assert phase_sums([1, 1, 3], stride=4).tolist() == [1, 1, 3, 0]
        # Two apart, all taps are on the even places.
        assert phase_sums([1, 1, 3], stride=2, dilation=2).tolist() == [5, 0]
        assert phase_sums(np.ones((3, 3), int), stride=2).tolist() == [[4, 2], [2, 1]]
        volume = phase_sums(np.ones((1, 1, 3, 1, 2), int), stride=(2, 1, 1))
        assert volume.tolist() == [[[[[4]], [[2]]]]]

    def test_a_stride_far_above_the_kernel_is_no_work(self):
        sums = phase_sums([1, 1, 3], stride=10**7)
        assert sums.shape == (10**7,)
        assert sums[:4].tolist() == [1, 1, 3, 0]
        assert not sums[3:].any()

    @given(taps, st.integers(1, 5), st.integers(0, 4))
    def test_a_constant_stays_constant_exactly_when_they_are_equal(
        self, w: list, stride: int, padding: int
    ):
        x = torch.full((1, 1, 40), 7.0, dtype=torch.float64)
        kernel = torch.tensor([[w]], dtype=torch.float64)
        y = functional.conv_transpose1d(x, kernel, stride=stride, padding=padding)[0, 0]
        inside = y[len(w) * stride : -len(w) * stride].tolist()
        assert (len(set(inside)) == 1) == (len(set(phase_sums(w, stride).tolist())) == 1)

    def test_a_layers_weight_is_read_as_it_is(self):
        layer = torch.nn.ConvTranspose1d(2, 3, 4, stride=2)
        assert phase_sums(layer.weight, 2).shape == (2, 3, 2)

    @pytest.mark.parametrize("shape", [(), (1, 1, 1, 1, 1, 1), (2, 0), (0, 1, 3)])
    def test_what_is_no_weight(self, shape: tuple[int, ...]):
        with pytest.raises(ValueError, match="does not fit"):
            phase_sums(np.ones(shape), 2)

    def test_what_is_no_stride(self):
        with pytest.raises(IllegalLayer, match="stride=0 is not possible"):
            phase_sums([1, 2], 0)


KERNELS = {
    "uneven": [1, 2, 3, 4, 1, 2, 3, 4],
    "equal": [1, 2, 3, 4, 4, 3, 2, 1],
    "resize": [1, 4, 5, 5, 4, 1],
    "start": [2, 2, 2, 2, 3, 3, 3, 3],
}
PLAYED = melody()[:450].tolist()
"""The first note."""
FIRST_NOTE = slice(64, 1664)
"""Of what four times as many numbers are: whole periods of 500 Hz, away from the ends."""


def projected(signal: list, rate: int, hertz: int) -> float:
    """The amplitude of one tone, by its share of a cosine and of a sine, without a transform."""
    angles = 2 * np.pi * hertz * np.arange(len(signal)) / rate
    parts = [np.dot(signal, wave_(angles)) / len(signal) for wave_ in (np.cos, np.sin)]
    return float(np.hypot(*parts)) * (1 if hertz in (0, rate // 2) else 2)


class TestTones:
    @pytest.mark.parametrize("name", KERNELS)
    def test_each_is_measured_apart(self, name: str):
        y = torch.nn.functional.conv_transpose1d(
            torch.tensor([[PLAYED]], dtype=torch.float64),
            torch.tensor([[KERNELS[name]]], dtype=torch.float64),
            stride=4,
        )[0, 0, FIRST_NOTE].tolist()
        levels = tones(y, rate=8000)
        assert set(levels) <= set(range(0, 4001, 500))
        for hertz in range(0, 4001, 500):
            alone = projected(y, 8000, hertz)
            assert levels.get(hertz, 0) == round(alone)
            # No digit in the chapter hangs on the last bit of a sine.
            assert abs(alone % 1 - 0.5) > 0.001

    def test_the_unplayed_tone_is_the_transform_of_the_phase_sums(self):
        """For four sums it takes no sine at all: (2 − 6, 4 − 8) is 4·√2 long, and 2 of 4 count."""
        sums = [2, 4, 6, 8]
        square = Fraction((sums[0] - sums[2]) ** 2 + (sums[1] - sums[3]) ** 2, 4)
        constant = 20
        y = conv_transpose1d([constant] * 20, KERNELS["uneven"], stride=4)[8:72]
        assert tones(y, 8000)[2000] == round(float(square) ** 0.5 * constant) == 57
        assert tones(y, 8000)[4000] == abs(sums[0] - sums[1] + sums[2] - sums[3]) * constant // 4
        assert tones(y, 8000).keys() == {0, 2000, 4000}

    @pytest.mark.parametrize("name", ["equal", "resize", "start"])
    def test_with_equal_phase_sums_a_constant_has_no_tone(self, name: str):
        assert set(phase_sums(KERNELS[name], 4).tolist()) == {5}
        y = conv_transpose1d([20] * 20, KERNELS[name], stride=4)[8:72]
        assert tones(y, 8000) == {0: 100}

    def test_resizing_first_is_the_transposed_convolution_with_its_kernel(self):
        """Repeat each number, then convolve with padding 1: the ends of both are cut alike."""
        x = torch.tensor([[PLAYED]], dtype=torch.float64)
        resized = torch.nn.functional.interpolate(x, scale_factor=4, mode="nearest")
        kernel = torch.tensor([[[1, 3, 1]]], dtype=torch.float64)
        wanted = functional.conv1d(resized, kernel, padding=1)[0, 0].tolist()
        assert conv_transpose1d(PLAYED, KERNELS["resize"], stride=4, padding=1).tolist() == wanted

    def test_the_images_of_the_first_note_shrink_and_stay(self):
        """The table of chapter 10, by the transform of what PyTorch makes of the note."""
        measured = {}
        for name, kernel in KERNELS.items():
            x, w = (torch.tensor([[row]], dtype=torch.float64) for row in (PLAYED, kernel))
            y = functional.conv_transpose1d(x, w, stride=4)[0, 0, FIRST_NOTE]
            shares = torch.fft.rfft(y).abs() * 2 / len(y)
            measured[name] = [round(float(shares[hertz // 5])) for hertz in (2000, 1500, 2500)]
            assert name != "uneven" or shares[500 // 5] < shares[2000 // 5]
        assert measured == {
            "uneven": [57, 17, 9],
            "equal": [0, 1, 3],
            "resize": [0, 12, 5],
            "start": [0, 11, 8],
        }

    def test_odd_lengths_and_what_is_no_row(self):
        assert tones([3, 3, 3], 300) == {0: 3}
        assert tones([[[1, 5, 1, 5]]], 8000) == {0: 3, 4000: 2}
        with pytest.raises(ValueError, match="give one row of real numbers"):
            tones([[1, 2], [3, 4]], 8000)

    def test_of_tones_that_meet_on_a_whole_hertz_the_highest_counts(self):
        """18 samples, 2 a second: bins lie 1/9 Hz apart, and all above 0.5 Hz round to 1."""
        n = np.arange(18)
        y = 9 * np.cos(np.pi * n * 6 / 9) + 2 * np.cos(np.pi * n * 8 / 9)
        assert tones(y, 2) == {1: 9}

    @pytest.mark.parametrize("type_", ["int8", "float16", "float32"])
    def test_narrow_types(self, type_: str):
        assert tones(np.array([100, -100] * 4, type_), 8000) == {4000: 100}

    def test_too_loud(self):
        with pytest.raises(ValueError, match=r"must stay below 2\*\*53"):
            tones([1e300, 1e300], 8000)


def played(signal, rate):
    return sound({"a": (signal, rate)})


def drawn(signal, rate):
    return spectrogram({"a": (signal, rate)})


@pytest.mark.parametrize("heard", [tones, played, drawn])
class TestWhatIsNoSignal:
    @pytest.mark.parametrize(
        ("rate", "nearest"), [(0, 1), (-8000, 1), (2**32, 2**32 - 1), (-(2**70), 1)]
    )
    def test_a_rate_out_of_range(self, heard, rate: int, nearest: int):
        with pytest.raises(IllegalLayer, match=f"^rate={rate} is .* works is {nearest}[.]$"):
            heard([1, 2], rate)

    @pytest.mark.parametrize("rate", [8000.5, "8000", None, float("nan"), [8000]])
    def test_a_rate_that_is_no_whole_number(self, heard, rate):
        with pytest.raises(TypeError, match="^rate=.* is not possible: it must be a whole number"):
            heard([1, 2], rate)

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
    def test_a_sample_that_is_not_finite(self, heard, value: float):
        with pytest.raises(ValueError, match=rf"^signal\[1\]={value} is .* must be finite"):
            heard([1, value, 2], 8000)


class TestSound:
    def test_the_file_holds_the_signal_from_end_to_end(self):
        with wave.open(BytesIO(wav([0, 5, 10, 0], rate=8000))) as read:
            assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 1, 8000)
            assert list(read.readframes(9)) == [8, 128, 248, 8]

    @pytest.mark.parametrize("scale", [2.0**-900, 2.0**-10, 1.0, 2.0**60, 1e308])
    def test_a_quiet_or_loud_one_fills_the_file_as_well(self, scale: float):
        with wave.open(BytesIO(wav([-scale, 0, scale, 0], rate=8000))) as read:
            assert list(read.readframes(9)) == [8, 128, 248, 128]

    @pytest.mark.parametrize("type_", ["int8", "uint8", "int64", "uint64"])
    def test_the_ends_of_an_integer_type(self, type_: str):
        ends = np.iinfo(type_)
        with wave.open(BytesIO(wav(np.array([ends.min, ends.max], type_), rate=8000))) as read:
            assert list(read.readframes(9)) == [8, 248]

    def test_a_constant_is_silent(self):
        with wave.open(BytesIO(wav([7] * 5, rate=8000))) as read:
            assert set(read.readframes(9)) == {128}

    def test_a_notebook_gets_a_player_for_each_with_its_name_length_and_sound(self):
        heard = sound({"a <b>": ([0, 1] * 100, 8000), "c": ([3, 5] * 2000, 4000)})
        bundle = heard._repr_mimebundle_(include=None, exclude=None)
        assert (
            bundle["text/plain"]
            == repr(heard)
            == ("a <b>, 0.025 s: 200 samples, 8000 a second.\nc, 1 s: 4000 samples, 4000 a second.")
        )
        found = re.findall(
            r'<figure class="sound"><figcaption>([^<]+)</figcaption><audio controls '
            r'preload="metadata" aria-label="\1" src="data:audio/wav;base64,([^"]+)"></audio>'
            r"</figure>",
            bundle["text/html"],
        )
        assert [name for name, _ in found] == ["a &lt;b&gt;, 0.025 s", "c, 1 s"]
        for (_, data), rate, count in zip(found, (8000, 4000), (200, 4000), strict=True):
            with wave.open(BytesIO(base64.b64decode(data))) as read:
                assert (read.getframerate(), read.getnframes()) == (rate, count)
                assert read.readframes(count) == bytes([8, 248]) * (count // 2)

    @pytest.mark.parametrize("given", [{}, [1, 2], None, {"a": [1, 2]}, {"a": ([1], 8, 9)}])
    @pytest.mark.parametrize("heard", [sound, spectrogram])
    def test_what_is_not_given_by_name_with_its_rate(self, heard, given):
        with pytest.raises(TypeError, match="samples per second"):
            heard(given)

    def test_what_no_browser_plays_gets_samples_in_between(self):
        with wave.open(BytesIO(wav([0, 10, 0, -10], rate=1000))) as read:
            assert read.getframerate() == 3000
            assert list(read.readframes(12)) == [
                *(128, 168, 208), *(248, 208, 168), *(128, 88, 48), *(8, 48, 88),
            ]  # fmt: skip
        with wave.open(BytesIO(wav([0, 1], rate=3000))) as read:
            assert (read.getframerate(), list(read.readframes(9))) == (3000, [8, 248])

    def test_a_long_one_is_refused_with_the_length_that_works(self):
        assert len(wav([0] * MOST, rate=8000)) == MOST + 44
        with pytest.raises(ValueError, match=f"too long: at most {MOST} are stored"):
            sound({"a": ([0] * (MOST + 1), 8000)})


class TestMelody:
    def test_it_lasts_four_seconds_around_20_in_whole_numbers(self):
        played = melody()
        assert played.dtype.kind == "i"
        assert (len(played), played.min(), played.max()) == (8000, 10, 30)
        assert set(played[450:500]) == {20}
        assert abs(played.mean() - 20) < 0.01

    def test_its_notes_have_the_pitches_of_the_ode_to_joy(self):
        """Eighths of a second from the beginning, and what is loudest there, in Hz."""
        pitches = {0: 500, 4: 533, 6: 600, 14: 450, 16: 400, 24: 500, 28: 450}
        for beat, pitch in pitches.items():
            note = melody()[250 * beat : 250 * beat + 200] - 20
            shares = np.abs(np.fft.rfft(note, 2000))
            assert abs(int(shares.argmax()) - pitch) <= 2

    def test_no_number_of_it_hangs_on_the_last_bit_of_a_sine(self):
        for pitch in (400, 450, 500, 533, 600):
            height = 10 * np.sin(2 * np.pi * pitch * np.arange(2000) / 2000)
            assert np.abs(height % 1 - 0.5).min() > 1e-9


def grown(kernel) -> np.ndarray:
    """What PyTorch makes of the cat with a kernel that is this row both ways."""
    weight = torch.tensor(np.outer(kernel, kernel)[None, None], dtype=torch.float64)
    x = torch.tensor([[motif(16)]], dtype=torch.float64)
    return functional.conv_transpose2d(x, weight, stride=2, padding=1)[0, 0].numpy()


ROWS = {"before": [1, 1, 1], "equal": [1, 2, 1], "resize": [1, 4, 4, 1], "start": [2, 2, 3, 3]}


class TestTheCat:
    def test_each_repair_takes_the_checkerboard_away_and_the_words_say_so(self):
        pictures = {name: grown(row) for name, row in ROWS.items()}
        told = image(pictures).alt
        for name, y in pictures.items():
            row = ROWS[name]
            ours = conv_transpose2d(motif(16), np.outer(row, row), stride=2, padding=1)
            assert ours.tolist() == y.tolist()
            # Along the cat's forehead the input is 9: a row of y without any edge.
            forehead = y[14, 10:22]
            assert (len(set(forehead.tolist())) == 1) is (name != "before")
            said = told.partition(f"{name}: ")[2].split(". ")[1]
            assert said.startswith("A checkerboard" if name == "before" else "No checkerboard")

    def test_what_each_leaves_at_an_edge(self):
        """Between 1 and 9: one pixel in between, two, or blocks of two."""
        x = [1, 1, 1, 9, 9, 9]
        made = {n: conv_transpose1d(x, w, stride=2, padding=1) for n, w in ROWS.items()}
        assert made["equal"].tolist()[2:9] == [2, 2, 2, 10, 18, 18, 18]
        assert made["resize"].tolist()[2:10] == [5, 5, 5, 13, 37, 45, 45, 45]
        assert made["start"].tolist()[3:9] == [5, 5, 21, 21, 45, 45]

    def test_resizing_first_is_the_same_in_two_dimensions(self):
        x = torch.tensor([[motif(16)]], dtype=torch.float64)
        resized = functional.interpolate(x, scale_factor=2, mode="nearest")
        kernel = torch.tensor(np.outer([1, 3, 1], [1, 3, 1])[None, None], dtype=torch.float64)
        wanted = functional.conv2d(resized, kernel, padding=1)[0, 0]
        assert wanted.tolist() == grown(ROWS["resize"]).tolist()

    @pytest.mark.parametrize(
        ("values", "step"),
        [
            ([[1, 3] * 4] * 4, "2"),
            ([[1] * 4, [4] * 4] * 3, "3"),
            ([[1, 2] * 4, [2, 1] * 4] * 3, "1"),
            ([list(range(9))] * 9, None),
            ([[5, 5], [5, 5]], None),
            ([[1, 2]], None),
        ],
    )
    def test_stripes_and_checkerboards_are_told_and_ramps_are_not(self, values, step):
        told = image({"a": values}).alt
        assert ("A checkerboard" in told) is (step is not None)
        assert step is None or told.endswith(f"take turns by {step}.")


SIGNALS = {
    name: conv_transpose1d(melody(), KERNELS[name], stride=4, padding=2)
    for name in ("uneven", "equal")
}


PHONE = 358
"""How wide a still picture is on a phone that is 390 px wide."""


def test_four_images_and_a_spectrogram_are_read_on_a_phone_without_scrolling():
    from publish.html.render import narrowest

    pictures = {
        "images": image({name: grown(row) for name, row in ROWS.items()}),
        "spectrogram": spectrogram({name: (y, 8000) for name, y in SIGNALS.items()}),
    }
    assert {name for name, p in pictures.items() if narrowest(p.svg) > PHONE} == set()


class TestSpectrogram:
    def test_the_transform_is_that_of_pytorch(self):
        y = SIGNALS["uneven"]
        size = 8000 // WINDOW
        theirs = torch.stft(
            torch.tensor(y - y.mean(), dtype=torch.float64),
            size,
            hop_length=size // 2,
            window=torch.hann_window(size, dtype=torch.float64),
            center=False,
            return_complex=True,
        )
        theirs = theirs.abs().T.numpy() * 2 / (size / 2)
        theirs[:, [0, -1]] /= 2
        assert np.allclose(loudness(y, 8000), theirs)

    def test_no_level_hangs_on_the_last_bit_of_a_transform(self):
        found = [loudness(y, 8000) for y in SIGNALS.values()]
        most = max(levels.max() for levels in found)
        for levels in found:
            for step in range(1, 6):
                assert np.abs(levels / most * 2**step - 1).min() > 1e-9

    def test_it_says_and_shows_what_is_heard_all_the_time(self):
        picture = spectrogram({name: (y, 8000) for name, y in SIGNALS.items()})
        uneven, equal = picture.text.split("\n\n")
        lines = {line[:8].strip(): line[10:] for line in uneven.splitlines()[1:]}
        assert set(lines["2000 Hz"]) == {"@"}
        assert len(lines["2000 Hz"]) == 64
        assert set(lines["2250 Hz"]) <= {" ", "."}
        assert "\n 2000 Hz |\n" in equal
        assert "uneven: 2000, 4000 Hz all the time, " in picture.alt
        assert "equal: " in picture.alt
        assert picture.alt.count("all the time") == 1
        texts = re.findall(r"<text[^>]*>([^<]*)<", picture.svg)
        assert {"Hz", "s", "0", "1", "2", "3", "4", "1000", "2000", "4000", "1/32"} <= set(texts)

    def test_the_whistle_is_one_line_through_all_of_its_panel(self):
        def across(y: np.ndarray) -> float:
            """How far there is ink at 2000 Hz, halfway between the labels 0 and 4000."""
            svg = spectrogram({"a": (y, 8000)}).svg
            labels = dict(re.findall(r'y="([\d.]+)"[^>]*text-anchor="end"[^>]*>(\d+)<', svg))
            middle = next(y for y, hertz in labels.items() if hertz == "2000")
            assert 2 * float(middle) == sum(float(y) for y, hertz in labels.items()
                                            if hertz in {"0", "4000"})  # fmt: skip
            runs = re.findall(rf"M[\d.]+ {float(middle):.1f}h([\d.]+)", svg)
            return sum(map(float, runs))

        assert across(SIGNALS["uneven"]) == pytest.approx(472 * 199 / 200, abs=1)
        assert across(SIGNALS["equal"]) == 0

    def test_silence_and_what_is_too_short(self):
        assert spectrogram({"a": ([7] * 800, 8000)}).alt.endswith("a: silence.")
        for count, rate in [(319, 8000), (800, 99)]:
            with pytest.raises(ValueError, match="too short for a spectrogram"):
                spectrogram({"a": ([1] * count, rate)})
        assert spectrogram({"a": ([1, 2] * 160, 8000)}).alt.endswith("a: 4000 Hz all the time.")


class TestPictures:
    @pytest.mark.parametrize("images", [{}, [], [[1, 2]], None])
    def test_images_without_names(self, images):
        with pytest.raises(TypeError, match="images must be given by name"):
            image(images)

    def test_a_name_wider_than_its_image_stays_on_the_card(self):
        svg = image({"m" * 36: [[1]], "b": [[2]]}).svg
        middle = float(re.search(r'<text x="([\d.]+)"[^>]*>m+<', svg)[1])
        pixels = [float(x) for x in re.findall(r'<rect x="([\d.]+)"[^>]*crispEdges', svg)]
        width = 36 * 14 * 0.56
        assert middle - width / 2 > 15.9
        assert pixels[0] == pytest.approx(middle - 110)
        assert pixels[1] > middle + width / 2

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_a_pixel_that_is_not_finite(self, value: float):
        with pytest.raises(ValueError, match="dark can't be drawn: its numbers must be finite"):
            image({"dark": [[1, value]]})

    def test_an_image_with_too_many_pixels_to_read(self):
        assert image({"large": np.ones((64, 64))}).alt.endswith("large: 64 by 64 pixels, all 1.")
        with pytest.raises(ValueError, match=r"large of shape \(2, 65\) .* large\[:64, :64\]"):
            image({"large": np.ones((2, 65))})

    def test_an_image_has_the_lightest_grey_for_its_largest_number(self):
        picture = image({"ramp": [[0, 1], [2, 4]], "flat": [[5]]})
        greys = re.findall(r'fill="#(\w\w)\1\1" shape', picture.svg)
        assert greys == ["26", "5A", "8D", "F4", "F4"]
        assert picture.alt == (
            "Images in greys, the largest number of each lightest. "
            "ramp: 2 by 2 pixels, from 0 to 4. flat: 1 by 1 pixels, all 5."
        )

    def test_pixels_too_small_for_a_number_are_greys_alone(self):
        picture = image({"a": [[0, 4, 2]], "b": [[1, 2], [3, 4]]}, pixel=6)
        body = picture.svg.partition(">")[2]
        assert re.findall(r"<text[^>]*>([^<]*)<", body) == ["a", "b"]
        assert 'fill="#262626" shape-rendering="crispEdges" d="M16 42h6v6h-6z"' in body
        assert picture.text == "a\n##  ==\n\nb\n++==\n::"

    @pytest.mark.parametrize("size", [31, 32])
    def test_a_pixel_ends_where_the_next_begins(self, size: int):
        """Anything else is a line across the image, as white as the card."""
        svg = image({"a": np.ones((size, size))}).svg
        squares = re.findall(r"M([\d.]+) [\d.]+h([\d.]+)v", svg)
        begins = {float(x) for x, _ in squares}
        ends = {round(float(x) + float(across), 4) for x, across in squares}
        assert len(begins) == len(ends) == size
        assert ends - {max(ends)} <= begins

    def test_images_that_fill_a_row_go_on_below(self):
        """A phone shows the drawing as wide as its widest row."""
        svg = image({name: np.eye(32) for name in "abcde"}, pixel=6).svg
        names = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\w)<', svg)
        assert [name for *_, name in names] == list("abcde")
        assert len({y for _, y, _ in names}) == 3
        width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', svg).groups())
        assert width == 16 + 192 + 26 + 192 + 16
        assert height == 16 + 3 * (26 + 192) + 2 * 26 + 16

    def test_what_an_image_lacks_is_marked_in_drawing_text_and_words(self):
        picture = image({"16 → 31": np.ones((31, 31)), "32": np.ones((32, 32))}, pixel=6,
                        same_size=True)  # fmt: skip
        red = re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" fill="#B3123C"',
                         picture.svg)  # fmt: skip
        assert red == [("202", "42", "6", "192"), ("16", "228", "186", "6")]
        lines = picture.text.split("\n")
        assert [line.endswith("xx") for line in lines[1:33]] == [True] * 32
        assert lines[32] == "xx" * 32
        assert picture.text.count("xx") == 63
        assert "16 → 31: 31 by 31 pixels, all 1. What it lacks for 32 by 32 is red" in picture.alt
        assert image({"a": [[1]], "b": [[1, 2]]}).svg.count("#B3123C") == 0

    @pytest.mark.parametrize("pixel", [0, -6, float("nan"), "6", 1000])
    def test_a_pixel_that_has_no_such_width(self, pixel):
        with pytest.raises(ValueError, match=r"pixel=.* it must be a width in px, as in 6"):
            image({"a": [[1]]}, pixel=pixel)

    @pytest.mark.parametrize("values", [[1, 2], [[[1]]], [[1j]]])
    def test_what_is_no_image(self, values):
        with pytest.raises(ValueError, match="no image of shape .* can't be drawn"):
            image({"no image": values})
