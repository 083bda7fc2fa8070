import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Frames } from "../../course/picture/live/js/frames.js";
import { host } from "../../course/picture/live/js/host.js";
import { State } from "../../course/picture/live/js/state.js";

/** Each number as a letter: twice what is added to the one before, or 1 less than what is taken. */
function letters(...numbers) {
  let last = 0;
  return numbers
    .map((number) => {
      const step = number - last;
      last = number;
      return String.fromCharCode(32 + (step >= 0 ? 2 * step : -2 * step - 1));
    })
    .join("");
}

const GROUP = {
  parts: ["</svg>", "<svg>", "<g>", ">one</g>", ">two</g>", "<path/>"],
  marks: ["", ' data-id="x0"', ' data-id="y0"'],
  frames: ["5", "2"],
  // Six lists, each with an entry for each frame; the first frame is empty.
  drawn: [
    [letters(1, 2, 4, 5, 3, 0)],
    [letters(0, 0, 2, 0, 1, 0)],
    [letters(1, 0)],
    [letters(0, 2)],
    [[-12.5, 40]],
    [[7, 8, 9]],
  ].map(([entry]) => [typeof entry === "string" ? "" : [], entry]),
  stops: {},
};
const DRAWN = [
  '<svg><g><g transform="translate(40 7)" data-id="y0"',
  ">two</g>",
  "<path/>",
  '<g transform="translate(-12.5 9)" data-id="x0"',
  ">one</g>",
  "</svg>",
];
const PACKED = gzipSync(JSON.stringify(GROUP));

function figure(more = {}, methods = {}) {
  const state = { _counts: { length: "x" }, _reach: { stride: [1, 5], length: [1, 3] } };
  const words = { no_kernel: "Nobody answers." };
  const told = { ...state, _words: words, stride: 2, view: "scatter", x: [1], ...more };
  const said = [];
  const model = Object.assign(host(told), methods);
  return { frames: new Frames(new State(model), (text) => said.push(text)), said };
}

test("a page's drawings are unpacked and put together", async () => {
  const { frames } = figure({ _frames: { "scatter/1": PACKED.toString("base64") } });
  assert.equal(frames.drawing(), null);
  frames.hold("scatter/1", await frames.fetched("scatter/1"));
  assert.deepEqual(frames.drawing(), DRAWN);
  frames.state.set({ stride: 3 });
  assert.equal(frames.drawing(), null);
  assert.equal(frames.fits, true);
});

test("what a page does not hold is said", async () => {
  const { frames, said } = figure({ _frames: { "scatter/1": PACKED.toString("base64") } });
  assert.equal(await frames.fetched("scatter/3"), null);
  assert.deepEqual(said, ["Nobody answers."]);
});

test("a host that can't ask says so at once", async () => {
  const { frames, said } = figure();
  assert.equal(await frames.fetched("scatter/1"), null);
  assert.deepEqual(said, ["Nobody answers."]);
});

test("a kernel is asked once, and its refusal said in its words", async () => {
  const asked = [];
  let listener;
  const methods = {
    on: (event, heard) => (listener = heard),
    off: () => {},
    send({ want }) {
      asked.push(want);
      queueMicrotask(() =>
        want === "scatter/1"
          ? listener({ frames: want }, [PACKED])
          : listener({ refused: want, why: "There is none." }, []),
      );
    },
  };
  const { frames, said } = figure({}, methods);
  const group = await frames.fetched("scatter/1");
  assert.deepEqual(Object.keys(group.frames).sort(), ["2", "5"]);
  assert.deepEqual([group.parts, group.stops], [GROUP.parts, GROUP.stops]);
  assert.deepEqual(await frames.fetched("scatter/1"), group);
  assert.equal(await frames.fetched("scatter/9"), null);
  assert.deepEqual(asked, ["scatter/1", "scatter/9"]);
  assert.deepEqual(said, ["There is none."]);
});
