import assert from "node:assert/strict";
import { test } from "node:test";
import { Unread, read } from "../../course/exercises/js/read.js";
import { speak, tr } from "../../course/exercises/js/words.js";

/** @type {import("../../course/exercises/js/read.js").Form} */
const ROW = { kind: "numbers", axes: 1 };

test("numbers are read in whatever letters and brackets they stand", () => {
  for (const text of ["1, 2, -4", "[1 2 −4]", "１、２，－４", "((1; 2)\n[−4])"])
    assert.deepEqual(read(ROW, { "": text }), [1, 2, -4], text);
  assert.ok(Object.is(read(ROW, { "": "-0" })[0], 0));
});

test("a field that no form has is left alone, and so is a text that is none", () => {
  const typed = JSON.parse('{"__proto__": "1", "toString": "2"}');
  assert.throws(() => read(ROW, typed), Unread);
  assert.throws(() => read(ROW, /** @type {any} */ ({ "": 7 })), Unread);
});

test("ten million letters are refused without being read", () => {
  const told = /10000000 characters; 10000 are more/;
  assert.throws(() => read(ROW, { "": "1".repeat(10_000_000) }), told);
});

test("a sentence is said in the language that was brought, and values are no places", () => {
  speak({ "Choose a value for {name} first.": "Zuerst {name} wählen." });
  const two = /** @type {const} */ ({
    kind: "fields",
    fields: [{ name: "stride", kind: "number" }],
  });
  assert.throws(() => read(/** @type {any} */ (two), {}), /Zuerst stride wählen/);
  speak({});
  assert.equal(tr("{a} {b}", { a: "{b}", b: 1 }), "{b} 1");
  assert.equal(tr("{toString}", {}), "{toString}");
});
