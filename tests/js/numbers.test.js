// How numbers are written is also compared with Python, in tests/test_live_page.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate, fill, number, short, sum } from "../../course/picture/live/js/numbers.js";

const VALUES = { x0: 2, x1: -0.5, w0: 3, w2: 10 };

test("whole numbers stand as they are, up to a million", () => {
  assert.deepEqual([0, -0, 7, -12, 999999, 1e6].map(number), [
    "0",
    "0",
    "7",
    "−12",
    "999999",
    "1e6",
  ]);
});

test("other numbers have four digits, and powers of ten where they are far from one", () => {
  assert.deepEqual([1 / 3, -2.5, 0.0001, 0.00001234, 123456.75, 9999.96].map(number), [
    "0.3333",
    "−2.5",
    "0.0001",
    "1.234e−5",
    "1.235e5",
    "1e4",
  ]);
});

test("what is not finite has a sign of its own", () => {
  assert.deepEqual([NaN, Infinity, -Infinity].map(number), ["nan", "∞", "−∞"]);
});

test("a small cell holds six characters", () => {
  assert.deepEqual([999999, -999999, 0.3333, -0.33333, 1.2345e-7].map(short), [
    "999999",
    "−1e6",
    "0.3333",
    "−0.33",
    "1.2e−7",
  ]);
});

test("a product takes variables and numbers, a sum any number of them", () => {
  assert.equal(evaluate("x0*w2", VALUES), 20);
  assert.equal(evaluate("3*x1*2", VALUES), -3);
  assert.equal(evaluate("x0*w0+x1*w2", VALUES), 1);
  assert.equal(sum(["x0*w0", "x1*w2"], VALUES), 1);
  assert.equal(sum([], VALUES), 0);
});

test("terms are added from the last to the first", () => {
  const values = { x0: 1, x1: 1e16, x2: -1e16, one: 1 };
  assert.equal(sum(["x0*one", "x1*one", "x2*one"], values), 1);
  assert.equal(sum(["x2*one", "x1*one", "x0*one"], values), 0);
});

test("a template keeps what is not an expression", () => {
  const template = "<text>{x0*w2}</text><text>{x1!}</text><text>{=}</text>";
  const filled = "<text>20</text><text>−0.5</text><text>{=}</text>";
  assert.equal(fill(template, VALUES), filled);
});
