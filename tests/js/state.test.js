import assert from "node:assert/strict";
import { test } from "node:test";
import { host } from "../../course/picture/live/js/host.js";
import { State } from "../../course/picture/live/js/state.js";

const model = (more = {}) =>
  host({
    _counts: { length: "x", kernel_size: "w" },
    _reach: { stride: [1, 5], padding: [0, 3], length: [1, 6], kernel_size: [1, 5] },
    _spare: { x: [4, 5, 6, 7], w: [1, 1, 1] },
    stride: 2,
    padding: 1,
    view: "scatter",
    w: [1, 3],
    x: [4, 9],
    ...more,
  });

test("a drawing's key has the parameters, a group's the view and the lengths", () => {
  const state = new State(model());
  assert.deepEqual(state.parameters, ["stride", "padding"]);
  assert.equal(state.key(), "2,1");
  assert.equal(state.key({ padding: 0 }), "2,0");
  assert.equal(state.groupKey(), "scatter/2/2");
  assert.equal(state.groupKey({ view: "gather" }), "gather/2/2");
  assert.equal(state.groupKey({ length: 5 }), "scatter/5/2");
});

test("each element of a vector is a variable", () => {
  assert.deepEqual(new State(model()).values(), { x0: 4, x1: 9, w0: 1, w1: 3 });
});

test("what a vector held is remembered, and its spare numbers come after", () => {
  const state = new State(model());
  state.remember();
  state.set({ x: [8] });
  state.remember();
  assert.deepEqual(state.memory.x, [[8, 9, 6, 7]]);
  assert.deepEqual(state.resized("length", 3), { x: [8, 9, 6] });
});

test("a variable is named by its index, in a plane by row and column", () => {
  assert.equal(new State(model()).nameOf("x12"), "x[12]");
  const planes = new State(model({ _shapes: { x: [2, 3], w: [3, 2] } }));
  assert.deepEqual(
    ["x2", "x3", "w1", "w4"].map((name) => planes.nameOf(name)),
    ["x[0, 2]", "x[1, 0]", "w[0, 1]", "w[2, 0]"],
  );
});

test("planes have rows, and their group's key says both sides", () => {
  const held = { x: [1, 2, 3, 4, 5, 6], w: [7, 8], _shapes: { x: [2, 3], w: [2, 1] } };
  const planes = new State(model(held));
  assert.deepEqual(planes.rows("x"), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.deepEqual(planes.rows("w"), [[7], [8]]);
  assert.deepEqual(new State(model()).rows("w"), [[1, 3]]);
  assert.equal(planes.groupKey(), "scatter/2x3/2x1");
});

test("a square stays one, and what was typed comes back in its place", () => {
  const square = (n) => Array.from({ length: n }, (_, r) => Array(n).fill(10 + r));
  const held = { x: [1, 2, 3, 4], _shapes: { x: [2, 2], w: [1, 2] }, _spare: { x: square(3), w: [[1, 3]] } }; // prettier-ignore
  const state = new State(model(held));
  state.remember();
  assert.equal(state.size("length"), 2);
  assert.equal(state.groupKey({ length: 3 }), "scatter/3x3/1x2");
  const larger = state.resized("length", 3);
  assert.deepEqual(larger, { x: [1, 2, 10, 3, 4, 11, 12, 12, 12] });
  state.set(larger);
  state.remember();
  assert.deepEqual([state.size("length"), state.nameOf("x5")], [3, "x[1, 2]"]);
  state.set({ x: [1, 2, 7, 3, 4, 11, 12, 12, 12] });
  state.remember();
  state.set(state.resized("length", 1));
  state.remember();
  assert.deepEqual([state.vector("x"), state.groupKey()], [[1], "scatter/1x1/1x2"]);
  assert.deepEqual(state.resized("length", 3), { x: [1, 2, 7, 3, 4, 11, 12, 12, 12] });
});

test("what stood there first is kept, whatever is set", () => {
  const state = new State(model());
  const first = { x: [4, 9], w: [1, 3], stride: 2, padding: 1, view: "scatter" };
  state.set({ stride: 3, x: [5] });
  assert.deepEqual(state.first, first);
  assert.deepEqual(state.all(), { ...first, stride: 3, x: [5] });
});

test("a change is told to the host, which may have nothing to be saved", () => {
  const plain = model();
  new State(plain).set({ stride: 3 });
  assert.equal(plain.get("stride"), 3);
  let saved = 0;
  new State({ ...plain, save_changes: () => (saved += 1) }).set({ stride: 4, padding: 0 });
  assert.deepEqual([plain.get("stride"), plain.get("padding"), saved], [4, 0, 1]);
});

test("a host tells those who listen, until they leave", () => {
  const plain = model();
  const heard = [];
  const listener = () => heard.push(plain.get("stride"));
  plain.on("change:stride", listener);
  plain.set("stride", 3);
  plain.set("padding", 0);
  plain.off("change:stride", listener);
  plain.set("stride", 4);
  assert.deepEqual(heard, [3]);
});
