import assert from "node:assert/strict";
import { test } from "node:test";
import { host } from "../../course/picture/live/js/host.js";
import { State } from "../../course/picture/live/js/state.js";
import { withParts } from "../../course/picture/live/js/words.js";

const model = (more = {}) =>
  host({
    _counts: { length: "x", kernel_size: "w" },
    _reach: { stride: [1, 5], padding: [0, 3], length: [1, 6], kernel_size: [1, 5] },
    _spare: { x: [1, 2, 3], w: [1, 1, 3, 7] },
    stride: 2,
    padding: 1,
    view: "scatter",
    w: [1, 1, 3],
    x: [1, 2, 3],
    ...more,
  });
const SHOWN = "x=1,2,3&w=1,1,3&stride=2&padding=1&view=scatter";

test("a word sets what it names and nothing else", () => {
  const state = new State(model());
  state.remember();
  const set = (asked) => withParts(state, SHOWN, asked);
  assert.equal(set("stride=4"), SHOWN.replace("stride=2", "stride=4"));
  assert.equal(set("view=gather&x=5,6"), "x=5,6&w=1,1,3&stride=2&padding=1&view=gather");
  assert.equal(set("stride=2"), SHOWN);
});

test("a size brings the numbers that a slider would", () => {
  const state = new State(model());
  state.remember();
  assert.match(withParts(state, SHOWN, "kernel_size=4"), /&w=1,1,3,7&/);
  assert.match(withParts(state, SHOWN, "input_size=2&stride=3"), /^x=1,2&w=1,1,3&stride=3&/);
});

test("a plane is square, row by row", () => {
  const spare = { x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]], w: [1] }; // prettier-ignore
  const shapes = { x: [2, 2], w: [1, 1] };
  const state = new State(model({ x: [1, 2, 4, 5], w: [1], _shapes: shapes, _spare: spare }));
  state.remember();
  const wanted = "x=1,2,3;4,5,6;7,8,9";
  assert.equal(withParts(state, "x=1,2;4,5", "input_size=3"), wanted);
});
