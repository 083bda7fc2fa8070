import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "../../course/picture/live/js/case.js";
import { host } from "../../course/picture/live/js/host.js";
import { State } from "../../course/picture/live/js/state.js";

const REACH = { stride: [1, 5], padding: [0, 3], output_padding: [0, 4], dilation: [1, 3] };
const COUNTS = { length: "x", kernel_size: "w" };
const VIEWS = ["scatter", "gather", "zero_insert", "matrix", "phases"];
const now = { stride: 2, padding: 1, output_padding: 1, dilation: 1 };

const first = () => ({
  ...now,
  x: [1, 2, 3],
  w: [1, 1, 3],
  view: "scatter",
  _views: ["scatter", "gather"],
  _reach: { ...REACH, length: [1, 4], kernel_size: [3, 3] },
  _counts: COUNTS,
  _shapes: {},
  _spare: { x: [1, 2, 3, 4, 5, 6, 7, 8], w: [1, 1, 3, 1, 1] },
});
const planes = () => ({
  ...first(),
  x: [1, 1, 1, 1],
  w: [1, 1, 1, 1],
  _views: ["scatter"],
  _reach: {
    ...{ stride: [1, 3], padding: [0, 2], output_padding: [0, 2], dilation: [1, 2] },
    ...{ length: [2, 2], kernel_size: [2, 2] },
  },
  _shapes: { x: [2, 2], w: [2, 2] },
});
const wholes = () => ({
  1: {
    ...first(),
    stride: 1,
    _views: VIEWS,
    _reach: { ...REACH, length: [1, 8], kernel_size: [1, 5] },
  },
  2: { ...planes(), _reach: { ...planes()._reach, length: [1, 5], kernel_size: [1, 3] } },
});
const none = { vectors: {}, parameters: {}, view: undefined };

const open = (found, here = first(), held = wholes()) =>
  stateOf({ figure: 1, ...none, ...found }, here, held);
const of = (told, ...names) => names.map((name) => told[name]);

test("what is left out is as in the figure that stands there", () => {
  const told = open({ parameters: { stride: 3 } });
  assert.deepEqual(of(told, "x", "w", "stride", "padding", "output_padding", "view"), [
    [1, 2, 3],
    [1, 1, 3],
    3,
    1,
    1,
    "scatter",
  ]);
  assert.deepEqual(told._views, ["scatter", "gather"]);
});

test("where all numbers are named, what is left out is PyTorch's default", () => {
  const told = open({ vectors: { x: [[4, 5]], w: [[1, 0, 2]] } });
  const { stride, padding, output_padding, dilation } = told;
  assert.deepEqual([stride, padding, output_padding, dilation], [1, 0, 0, 1]);
  const held = open({ vectors: { x: [[4, 5]] } });
  assert.deepEqual(of(held, "w", "stride", "padding"), [[1, 1, 3], 2, 1]);
});

test("a length or a view that the figure has not opens the whole one", () => {
  for (const [found, name, wanted] of [
    [{ vectors: { x: [[1, 2, 3, 4, 5]] } }, "x", [1, 2, 3, 4, 5]],
    [{ vectors: { w: [[1, 2]] } }, "w", [1, 2]],
    [{ view: "phases" }, "view", "phases"],
  ]) {
    const told = open(found);
    assert.deepEqual(told[name], wanted);
    assert.deepEqual(told._views, VIEWS);
    assert.equal(told.stride, 2);
  }
  assert.deepEqual(open({ view: "gather" })._views, ["scatter", "gather"]);
});

test("planes open from a figure of one axis, and the other way round", () => {
  const rows = { x: [[1, 2], [3, 1]], w: [[1, 1, 3], [2, 1, 1], [1, 1, 2]] }; // prettier-ignore
  const told = open({ vectors: rows, parameters: { stride: 2 } });
  assert.deepEqual(told.x, [1, 2, 3, 1]);
  assert.deepEqual(told.w, [1, 1, 3, 2, 1, 1, 1, 1, 2]);
  assert.equal(new State(host(told)).groupKey(), "scatter/2x2/3x3");
  assert.equal(told.stride, 2);
  assert.equal(told.padding, 0);
  const line = open({ vectors: { x: [[1, 2]], w: [[1]] } }, planes());
  assert.deepEqual(line._shapes, {});
  assert.deepEqual(line.x, [1, 2]);
});

