import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, positionOf, termsOf } from "../../course/picture/live/js/marks.js";
import { said, tell } from "../../course/picture/live/js/sentences.js";
import { towards } from "../../course/picture/live/js/sliders.js";

const mark = (x, y, dataset = {}) => ({
  dataset,
  getAttribute: () => `translate(${x} ${y})`,
  querySelector: () => null,
});
const words = {
  nothing: "{name} = 0: nothing",
  nothing_z: "an inserted zero",
  lands: "{sum}, lands on {name}",
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

test("a sum is written out, a negative factor in brackets", () => {
  const terms = "x0*w2 x1*w0";
  const sum = "x[0]·w[2] + x[1]·w[0] = 2·5 + (−3)·1 = 7";
  const output = mark(0, 0, { id: "y2", terms, name: "y[2]" });
  const marks = new Map([["y2", output]]);
  const told = (dataset) => tell(mark(0, 0, dataset), state, marks);
  assert.equal(tell(output, state, marks), `y[2] = ${sum}`);
  assert.equal(told({ id: "p0.2", terms: "x0*w2" }), "x[0]·w[2] = 2·5 = 10, lands on y[2]");
  assert.equal(told({ id: "x1", terms: "x1", name: "x[1]", edit: "x1" }), "x[1] = −3");
  assert.equal(told({ id: "y3", name: "y[3]" }), "y[3] = 0: nothing");
  assert.equal(told({ id: "z1" }), "an inserted zero");
});

test("a slider goes as far as is legal on its way", () => {
  const legal = (value) => [1, 2, 4].includes(value);
  assert.equal(towards(1, 3, legal), 2);
  assert.equal(towards(1, 5, legal), 4);
  assert.equal(towards(4, 0, legal), 1);
  assert.equal(towards(2, 2, legal), 2);
});
