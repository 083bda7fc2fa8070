import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, stateOf } from "../../publish/site/calculator/address.js";
import { wholeNumbers, written } from "../../publish/site/calculator/numbers.js";
import { axesOf, readPairs } from "../../publish/site/calculator/pairs.js";

test("a state is what has an equals sign, and an anchor what has none", () => {
  assert.equal(stateOf(""), null);
  assert.equal(stateOf("#chain"), null);
  assert.equal(stateOf("#chain=nn.Conv1d")?.part, "chain");
});

test("its names say which part it belongs to", () => {
  const part = (hash) => stateOf(hash).part;
  assert.equal(part("#input_size=8&kernel_size=4"), "size");
  assert.equal(part("#input_size=7,8&output_size=14,16"), "settings");
  assert.equal(part("#error=no"), "error");
  assert.equal(part("#chain=x&input_size=3&meet=1,2"), "chain");
});

test("an ampersand too many is no setting", () => {
  const { values, fault } = stateOf("#&input_size=8&&kernel_size=4&");
  assert.deepEqual([[...values.keys()], fault], [["input_size", "kernel_size"], ""]);
});

test("numbers are read as people write them, and texts as they are", () => {
  const values = (hash) => Object.fromEntries(stateOf(hash).values);
  assert.deepEqual(values("#input_size=７x９&kernel_size=３×４"), {
    input_size: "7,9",
    kernel_size: "3,4",
  });
  assert.deepEqual(values("#chain=３x４&input_size=33x33&in_channels=３"), {
    chain: "３x４",
    input_size: "33,33",
    in_channels: "3",
  });
  assert.deepEqual(values("#kernel_size=0x10"), { kernel_size: "0x10" });
});

test("what is written is read again, whatever stands in it", () => {
  for (const text of ["a b+c&d=e#f", "x\ny", "100 %", "転置 → 14", "1,2;3:4", "\ud83d\ude00"]) {
    const hash = hashOf([["error", text]]);
    assert.match(hash, /^#error=[^\s&#]+$/);
    assert.equal(stateOf(hash).values.get("error"), text);
  }
});

test("sizes stand in an address as they are", () => {
  const state = [
    ["axes", "2"],
    ["input_size", "7,9;8,10"],
  ];
  assert.equal(hashOf(state), "#axes=2&input_size=7,9;8,10");
});

test("strange names, broken letters and what is too long are refused in a sentence", () => {
  for (const hash of ["#__proto__=1", "#x=1", "#input_size=%E0%A4", `#error=${"x".repeat(9000)}`]) {
    const { part, values, fault } = stateOf(hash);
    assert.deepEqual([part, values.size], ["", 0]);
    assert.match(fault, /^.{20,150}\.$/);
  }
  assert.equal(hashOf([["error", "x".repeat(9000)]]), "");
});

test("one number stands for all axes", () => {
  assert.deepEqual(wholeNumbers("4", 3).values, [4, 4, 4]);
  assert.deepEqual(wholeNumbers("(4, 3)", 2).values, [4, 3]);
  assert.deepEqual(wholeNumbers("4 × −3", 2).values, [4, -3]);
  for (const text of ["4x3", "4X3", "[4, 3]", "４、３", "４，　３", "（４，３）", "+4 3"])
    assert.deepEqual(wholeNumbers(text, 2), { values: [4, 3], fault: "" }, text);
  assert.deepEqual(wholeNumbers("(4,)", 1).values, [4]);
  assert.deepEqual(wholeNumbers("－４", 1).values, [-4]);
  assert.equal(written([4, 4]), "4");
  assert.equal(written([4, 3]), "4, 3");
});

test("what is no whole number, too many, or too large is refused", () => {
  for (const text of [
    "",
    "x",
    "4.5",
    "1e3",
    "4, 3",
    "9".repeat(30),
    "9".repeat(1e6),
    "4,,3",
    "0x10",
  ]) {
    const { values, fault } = wholeNumbers(text, 1);
    assert.deepEqual(values, []);
    assert.match(fault, /^.{20,150}\.$/);
  }
});

test("pairs are read as people write them", () => {
  const wanted = [
    [[7], [14]],
    [[8], [16]],
  ];
  for (const text of ["7→14, 8→16", "7->14 8->16", "7:14;8 => 16", " 7 → 14,8→16, "])
    assert.deepEqual(readPairs(text), { pairs: wanted, fault: "" });
  for (const text of ["7\t14\n8\t16", "７→１４、８→１６", "7 ⟶ 14, 8 ➔ 16", "7 to 14; 8 to 16"])
    assert.deepEqual(readPairs(text), { pairs: wanted, fault: "" });
  const { pairs } = readPairs("(7, 9) → (14, 18)");
  for (const text of ["7x9→14x18", "７×９→１４×１８", "[7, 9] -> [14, 18]"])
    assert.deepEqual(readPairs(text).pairs, pairs);
  assert.deepEqual(pairs, [
    [
      [7, 9],
      [14, 18],
    ],
  ]);
  assert.equal(axesOf(pairs), 2);
  assert.equal(axesOf([...pairs, ...wanted]), 0);
});

test("what is no pair is refused, and long texts in no time", () => {
  for (const text of ["7", "7→", "→14", "7→14→28", "x→y", "7→14 8", "((7→14", "9".repeat(400)]) {
    assert.deepEqual(readPairs(text).pairs, [], text);
    assert.match(readPairs(text).fault, /^.{20,150}\.$/);
  }
  assert.ok(readPairs("7→14,".repeat(2e6)).fault);
  assert.ok(readPairs("1→2,".repeat(200)).fault);
});
