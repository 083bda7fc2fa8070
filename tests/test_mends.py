"""What explain advises against sizes that clash is right: PyTorch runs each mended model."""

import re
import threading

import pytest
import torch
from torch import nn
from torch.nn import functional

from course import Layer, explain, find_layers
from course.models import trials


class OneLevel(nn.Module):
    """An encoder of one level and its decoder, joined; mended as explain says it."""

    def __init__(self, down: tuple[int, ...], up: tuple[int, ...], mend=None) -> None:
        super().__init__()
        self.down, self.mend = nn.Conv1d(1, 1, *down), mend
        self.up = nn.ConvTranspose1d(1, 1, *up)
        if mend and mend.axes:
            [axis] = mend.axes
            self.up = nn.ConvTranspose1d(
                1, 1, axis.kernel_size, axis.stride, axis.padding, axis.output_padding
            )

    def forward(self, x):
        kind = self.mend.kind if self.mend else ""
        if kind == "input":
            multiple, plus = re.search(r"multiple of (\d+)( plus 1)?", self.mend.action).groups()
            more = bool(plus)
            x = functional.pad(x, (0, (more - x.shape[-1]) % int(multiple)))
        low, skip = self.down(x), x
        if kind == "output_size":
            y = eval(self.mend.action, {"up": self.up, "x": low, "skip": skip})
        else:
            y = self.up(low)
        if kind == "crop":
            code = self.mend.reach.partition("for every size use ")[2] or self.mend.action
            new = eval(code, {"y": y, "skip": skip, "F": functional})
            y, skip = (y, new) if any(self.mend.skip_pads) else (new, skip)
        return torch.cat([y, skip], 1)


def runs(model: nn.Module, size: int) -> bool:
    try:
        with torch.no_grad():
            model(torch.ones(1, 1, size))
    except (RuntimeError, ValueError):
        return False
    return True


DOWNS = [
    ((2, 2), 17),
    ((3, 2, 1), 17),
    ((3, 2, 1), 22),
    ((4, 2, 1), 17),
    ((5, 3, 2), 22),
    ((3, 1), 17),
]
UPS = [(2, 2), (3, 2, 1), (3, 2, 1, 1), (4, 2, 1), (3, 1), (5, 3, 1), (4, 4)]


@pytest.mark.long(sample=2)
@pytest.mark.parametrize(("down", "size"), DOWNS)
def test_each_mend_does_what_it_says(down: tuple[int, ...], size: int):
    tried = 0
    # Of the next 64 sizes some, with every remainder by 2, 3 and 4 among them.
    sizes = [*range(size, size + 4), *range(size + 5, size + 65, 11)]
    for up in UPS:
        plain = OneLevel(down, up)
        told = explain(plain, size)
        fitted = {one for one in sizes if runs(plain, one)}
        assert (told.misfit is None) == (size in fitted)
        for mend in told.misfit.mends if told.misfit else ():
            tried += 1
            case = (up, str(mend), told.misfit.tried)
            mended = OneLevel(down, up, mend)
            works = {one for one in sizes if runs(mended, one)}
            assert size in works, case
            assert not mend.for_all or works == set(sizes), case
            breaks = [caveat for caveat in mend.caveats if caveat.startswith("breaks")]
            assert breaks or fitted <= works, case
            for caveat in breaks:
                if broken := re.fullmatch(r"breaks (\d+), which works now", caveat):
                    assert runs(plain, int(broken[1])), case
                    assert not runs(mended, int(broken[1])), case
    assert tried


class UNet(nn.Module):
    """Of so many levels, each halved by a strided convolution, as in pix2pix.

    Its mends stand in its code: asking for the size of the skip connection, or padding the input.
    """

    def __init__(self, levels: int, asks: bool = False, multiple: int = 1) -> None:
        super().__init__()
        self.asks, self.multiple = asks, multiple
        self.down = nn.ModuleList(nn.Conv2d(1, 1, 4, 2, 1) for _ in range(levels))
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 - (n == 0), 1, 4, 2, 1) for n in range(levels))

    def forward(self, x):
        more = [-size % self.multiple for size in x.shape[:-3:-1]]
        skips = [functional.pad(x, (0, more[0], 0, more[1]))]
        for down in self.down:
            skips.append(down(skips[-1]))
        y = skips.pop()
        for up in self.up:
            skip = skips.pop()
            y = up(y, output_size=skip.shape[-2:]) if self.asks else up(y)
            y = torch.cat([y, skip], 1)
        return y


