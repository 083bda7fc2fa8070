"""The picture that the course begins with is what PyTorch makes of the cat, with both faults."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from course import conv_transpose2d, image, motif, phase_sums
from course.picture.motif import UNTRAINED, clash, growing

ROOT = Path(__file__).resolve().parents[1]


def bare(svg: str) -> str:
    """The drawing without its words."""
    return re.sub(r' (aria-label|lang)="[^"]*"', "", svg)


def by_torch(output_padding: int) -> tuple[np.ndarray, np.ndarray]:
    """What two layers of PyTorch make of the face, the second with this output_padding."""
    torch = pytest.importorskip("torch")
    weight = torch.tensor([[UNTRAINED]], dtype=torch.float64)
    first = torch.nn.ConvTranspose2d(1, 1, 3, 2, 1, output_padding=1, bias=False)
    second = torch.nn.ConvTranspose2d(1, 1, 3, 2, 1, output_padding=output_padding, bias=False)
    first.weight.data, second.weight.data = weight, weight
    middle = first(torch.tensor([[motif()]], dtype=torch.float64))
    return middle[0, 0].detach().numpy(), second(middle)[0, 0].detach().numpy()


def test_it_grows_as_in_pytorch():
    middle, large = by_torch(output_padding=1)
    assert (middle.shape, large.shape) == ((16, 16), (32, 32))
    drawn = image({"8": motif(), "8 → 16": middle, "16 → 32": large}, pixel=6)
    assert bare(growing().svg) == bare(drawn.svg)
    assert growing().text == drawn.text


def test_it_clashes_as_in_pytorch():
    _, short = by_torch(output_padding=0)
    assert short.shape == (31, 31)
    drawn = image({"16 → 31": short, "skip: 32": motif(32)}, pixel=6, same_size=True)
    assert bare(clash().svg) == bare(drawn.svg)


def test_the_checkerboard_is_seen_and_the_face_is_still_one():
    """The lightest phase is twice the darkest; any one of them alone shows the face."""
    assert sorted(np.ravel(phase_sums(UNTRAINED, stride=2))) == [4, 6, 6, 8]
    large = conv_transpose2d(motif(), UNTRAINED, stride=2, padding=1, output_padding=1)
    large = conv_transpose2d(large, UNTRAINED, stride=2, padding=1, output_padding=1)
    one_phase = large[::4, ::4]
    assert np.corrcoef(one_phase.ravel(), np.ravel(motif()))[0, 1] > 0.9


@pytest.mark.parametrize("drawn", [growing, clash])
def test_its_words_say_what_one_sees(drawn):
    assert " of a cat" in drawn().alt or "A cat's face" in drawn().alt
    assert f'aria-label="{drawn().alt}"'.replace("'", "&#x27;") in drawn().svg


def test_a_phone_shows_its_letters_at_ten_pixels():
    for drawn in (growing(), clash()):
        width = float(re.search(r'width="([\d.]+)"', drawn.svg)[1])
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn.svg)]
        assert min(sizes) * (390 - 32) / width >= 10


@pytest.mark.parametrize("folder", ["notebooks", "notebooks/ja"])
def test_chapter_00_shows_the_same_pictures(folder):
    cells = json.loads((ROOT / folder / "00_start.ipynb").read_text(encoding="utf-8"))["cells"]
    drawn = [
        bare("".join(output["data"]["image/svg+xml"]))
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]
    assert drawn[:2] == [bare(growing().svg), bare(clash().svg)]


# A million rows and columns would fill the memory.
@pytest.mark.parametrize("size", [0, -8, 12, 10**6, 16.5, True, "8", None])
def test_a_size_that_is_no_multiple(size):
    with pytest.raises(ValueError, match="size=.* it must be a multiple of 8 up to 512, as in 32"):
        motif(size)
