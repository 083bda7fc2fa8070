"""The cheat sheet: what it says holds in PyTorch, and it is one sheet of paper."""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import pytest
import torch
from browser import needs_chromium
from torch import nn
from torch.nn import functional

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from publish.html import pdf
from publish.site import cheat_sheet
from publish.site.readme import chapters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from publish.tree import Tree

pytestmark = pytest.mark.slow

EDITIONS = ("", "ja/")
RULE = re.compile(r'<code data-rule="(\w+)">(.*?)</code>')
# What "same" cuts at the beginning and at the end: kernel sizes 1 to 6 down, strides 1 to 4 across.
UPPER = (
    ((0, 0), (0, -1), (0, -2), (0, -3)),
    ((0, 1), (0, 0), (0, -1), (0, -2)),
    ((1, 1), (0, 1), (0, 0), (0, -1)),
    ((1, 2), (1, 1), (0, 1), (0, 0)),
    ((2, 2), (1, 2), (1, 1), (0, 1)),
    ((2, 3), (2, 2), (1, 2), (1, 1)),
)


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@pytest.fixture(scope="module", params=EDITIONS)
def html(request: pytest.FixtureRequest, publication: Callable[..., Tree]) -> str:
    page = publication().site / request.param / "cheat_sheet.html"
    return unescape(page.read_text("utf-8"))


@pytest.fixture(scope="module")
def rules(html: str) -> dict[str, str]:
    found = RULE.findall(html)
    assert len(found) == len(dict(found)) == 9
    return dict(found)


def value(rule: str, **given: int) -> Any:
    """What a rule on the sheet comes to."""
    code = rule.removeprefix("T = ").replace("−", "-").replace("·", "*").replace("≤", "<=")
    return eval(code, {"floor": floor, "ceil": ceil, "max": max}, given)


def settings(rule: str, **given: int) -> dict[str, int]:
    """The settings that a rule names."""
    made: dict[str, int] = value(f"dict({rule})", dict=dict, **given)
    return made


def grid() -> Iterator[dict[str, int]]:
    names = ("kernel_size", "stride", "padding", "dilation", "output_padding")
    for values in product(range(1, 5), range(1, 4), range(3), range(1, 3), range(3)):
        yield dict(zip(names, values, strict=True))


def transposed(x: torch.Tensor, w: torch.Tensor, **options: int) -> torch.Tensor:
    return functional.conv_transpose1d(x.view(1, 1, -1), w.view(1, 1, -1), **options).flatten()


def ramp(size: int) -> torch.Tensor:
    return torch.arange(1, size + 1, dtype=torch.float64)


def test_the_sizes_both_ways_and_what_is_legal(rules: dict[str, str]):
    for case in grid():
        options = {name: given for name, given in case.items() if name != "kernel_size"}
        size = value(rules["transposed"], L=6, **case)
        legal = value(rules["output_padding"], **case)
        if legal and size >= 1:
            made = transposed(ramp(6), ramp(case["kernel_size"]), **options)
            assert len(made) == size, case
        else:
            with pytest.raises(RuntimeError):
                transposed(ramp(6), ramp(case["kernel_size"]), **options)
        del options["output_padding"]
        back = functional.conv1d(
            ramp(12).view(1, 1, -1), ramp(case["kernel_size"]).view(1, 1, -1), **options
        )
        assert back.numel() == value(rules["convolution"], L=12, **case), case


def test_the_shape_of_the_weight(rules: dict[str, str]):
    for inputs, outputs, groups in ((4, 6, 2), (2, 3, 1)):
        layer = nn.ConvTranspose1d(inputs, outputs, 5, groups=groups)
        given = {"in_channels": inputs, "out_channels": outputs, "groups": groups}
        assert tuple(layer.weight.shape) == value(rules["weight"], kernel_size=5, **given)


def test_the_usual_settings_make_what_the_table_says(html: str):
    body = html.partition('<section id="settings">')[2].partition("</section>")[0]
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]
    rows = [row for row in rows if row]
    (before,) = re.findall(r"<th>(\d+) →</th>", body)
    assert len(rows) == 8
    for kernel_size, stride, padding, output_padding, size, taps in rows:
        options = {
            "stride": int(stride),
            "padding": int(padding),
            "output_padding": int(output_padding),
        }
        ones, kernel = torch.ones(int(before)), torch.ones(int(kernel_size))
        made = transposed(ones, kernel, **options)
        assert len(made) == int(size) == int(before) * int(stride)
        # From one stamp to the next, in the middle: how many taps are in each output.
        whole = transposed(ones, kernel, stride=int(stride))
        start = len(whole) // 2 // int(stride) * int(stride)
        counts = [int(n) for n in whole[start : start + int(stride)]]
        said = [int(n) for n in taps.split(", ")]
        assert counts == (said if len(said) > 1 else said * int(stride)), (kernel_size, stride)


