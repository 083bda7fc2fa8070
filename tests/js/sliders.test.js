import assert from "node:assert/strict";
import { test } from "node:test";
import { host } from "../../course/picture/live/js/host.js";
import { mend, towards } from "../../course/picture/live/js/sliders.js";
import { State } from "../../course/picture/live/js/state.js";

const state = (now) =>
  new State(
    host({
      _counts: { length: "x" },
      _reach: { stride: [1, 5], padding: [0, 3], output_padding: [0, 4], length: [1, 3] },
      x: [1, 2],
      view: "scatter",
      ...now,
    }),
  );
const now = { stride: 2, padding: 1, output_padding: 1 };
const group = (...keys) => ({
  frames: Object.fromEntries(keys.map((key) => [key, []])),
  stops: {},
});

test("the least change of one other parameter makes a wanted one possible", () => {
  const held = group("5,1,2", "4,1,2", "2,3,2", "2,1,1");
  assert.deepEqual(mend(state(now), held, { output_padding: 2 }), ["stride", 4]);
  assert.deepEqual(mend(state(now), group("2,3,2"), { output_padding: 2 }), ["padding", 3]);
});

test("of two changes as small it is the one that makes something smaller", () => {
  const held = group("3,1,1", "2,0,1", "2,2,1");
  assert.deepEqual(mend(state({ ...now, output_padding: 3 }), held, { output_padding: 1 }), [
    "padding",
    0,
  ]);
});

test("where no single change does, there is none", () => {
  assert.equal(mend(state(now), group("4,2,2", "2,1,1"), { output_padding: 2 }), undefined);
  assert.equal(mend(state(now), group(), {}), undefined);
  // Beyond what the sliders reach.
  assert.equal(mend(state(now), group("6,1,4"), { output_padding: 4 }), undefined);
});

test("of another size each parameter may change", () => {
  assert.deepEqual(mend(state(now), group("2,0,1", "2,1,4"), {}), ["padding", 0]);
});

test("a slider goes as far as it may", () => {
  const legal = (value) => value !== 3 && value < 5;
  assert.deepEqual([towards(1, 9, legal), towards(4, 1, legal), towards(2, 3, legal)], [4, 1, 2]);
});