class Uncropped(nn.Module):
    """Ronneberger et al. 2015 with unpadded convolutions, and what its skip connections lose."""

    def __init__(self, crops: tuple[str, ...] = ("skip",) * 4) -> None:
        super().__init__()
        self.crops = crops
        self.down = nn.ModuleList(nn.Conv2d(1, 1, 5) for _ in range(5))
        self.up = nn.ModuleList(nn.ConvTranspose2d(1, 1, 2, 2) for _ in range(4))
        self.narrow = nn.ModuleList(nn.Conv2d(2, 1, 5) for _ in range(4))

    def forward(self, x):
        skips = []
        for down in self.down[:-1]:
            skips.append(down(x))
            x = functional.max_pool2d(skips[-1], 2)
        x = self.down[-1](x)
        for up, narrow, crop in zip(self.up, self.narrow, self.crops, strict=True):
            y, skip = up(x), skips.pop()
            x = narrow(torch.cat([y, eval(crop, {"skip": skip, "y": y, "F": functional})], 1))
        return x


def shape_of(model: nn.Module, *size: int) -> tuple[int, ...]:
    with torch.no_grad():
        return tuple(model(torch.ones(1, 1, *size)).shape[2:])


class Levels(nn.Module):
    """Several levels with settings of their own, and padded or cut at each join if asked."""

    def __init__(self, downs, ups, code: str = "y", changed: dict[int, Layer] | None = None):
        super().__init__()
        self.code = code
        layers = [Layer(*up) for up in ups]
        for n, layer in (changed or {}).items():
            layers[n] = layer
        self.down = nn.ModuleList(nn.Conv1d(1, 1, *down) for down in downs)
        self.up = nn.ModuleList(
            nn.ConvTranspose1d(1, 1, one.kernel_size, **one.parameters) for one in layers
        )

    def forward(self, x):
        skips = [x]
        for down in self.down:
            skips.append(down(skips[-1]))
        y = skips.pop()
        for up in self.up:
            y, skip = up(y), skips.pop()
            y = eval(self.code, {"y": y, "skip": skip, "F": functional})
            y = torch.cat([y, skip], 1).mean(1, keepdim=True)
        return y


class TestLevels:
    def test_a_multiple_that_fits_by_chance(self):
        """54 is a multiple of 6 and of 18, and 60 is none of 18."""
        levels = [(5, 3, 2), (4, 2, 1), (5, 3, 2)], [(3, 3), (2, 2), (3, 3)]
        assert [runs(Levels(*levels), size) for size in (50, 54, 60)] == [False, True, False]
        told = str(explain(Levels(*levels), (1, 1, 50)).misfit)
        assert "to a multiple of 18, here F.pad(x, (0, 4))" in told

    def test_what_a_change_breaks_is_found_where_the_sizes_next_to_it_do_not_show_it(self):
        levels = [(3, 2, 1), (4, 2, 1), (3, 2, 1)], [(3, 2, 1), (3, 2, 1, 1), (2, 2)]
        # By hand: 66, 33, 16, 8, and 8 becomes 15; 68, 34, 17, 9, and 9 becomes 17.
        first = explain(Levels(*levels), (1, 1, 66)).misfits[0]
        assert (first.layer, first.made, first.wanted) == ("up.0", (15,), (16,))
        assert runs(Levels(*levels), 68)
        assert not runs(Levels(*levels, changed={0: Layer(3, 2, 1, 1)}), 68)
        [mend] = [one for one in first.mends if one.axes == (Layer(3, 2, 1, 1),)]
        assert mend.caveats[0].startswith("breaks")

    def test_the_code_for_all_sizes_is_for_all_axes(self):
        """Along one of them the sizes fit here; at other sizes they do not."""
        told = explain(UNet(1), (1, 1, 16, 17)).misfit
        [crop] = [mend for mend in told.mends if mend.kind == "crop"]
        assert crop.action == "F.pad(y, (0, 1, 0, 0))"
        y, skip = torch.ones(1, 1, 16, 16), torch.ones(1, 1, 17, 17)
        code = crop.reach.partition("for every size use ")[2]
        assert eval(code, {"y": y, "skip": skip, "F": functional}).shape == skip.shape

    def test_all_at_once(self):
        """Each misfit of a pass is gone where the code that is told for all sizes stands."""
        levels = [(3, 2, 1), (5, 3, 2), (2, 2)], [(2, 2), (5, 3, 1), (4, 2, 1)]
        told = explain(Levels(*levels), (1, 1, 45))
        assert len(told.misfits) > 1
        codes = {
            mend.reach.partition("for every size use ")[2]
            for one in told.misfits
            for mend in one.mends
            if mend.kind == "crop"
        }
        assert len(codes) == 1
        for size in range(45, 80):
            assert runs(Levels(*levels, min(codes)), size)


