// What a figure says: sentences that drawings leave open.
import assert from "node:assert/strict";
import { test } from "node:test";
import { spoken } from "../../course/picture/live/js/sentences.js";

const [FIRST, BETWEEN, LAST] = ["\ue000", "\ue001", "\ue002"];

test("an open sentence is said with its values, one inside the other", () => {
  const inner = `${FIRST}b${BETWEEN}{x0}${LAST}`;
  const text = `a ${FIRST}a${BETWEEN}2${BETWEEN}${inner}${LAST}.`;
  assert.equal(spoken(text, { a: "{1}を{0}", b: "<{0}>" }), "a <{x0}>を2.");
  const quote = (sentence) => sentence.replace("<", "&lt;");
  assert.equal(spoken(inner, { b: "<{0}>" }, quote), "&lt;{x0}>");
});

test("a mark without a sentence stays", () => {
  for (const text of [FIRST, `${FIRST}none${LAST}`, `${FIRST}__proto__${LAST}`, `${LAST}${FIRST}`])
    assert.equal(spoken(text, { b: "B" }), text);
});
