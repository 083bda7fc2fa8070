"""What explain advises against sizes that clash is right: PyTorch runs each mended model."""

import re

import pytest
import torch
from torch import nn
from torch.nn import functional

from course import explain


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
            code = self.mend.reach.partition("for all sizes ")[2] or self.mend.action
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


DOWNS = [(2, 2), (3, 2, 1), (4, 2, 1), (5, 3, 2), (3, 1)]
UPS = [(2, 2), (3, 2, 1), (3, 2, 1, 1), (4, 2, 1), (3, 1), (5, 3, 1), (4, 4)]


@pytest.mark.parametrize("size", [17, 22])
@pytest.mark.parametrize("down", DOWNS)
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
                if broken := re.fullmatch(r"breaks (\d+), which fits now", caveat):
                    assert runs(plain, int(broken[1])), case
                    assert not runs(mended, int(broken[1])), case
    assert tried
