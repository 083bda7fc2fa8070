import assert from "node:assert/strict";
import { test } from "node:test";
import { Answers, Unusable, merged, parse, written } from "../../course/exercises/js/kept.js";

/** @param {Record<string, string>} [held] */
function storage(held = {}) {
  return {
    held,
    getItem: (name) => held[name] ?? null,
    setItem: (name, text) => void (held[name] = text),
    removeItem: (name) => void delete held[name],
  };
}

const RIGHT = {
  done: { "basic.hole": "right" },
  answers: { "basic.hole": { "": "1, 1, 5, 2, 6" } },
};

test("what is kept is read again, also from a notebook's progress file", () => {
  const store = storage();
  new Answers(() => store).record("basic.hole", "right", { "": "1, 1, 5, 2, 6" });
  assert.deepEqual(new Answers(() => store).read(), { version: 1, ...RIGHT });
  const notebooks =
    '\ufeff{"version": 1, "done": {"basic.hole": "right", "stride.by_two": "wrong"}}';
  assert.deepEqual(parse(notebooks).done, { "basic.hole": "right", "stride.by_two": "wrong" });
  assert.deepEqual(parse(written({ version: 1, ...RIGHT })), { version: 1, ...RIGHT });
});

test("two tabs lose nothing, and what was right stays right", () => {
  const store = storage();
  const [one, other] = [new Answers(() => store), new Answers(() => store)];
  one.read();
  other.read();
  one.record("basic.hole", "right", { "": "1, 1, 5, 2, 6" });
  other.record("basic.two_stamps", "wrong", { "": "1" });
  one.record("basic.hole", "wrong", { "": "7" });
  const { done, answers } = other.read();
  assert.deepEqual(done, { "basic.hole": "right", "basic.two_stamps": "wrong" });
  assert.deepEqual(answers["basic.hole"], { "": "7" });
  assert.deepEqual(merged({ version: 1, ...RIGHT }, { done: {}, answers: {} }).done, RIGHT.done);
});

test("an answer that nothing is known about is not kept", () => {
  const store = storage();
  const answers = new Answers(() => store);
  for (const outcome of ["unread", "not attempted", "not checked", "__proto__"])
    answers.record("basic.hole", outcome, { "": "1" });
  assert.deepEqual(store.held, {});
});

test("of a prediction the answer is kept, and not what became of it", () => {
  const store = storage();
  new Answers(() => store).record("basic.undone", "wrong", { "": "yes" }, false);
  const { done, answers } = new Answers(() => store).read();
  assert.deepEqual([done, answers], [{}, { "basic.undone": { "": "yes" } }]);
});

test("where a browser refuses, answers last as long as the page", () => {
  const answers = new Answers(() => {
    throw new DOMException("no", "SecurityError");
  });
  answers.record("basic.hole", "right", { "": "1, 1, 5, 2, 6" });
  assert.equal(answers.lasting, false);
  assert.deepEqual(answers.read().done, RIGHT.done);
  const full = storage();
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const filled = new Answers(() => full);
  filled.record("basic.hole", "right", { "": "1" });
  assert.equal(filled.lasting, false);
  assert.deepEqual(filled.read().done, RIGHT.done);
});

test("what a later version kept stays as it is; what nobody can read is begun anew", () => {
  const later = '{"version": 2, "done": {"basic.hole": "right"}}';
  for (const [kept, lasting] of [
    [later, false],
    ["{", true],
    ["[]", true],
  ]) {
    const store = storage({ "transposed-convolution": kept });
    const answers = new Answers(() => store);
    answers.record("basic.two_stamps", "right", {});
    assert.equal(answers.lasting, lasting, kept);
    assert.equal(store.held["transposed-convolution"] === kept, !lasting);
    assert.equal(answers.here.done["basic.two_stamps"], "right");
  }
});

test("a file from anywhere is data", () => {
  for (const [text, why] of [
    ["", "damaged"],
    ["null", "damaged"],
    ["[1]", "damaged"],
    ['{"done": {}}', "damaged"],
    ['{"version": "1", "done": {}}', "foreign"],
  ])
    assert.throws(
      () => parse(text),
      (error) => error instanceof Unusable && error.why === why,
      text,
    );
  const hostile = {
    version: 1,
    done: { "basic.hole": "<b>", "<img onerror=1>": "right", "a.b": "right", nothing: "right" },
    answers: { "a.b": { "": 7, x: "1", long: "1".repeat(10_000) }, "a.c": "text", "a.d": [] },
    more: "x".repeat(100),
  };
  const text = JSON.stringify(hostile).replace("{", '{"__proto__": {"polluted": 1}, ');
  assert.deepEqual(parse(text), {
    version: 1,
    done: { "a.b": "right" },
    answers: { "a.b": { x: "1" } },
  });
  assert.equal({}.polluted, undefined);
});

test("forgotten is forgotten", () => {
  const store = storage();
  const answers = new Answers(() => store);
  answers.bring(RIGHT);
  answers.clear();
  assert.deepEqual(store.held, {});
  assert.deepEqual(answers.read().done, {});
});