def test_any_stride_makes_its_multiple_of_two_taps_each(rules: dict[str, str]):
    for stride in range(2, 11):
        options = settings(rules["any"], stride=stride)
        kernel = torch.ones(options.pop("kernel_size"))
        made = transposed(torch.ones(6), kernel, stride=stride, **options)
        assert len(made) == 6 * stride
        assert set(made[stride:-stride].tolist()) == {2.0}


def test_causal_looks_at_nothing_that_comes_later(rules: dict[str, str]):
    for kernel_size, stride, dilation in product(range(1, 8), range(1, 5), range(1, 3)):
        case = {"kernel_size": kernel_size, "stride": stride, "dilation": dilation}
        end = value(rules["end"], **case)
        options = settings(rules["causal"], T=end) | {"stride": stride, "dilation": dilation}
        size = 6 * stride
        whole = transposed(ramp(6), ramp(kernel_size), **options)[:size]
        assert len(whole) == size
        part = transposed(ramp(4), ramp(kernel_size), **options)[: 4 * stride]
        assert torch.equal(whole[: 4 * stride], part)


def test_same_cuts_as_elsewhere(rules: dict[str, str]):
    for kernel_size, stride in product(range(1, 7), range(1, 5)):
        begin, cut = UPPER[kernel_size - 1][stride - 1]
        end = value(rules["end"], kernel_size=kernel_size, stride=stride, dilation=1)
        full, w, size = (
            transposed(ramp(5), ramp(kernel_size), stride=stride),
            ramp(kernel_size),
            5 * stride,
        )
        wanted = functional.pad(full, (-begin, -cut))
        assert len(wanted) == size
        options = settings(rules["upper"], T=end)
        assert torch.equal(transposed(ramp(5), w, stride=stride, **options)[:size], wanted)
        if end >= 0 and stride >= 2:
            options = settings(rules["lower"], T=end)
            mirrored = functional.pad(full, (-cut, -begin))
            assert torch.equal(transposed(ramp(5), w, stride=stride, **options), mirrored)


def test_the_two_kernels_and_the_two_sizes(html: str):
    for kernel, sums in (([1, 2, 1], "2, 2"), ([1, 2, 3, 4], "4, 6")):
        made = transposed(torch.ones(6), torch.tensor([float(tap) for tap in kernel]), stride=2)
        assert ", ".join(f"{value:g}" for value in made[4:6]) == sums
        assert re.search(rf"<code[^>]*>{re.escape(str(kernel))}</code>[^<]*{sums}", html)
    layer = nn.Conv1d(1, 1, 3, stride=2, padding=1)
    sizes = re.search(r"kernel_size=3, stride=2, padding=1</code>(.*?)</p>", html)
    assert sizes
    told = {int(n) for n in re.findall(r"\d+", re.sub(r"<code[^>]*>.*?</code>", "", sizes[1]))}
    small = min(told)
    assert told == {small, 2 * small - 1, 2 * small}
    assert {layer(torch.ones(1, 1, size)).shape[-1] for size in told - {small}} == {small}


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_one_page_of_paper(chromium: Browser, publication: Callable[..., Tree], edition: str):
    page = publication().site / edition / "cheat_sheet.html"
    with chromium.new_context() as context:
        printed = pdf.printed(context, page, "", 'document.fonts.status === "loaded"')
    assert re.findall(rb"/Type /Pages\s[^>]*?/Count (\d+)", printed) == [b"1"]
    (box,) = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed))
    wide, high = (float(side) for side in box)
    assert (round(wide / 72 * 25.4), round(high / 72 * 25.4)) == (210, 297)


def test_the_page_leads_to_its_pdf_where_there_is_one(tree: Tree):
    every = chapters(tree)
    assert 'href="cheat_sheet.pdf"' in cheat_sheet.page(tree, every, has_pdf=True)
    assert "cheat_sheet.pdf" not in cheat_sheet.page(tree, every, has_pdf=False)


@needs_chromium
@pytest.mark.browser
def test_no_colour_is_needed_to_read_it(chromium: Browser, publication: Callable[..., Tree]):
    """On paper all letters are black or dark on white, whatever prints."""
    site = publication().site
    with chromium.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto((site / "cheat_sheet.html").as_uri())
        page.emulate_media(media="print")
        looks = page.evaluate(
            """() => [...document.querySelectorAll("main :is(h1, h2, p, li, td, th, dd, code)")]
              .map((element) => getComputedStyle(element).color)"""
        )
    for look in set(looks):
        red, green, blue = (int(n) for n in re.findall(r"\d+", look)[:3])
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110, look