test("what neither holds is nothing", () => {
  const square = (n) => Array.from({ length: n }, () => Array(n).fill(1));
  for (const found of [
    { vectors: { x: [[1, 2, 3, 4, 5, 6, 7, 8, 9]] } },
    { vectors: { w: [[1, 2, 3, 4, 5, 6]] } },
    { vectors: { x: square(6), w: square(2) } },
    { vectors: { x: square(2), w: square(4) } },
    { vectors: { x: [[1, 2, 3], [4, 5, 6]], w: square(2) } }, // prettier-ignore
    { vectors: { x: square(2), w: square(2) }, view: "gather" },
    { vectors: { x: square(2), w: square(2) }, parameters: { stride: 4 } },
    { vectors: { x: square(2) } }, // the w of the figure is no plane
    { parameters: { stride: 0 } },
    { parameters: { stride: -1 } },
    { parameters: { stride: 6 } },
    { parameters: { padding: 1e21 } },
    { view: "__proto__" },
  ])
    assert.equal(open(found), null, JSON.stringify(found));
});

test("planes have the views that the whole figure of planes has", () => {
  const rows = { x: [[1, 2], [3, 1]], w: [[1]] }; // prettier-ignore
  const held = { 2: { ...wholes()[2], _views: ["scatter", "zero_insert"] } };
  const told = open({ vectors: rows, view: "zero_insert" }, first(), held);
  assert.deepEqual([told.view, told.x], ["zero_insert", [1, 2, 3, 1]]);
  assert.equal(open({ vectors: rows, view: "gather" }, first(), held), null);
});

test("a page that is a figure of its own holds what it holds", () => {
  assert.equal(open({ view: "phases" }, first(), {}), null);
  assert.equal(open({ vectors: { x: [[1, 2], [3, 4]], w: [[1, 2], [1, 2]] } }, first(), {}), null); // prettier-ignore
  assert.deepEqual(open({ vectors: { x: [[7]] } }, first(), {}).x, [7]);
});

test("squares of a page's own grow as far as its sliders, other planes stay in their shape", () => {
  const grown = { ...planes(), _reach: { ...planes()._reach, length: [1, 3] } };
  const nine = { x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]], w: [[1, 0], [0, 1]] }; // prettier-ignore
  assert.deepEqual(open({ vectors: nine }, grown, {}).x, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(open({ vectors: nine }, planes(), {}), null);
  const tall = { ...planes(), _shapes: { x: [4, 1], w: [2, 2] }, _reach: { ...planes()._reach, length: [4, 4] } }; // prettier-ignore
  const four = (x) => ({ vectors: { x, w: [[1, 0], [0, 1]] } }); // prettier-ignore
  assert.deepEqual(open(four([[1], [2], [3], [4]]), tall, {}).x, [1, 2, 3, 4]);
  assert.equal(open(four([[1, 2], [3, 4]]), tall, {}), null); // prettier-ignore
  assert.equal(open(four([[1, 2, 3, 4]]), tall, {}), null);
  const own = { x: [[4, 3], [2, 1]], w: [[1, 0], [0, 1]] }; // prettier-ignore
  assert.deepEqual(open({ vectors: own }, planes(), {}).x, [4, 3, 2, 1]);
  const other = { x: [[4, 3, 2, 1]], w: [[1], [2]] }; // prettier-ignore
  assert.equal(open({ vectors: other }, planes(), {}), null);
});

test("nothing that is given is changed", () => {
  const [here, held] = [first(), wholes()];
  const before = JSON.stringify([here, held]);
  open({ vectors: { x: [[9, 8, 7, 6, 5]] }, view: "phases" }, here, held);
  open({ vectors: { x: [[1, 2], [3, 4]], w: [[1]] }, parameters: { stride: 3 } }, here, held); // prettier-ignore
  assert.equal(JSON.stringify([here, held]), before);
});

test("what a longer vector spares comes after the numbers of the address", () => {
  const state = new State(host(open({ vectors: { x: [[9, 8]] } })));
  state.remember();
  assert.deepEqual(state.memory.x, [[9, 8, 3, 4, 5, 6, 7, 8]]);
});

test("a parameter that the figure has no slider for opens the whole one, unless it stands so", () => {
  const fixed = { padding: [1, 1], output_padding: [1, 1], dilation: [1, 1] };
  const few = { ...first(), _views: ["scatter"], _reach: { ...first()._reach, ...fixed } };
  for (const [found, views] of [
    [{ parameters: { stride: 3, padding: 1 } }, few._views],
    [{ parameters: { padding: 2 } }, VIEWS],
    [{ parameters: { dilation: 2 } }, VIEWS],
    [{ view: "gather" }, VIEWS],
    // PyTorch's default is 0, and stands nowhere in the figure.
    [{ vectors: { x: [[4, 5]], w: [[1, 0, 2]] } }, VIEWS],
  ]) {
    const told = open(found, few);
    assert.deepEqual(told._views, views, JSON.stringify(found));
    for (const [name, value] of Object.entries(found.parameters ?? {}))
      assert.equal(told[name], value);
  }
  const told = open({ vectors: { x: [[4, 5]], w: [[1, 0, 2]] } }, few);
  assert.deepEqual(of(told, "padding", "output_padding"), [0, 0]);
  assert.equal(open({ parameters: { padding: 2 } }, few, {}), null);
});
