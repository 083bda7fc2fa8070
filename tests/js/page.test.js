import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { deliver } from "../../course/picture/live/js/files.js";
import { Place } from "../../course/picture/live/js/page.js";

const DIGITS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/** As Python's base64.b85encode. @param {Buffer} bytes */
function base85(bytes) {
  const more = (4 - (bytes.length % 4)) % 4;
  const whole = Buffer.concat([bytes, Buffer.alloc(more)]);
  const text = [];
  for (let at = 0; at < whole.length; at += 4) {
    const value = whole.readUInt32BE(at);
    for (let power = 4; power >= 0; power -= 1)
      text.push(DIGITS[Math.floor(value / 85 ** power) % 85]);
  }
  return text.slice(0, text.length - more).join("");
}

const FILE = base85(
  gzipSync(JSON.stringify({ parts: [], marks: [], frames: [], drawn: [], stops: {} })),
);

test("what was asked for last is shown, whichever file comes first", async () => {
  globalThis.document = {
    createElement: () => ({ setAttribute() {}, addEventListener() {}, remove() {}, append() {} }),
    head: { append() {} },
  };
  const told = (length) => ({
    _counts: { length: "x" },
    _reach: { stride: [1, 5], length: [1, 8] },
    _views: ["scatter"],
    _words: {},
    _beside: "./",
    stride: 2,
    view: "scatter",
    x: Array.from({ length }, () => 1),
  });
  const place = new Place({}, told(1), {}, 0);
  const shown = [];
  place.mount = ({ x }) => {
    shown.push(x.length);
    return { ready: Promise.resolve() };
  };
  const both = [place.show(told(3)), place.show(told(2))];
  deliver("scatter/2", FILE);
  await both[1];
  deliver("scatter/3", FILE);
  await both[0];
  assert.deepEqual(shown, [2]);
});
