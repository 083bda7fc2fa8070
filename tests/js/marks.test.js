import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, positionOf, termsOf } from "../../course/picture/live/js/marks.js";
import { heard, said, tell } from "../../course/picture/live/js/sentences.js";
import { towards } from "../../course/picture/live/js/sliders.js";

const mark = (x, y, dataset = {}) => ({
  dataset,
  getAttribute: () => `translate(${x} ${y})`,
  querySelector: (look) => (look.includes(`"${dataset.look}"`) ? {} : null),
  classList: { contains: () => !dataset.dim },
});
const words = {
  nothing: "{name} = 0: nothing",
  nothing_z: "an inserted zero",
  lands: "{sum} on {name}",
  lands_cut: "{sum} on {name}, cut",
  cut: "{sum}, cut",
  given_back: "{sum}, back",
  lands_early: "{sum} on {name}, early",
  early: "{sum}, of the future",
  heard: "{row}: {sum}",
  heard_lit: "{row}: {sum}, with {lit}",
  row: "{one}, {other}",
  and: "{one} and {other}",
  many_p: "{count} products",
  many_w: "{count} taps",
  row_p: "stamp of {one}",
  row_p_other: "products of {other}",
  row_w: "kernel",
  row_x: "input",
  row_y: "output",
  row_z: "zeros",
};
const state = {
  nameOf: (variable) => `${variable[0]}[${variable.slice(1)}]`,
  values: () => ({ x0: 2, x1: -3, w0: 1, w2: 5 }),
  words,
};

test("a mark has a place and terms", () => {
  assert.deepEqual(positionOf(mark(-12.5, 40)), [-12.5, 40]);
  assert.deepEqual(termsOf(mark(0, 0, { terms: "x0*w2 x1*w0" })), ["x0*w2", "x1*w0"]);
  assert.deepEqual(termsOf(mark(0, 0)), []);
});

test("arrows lead to the nearest mark on that side, sideways in the same row", () => {
  const marks = new Map([
    ["a", mark(0, 0)],
    ["b", mark(50, 0)],
    ["c", mark(100, 0)],
    ["d", mark(60, 40)],
    ["e", mark(20, 80)],
  ]);
  const way = (id, key) => neighbour(marks, id, key);
  assert.equal(way("a", "ArrowRight"), "b");
  assert.equal(way("c", "ArrowLeft"), "b");
  assert.equal(way("c", "ArrowRight"), "c");
  assert.equal(way("d", "ArrowRight"), "d");
  assert.equal(way("a", "ArrowDown"), "d");
  assert.equal(way("d", "ArrowUp"), "b");
});

test("a sentence takes values in the places that it names", () => {
  assert.equal(said("{a} of {b}, {a}", { a: 1, b: "$&" }), "1 of $&, 1");
});

/** Marks by their ids, from what is known of each. */
const drawn = (datasets) => new Map(datasets.map((dataset) => [dataset.id, mark(0, 0, dataset)]));

test("a sum is written out, a negative factor in brackets", () => {
  const terms = "x0*w2 x1*w0";
  const sum = "x[0]·w[2] + x[1]·w[0] = 2·5 + (−3)·1 = 7";
  const told = (dataset) => tell(mark(0, 0, dataset), state, new Map());
  assert.equal(told({ id: "y2", terms, name: "y[2]" }), `y[2] = ${sum}`);
  assert.equal(told({ id: "x1", terms: "x1", name: "x[1]", edit: "x1" }), "x[1] = −3");
  assert.equal(told({ id: "y3", name: "y[3]" }), "y[3] = 0: nothing");
  assert.equal(told({ id: "z1" }), "an inserted zero");
});

test("a product says where it lands, a sum what becomes of it", () => {
  const [two, six] = ["x[0]·w[0] = 2·1 = 2", "x[0]·w[2] = 2·5 = 10"];
  const marks = drawn([
    { id: "p0.0", terms: "x0*w0" },
    { id: "p0.2", terms: "x0*w2" },
    { id: "p1.2", terms: "x1*w2" },
    { id: "s-1", terms: "x0*w0", name: "sum[−1]" },
    { id: "s1", terms: "x0*w2", name: "y[1]", look: "back" },
    { id: "y1", terms: "x0*w2", name: "y[1]", look: "back" },
    { id: "p1.0", terms: "x1*w0", look: "early" },
    { id: "y2", terms: "x1*w0", name: "y[2]", look: "early" },
  ]);
  const told = (id) => tell(marks.get(id), state, marks);
  assert.equal(told("p0.0"), `${two} on sum[−1], cut`);
  assert.equal(told("p0.2"), `${six} on y[1]`);
  assert.equal(told("p1.2"), "x[1]·w[2] = (−3)·5 = −15, cut");
  assert.equal(told("s-1"), `sum[−1] = ${two}, cut`);
  assert.equal(told("s1"), `y[1] = ${six}, back`);
  assert.equal(told("y1"), `y[1] = ${six}, back`);
  assert.equal(told("p1.0"), "x[1]·w[0] = (−3)·1 = −3 on y[2], early");
  assert.equal(told("y2"), "y[2] = x[1]·w[0] = (−3)·1 = −3, of the future");
});

test("the ear hears the row, the sentence, and what is lit: few by name, many counted", () => {
  const taps = [0, 1, 2, 3].map((k) => ({ id: `w${k}`, name: `w[${k}]`, terms: `x0*w${k}` }));
  const marks = drawn([
    { id: "x0", name: "x[0]", edit: "x0", terms: "x0*w0 x0*w2" },
    ...taps,
    { id: "p0.0", terms: "x0*w0" },
    { id: "p0.2", terms: "x0*w2" },
    { id: "p1.2", terms: "x1*w2", dim: true },
    { id: "s0", terms: "x0*w0", name: "y[0]" },
    { id: "y0", terms: "x0*w0", name: "y[0]" },
  ]);
  const say = (id, view) => heard(marks.get(id), { ...state, view }, marks);
  assert.equal(say("x0"), "input: x[0] = 2, with 4 taps, 2 products and y[0]");
  assert.match(say("p0.0"), /^stamp of x\[0\]: x\[0\]·w\[0\] = 2·1 = 2 on y\[0\], with /);
  assert.match(say("p0.0", "other"), /^products of w\[0\]: /);
  const [one, alone] = [{ id: "w0", name: "w[0]", edit: "w0" }, { id: "z3" }];
  assert.match(say("y0"), /^output: y\[0\] = .*, with x\[0\], 4 taps and 2 products$/);
  assert.equal(heard(mark(0, 0, one), state, drawn([one])), "kernel: w[0] = 1");
  assert.equal(heard(mark(0, 0, alone), state, drawn([])), "zeros: an inserted zero");
});

test("a slider goes as far as is legal on its way", () => {
  const legal = (value) => [1, 2, 4].includes(value);
  assert.equal(towards(1, 3, legal), 2);
  assert.equal(towards(1, 5, legal), 4);
  assert.equal(towards(4, 0, legal), 1);
  assert.equal(towards(2, 2, legal), 2);
});
