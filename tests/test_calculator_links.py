"""The calculator's links to chapters lead somewhere, and it reads those that chapters make."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from node import CALCULATOR, answer, needs_node

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.language import ENGLISH, languages, speaking
from course.models.chapters import EXPLAINED
from publish.site import calculator
from publish.site.readme import chapters
from publish.tree import this_tree

NAMES = tomllib.loads(Path(__file__).with_name("published_names.toml").read_text("utf-8"))
SOURCES = Path(__file__).parents[1] / "notebooks/source"
ASKED = [
    (source.stem, state)
    for source in sorted(SOURCES.glob("*.py"))
    for state in re.findall(r"\(calculator\.html(#[^()\s]*=[^()\s]*)\)", source.read_text("utf-8"))
]


@pytest.mark.parametrize("name", languages())
def test_each_link_leads_to_a_place_that_is_published(name: str):
    tree = this_tree()
    folder = "" if name == ENGLISH else f"{name}/"
    with speaking(name):
        told = calculator.explained(tree, chapters(tree))
    assert set(told) == set(EXPLAINED)
    for place in told.values():
        page, anchor = place["href"].split("#")
        assert anchor in NAMES["pages"][folder + page], place


@needs_node
def test_each_answer_that_the_scripts_name_has_a_chapter():
    named = answer(
        """
        const layer = {kernel_size: 3, stride: 2, padding: 1, output_padding: 0, dilation: 1};
        return [
          explaining.ofLayers([layer], true),
          explaining.ofLayers([{...layer, kernel_size: 4, padding: 0}], true),
          explaining.ofLayers([layer], false),
          explaining.ofSizes([[[7, 35], [8, 40]]]),
          explaining.ofSizes([[[7, 35], [8, 41]]]),
          explaining.ofSizes([[[7, 14]]]),
        ];
        """,
        explaining=CALCULATOR / "explaining.js",
    )
    assert named == [
        ["sizes", "checkerboard", "upsampling", "receptive field", "look-ahead"],
        ["sizes", "receptive field"],
        ["rounding"],
        ["sizes", "odd stride"],
        ["sizes"],
        ["sizes"],
    ]
    assert {one for each in named for one in each} <= set(EXPLAINED)


@needs_node
def test_each_link_of_a_chapter_is_a_case_that_the_calculator_takes():
    assert ASKED
    made = answer(
        """
        return given.map((hash) => {
          const { part, values, fault } = address.stateOf(hash);
          if (fault) return fault;
          const list = (name) => (values.get(name) ?? "").split(",").filter(Boolean).map(Number);
          if (part === "settings") {
            const outputs = list("output_size");
            const pairs = list("input_size").map((size, n) => [size, outputs[n]]);
            const { count } = search.findAxes([pairs]);
            return count ? "" : "no setting fits";
          }
          if (part !== "size") return "";
          const transposed = values.get("transposed") !== "false";
          const axes = Number(values.get("axes") ?? 1);
          const usual = { input_size: 8, kernel_size: 4, stride: 1, padding: 0,
            output_padding: 0, dilation: 1, in_channels: 1, out_channels: 1, groups: 1 };
          const numbers = new Map(Object.entries(usual).map(([name, one]) => {
            const own = list(name).length ? list(name) : [one];
            const alone = /channels|groups/.test(name);
            return [name, own.length === 1 && !alone ? Array(axes).fill(own[0]) : own];
          }));
          return cases.trouble({ axes, transposed, values: numbers })?.said ?? "";
        });
        """,
        [*(state for _, state in ASKED), "#input_size=8&kernel_size=4&dilation=0"],
        address=CALCULATOR / "address.js",
        cases=CALCULATOR / "case.js",
        search=CALCULATOR / "search.js",
    )
    *asked, illegal = made
    assert illegal
    assert {where: said for where, said in zip(ASKED, asked, strict=True) if said} == {}