class TestModels:
    @pytest.mark.long(sample=0)
    def test_eight_levels_at_an_odd_size(self):
        told = explain(UNet(8), (1, 1, 360, 360))
        # By hand: 360, 180, 90, 45, 22, 11, 5, 2, 1, and a layer doubles what it is given.
        assert [(one.layer, one.made[0], one.wanted[0]) for one in told.misfits] == [
            ("up.1", 4, 5),
            ("up.2", 10, 11),
            ("up.4", 44, 45),
        ]
        assert told.misfit is told.misfits[0]
        for misfit in told.misfits:
            kinds = [mend.kind for mend in misfit.mends]
            assert kinds[:3] == ["output_size", "crop", "input"]
            assert all(mend.for_all and not mend.caveats for mend in misfit.mends[:3])
            assert {mend.caveats[0] for mend in misfit.mends[3:]} == {"breaks 512, which works now"}
            assert "to a multiple of 256, here F.pad(x, (0, 152, 0, 152))" in str(misfit)
        for size in (256, 257, 360):
            assert shape_of(UNet(8, asks=True), size, size) == (size, size)
        assert shape_of(UNet(8, multiple=256), 360, 360) == (512, 512)

    def test_no_smaller_multiple_would_do(self):
        told = explain(UNet(3), (1, 1, 20, 17))
        assert "multiple of 8, here F.pad(x, (0, 7, 0, 4))" in str(told.misfit)
        assert shape_of(UNet(3, multiple=8), 20, 17) == (24, 24)
        with pytest.raises(RuntimeError):
            shape_of(UNet(3, multiple=4), 20, 17)

    def test_a_crop_that_was_forgotten(self):
        told = explain(Uncropped(), (1, 1, 572, 572))
        crops = [misfit.mends[0] for misfit in told.misfits]
        # The paper's own: 64 − 56, 136 − 104, 280 − 200 and 568 − 392, half of it at each end.
        assert [mend.action for mend in crops] == [
            f"skip[..., {n}:-{n}, {n}:-{n}]" for n in (4, 16, 40, 88)
        ]
        assert not any("kernel_size" in str(misfit) for misfit in told.misfits)
        numbers = tuple(mend.action for mend in crops)
        assert shape_of(Uncropped(numbers), 572, 572) == (388, 388)
        always = tuple(mend.reach.partition("for every size use ")[2] for mend in crops)
        for size in (571, 572, 580, 601):
            assert shape_of(Uncropped(always), size, size)

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize(
        ("levels", "size", "passes"), [(3, 24, {1}), (3, 20, range(3, 12)), (17, 150_000, {11})]
    )
    def test_at_most_ten_passes_follow_and_none_if_all_fits(self, levels, size, passes):
        seen = []

        class Counted(Levels):
            def forward(self, x):
                seen.append(x.shape)
                return super().forward(x)

        told = explain(Counted([(4, 2, 1)] * levels, [(4, 2, 1)] * levels), (1, 1, size))
        assert (told.misfit is None) == (passes == {1})
        assert len(seen) in passes

    def test_the_meta_device_tells_the_same(self, monkeypatch):
        model = UNet(4)
        told = explain(model, (1, 1, 50, 50))
        monkeypatch.setattr(trials, "CHEAP", 0)
        seen, own = [], UNet.forward
        monkeypatch.setattr(UNet, "forward", lambda m, x: seen.append(x.is_meta) or own(m, x))
        assert list(map(str, explain(model, (1, 1, 50, 50)).misfits)) == list(
            map(str, told.misfits)
        )
        assert seen[:3] == [False, False, True]
        assert all(seen[2:])

    def test_far_larger_sizes_are_tried_on_the_meta_device_alone(self):
        """Three branches of four layers multiply by 16; all of them together by 4096."""
        seen = []

        class Branches(nn.Module):
            def __init__(self):
                super().__init__()
                self.down = nn.Conv2d(1, 1, 16, 16)
                ups = [nn.ConvTranspose2d(1, 1, 2, 2) for _ in range(12)]
                self.branches = nn.ModuleList(nn.Sequential(*ups[n : n + 4]) for n in (0, 4, 8))

            def forward(self, x):
                seen.append((x.device.type, x.shape[-1]))
                return torch.cat([x, *(up(self.down(x)) for up in self.branches)], 1)

        assert explain(Branches(), (20, 20)).misfits
        assert max(size for device, size in seen if device == "cpu") < 100
        assert max(size for device, size in seen if device == "meta") >= 4096

    def test_what_cannot_be_copied_is_not_tried(self):
        model = UNet(3)
        model.lock = threading.Lock()
        misfit = explain(model, (1, 1, 20, 20)).misfit
        assert misfit.tried == "Not run at other sizes."
        assert {mend.kind for mend in misfit.mends} == {"output_size", "change", "crop"}
        assert not any(mend.for_all and mend.kind == "change" for mend in misfit.mends)
        assert "not tried at others" in str(misfit)

    def test_a_change_of_a_layer_that_is_called_again_is_right_at_each_call(self):
        class Pyramid(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 4, 2, 1)

            def forward(self, x):
                steps = [x]
                while steps[-1].shape[-1] > 2:
                    steps.append(functional.avg_pool1d(steps[-1], 2))
                y = steps.pop()
                while steps:
                    y = self.up(y) + steps.pop()
                return y

        # By hand: 45, 22, 11, 5, 2; with one more each, 2 becomes 5, 5 11, and then 11 becomes 23.
        told = explain(Pyramid(), 45)
        assert [one.wanted for one in told.misfits] == [(5,), (11,), (45,)]
        for misfit in told.misfits:
            assert {mend.kind for mend in misfit.mends} == {"crop", "output_size"}
        # 47, 23, 11, 5, 2: each time one more.
        [mend] = [m for m in explain(Pyramid(), 47).misfit.mends if m.kind == "change"][:1]
        assert mend.axes == (Layer(4, 2, 1, 1),)
        assert mend.caveats


