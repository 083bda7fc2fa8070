import assert from "node:assert/strict";
import { test } from "node:test";
import { factors, joined, number, parts } from "../../course/picture/live/js/numbers.js";
import { bearers } from "../../course/picture/live/js/marks.js";
import { longestStep, step, stepSaid, stepsOf } from "../../course/picture/live/js/steps.js";

const mark = (terms, name, edit) => ({ dataset: { terms, name, edit } });
const words = {
  step: "{step}/{steps}",
  stamp: "{name} = {value}: {products}",
  step_lands: "{product} on {place}",
  step_lost: "{product} cut",
};
const marks = new Map([
  ["x0", mark("x0*w0 x0*w1", "x[0]", "x0")],
  ["x1", mark("x1*w0 x1*w1", "x[1]", "x1")],
  ["s0", mark("x0*w0", "y[0]")],
  ["s1", mark("x0*w1 x1*w0", "y[1]")],
  ["s2", mark("", "y[2]")],
  ["y1", mark("x0*w1 x1*w0", "y[1]")],
]);
const state = {
  nameOf: (variable) => `${variable[0]}[${variable.slice(1)}]`,
  values: () => ({ x0: 3, x1: -2, w0: 1, w1: 4 }),
  words,
};
const steps = (order) => stepsOf(marks, order).map((one) => one.dataset.name);

test("numbers that are yet to be added up stand beside each other", () => {
  const values = state.values();
  assert.deepEqual(parts(["x0*w1", "x1*w0"], new Set(["x1*w0"]), values), [12, -2]);
  assert.deepEqual(parts(["x1*w0"], new Set(["x1*w0"]), values), [-2]);
  assert.equal(joined([12, -2, 5], number), "12−2+5");
  assert.equal(factors("x1*w1", values), "(−2)·4");
});

test("each input is a step, or each sum, once", () => {
  assert.deepEqual(steps("stamps"), ["x[0]", "x[1]"]);
  assert.deepEqual(steps("outputs"), ["y[0]", "y[1]"]);
  assert.equal(bearers(marks, "sy").get("x0*w1"), marks.get("y1"));
});

test("a stamp is said with its places, and with the sums that it meets", () => {
  const first = new Set(["x0*w0", "x0*w1"]);
  assert.equal(
    stepSaid(marks.get("x0"), first, marks, state),
    "x[0] = 3: 3·1 on y[0], 3·4 on y[1]",
  );
  const both = new Set([...first, "x1*w0", "x1*w1"]);
  assert.equal(
    stepSaid(marks.get("x1"), both, marks, state),
    "x[1] = −2: (−2)·1 on y[1], (−2)·4 cut; y[1] = 12−2 = 10",
  );
});

test("of many products the first are named, and room is kept for a sentence of that length", () => {
  const many = [...Array(9).keys()].map((k) => `x0*w${k}`);
  const plane = new Map([
    ["x0", mark(many.join(" "), "x[0, 0]", "x0")],
    ...many.map((term, k) => [`y${k}`, mark(`${term} x1*w${k}`, `y[0, ${k}]`)]),
  ]);
  const values = { x0: 2, x1: 1, ...Object.fromEntries(many.map((_, k) => [`w${k}`, 3])) };
  const reached = new Set(many.flatMap((term, k) => [term, `x1*w${k}`]));
  const told = stepSaid(plane.get("x0"), reached, plane, { ...state, values: () => values });
  assert.equal(
    told,
    "x[0, 0] = 2: 2·3 on y[0, 0], 2·3 on y[0, 1], 2·3 on y[0, 2], …; y[0, 0] = 3+6 = 9, y[0, 1] = 3+6 = 9, …",
  );
  const room = longestStep("y[1, 1] = 1", state);
  assert.ok(room.length > step(words, 2, 4, told).length);
  const longer = "y[1] = " + "x[1]·w[1] + ".repeat(40);
  assert.ok(longestStep(longer, state).endsWith(longer));
});