class TestSkips:
    def test_another_padding_comes_before_an_uneven_kernel(self):
        layer = nn.ConvTranspose1d(4, 2, 10, 5, padding=2)
        mends = explain(layer, 256, skips=[1280]).misfit.mends
        assert mends[0].axes == (Layer(10, 5, 3, 1),)
        assert mends[-1].axes == (Layer(9, 5, 2),)
        assert mends[-1].caveats == ("taps per phase become uneven: (2, 2, 2, 2, 1)",)
        for n in (256, 257, 311):
            assert nn.ConvTranspose1d(1, 1, 10, 5, 3, 1)(torch.ones(1, 1, n)).shape[-1] == 5 * n

    def test_a_kernel_that_leaves_holes_comes_last(self):
        [misfit] = explain(OneLevel((3, 2, 1), (2, 2)), 17).misfits
        assert [mend.kind for mend in misfit.mends] == ["crop", "input", "change"]
        assert misfit.mends[0].action == "y[..., :-1]"
        assert misfit.mends[-1].axes == (Layer(1, 2),)
        assert "1 of every 2 outputs is only the bias" in misfit.mends[-1].caveats

    def test_another_stride(self):
        misfit = explain(nn.ConvTranspose1d(1, 1, 4, 2, 1), 32, skips=[256]).misfit
        assert misfit.mends[0].axes == (Layer(16, 8, 4),)
        assert len(find_layers(32, 256)) > 0

    def test_all_that_are_missed(self):
        up = [nn.ConvTranspose1d(1, 1, 3, 2, 1) for _ in range(3)]
        told = explain(nn.Sequential(*up), 7, skips=[14, 28, None])
        # By hand: 7 becomes 13; the 14 that is wanted becomes 27.
        assert [(one.layer, one.made, one.wanted) for one in told.misfits] == [
            ("0", (13,), (14,)),
            ("1", (27,), (28,)),
        ]
        assert explain(nn.Sequential(*up), 7, skips=[14, 27, 53]).misfit.layer == "0"
        assert len(explain(nn.Sequential(*up), 7, skips=[14, 27, 53]).misfits) == 1
