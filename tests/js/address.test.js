import assert from "node:assert/strict";
import { test } from "node:test";
import { address, isState, read } from "../../course/picture/live/js/address.js";
import { host } from "../../course/picture/live/js/host.js";
import { State } from "../../course/picture/live/js/state.js";

const PARAMETERS = ["stride", "padding", "output_padding", "dilation"];
const KNOWN = { vectors: ["x", "w"], parameters: PARAMETERS, views: ["scatter", "gather"] };
const NOTHING = { figure: 1, vectors: {}, parameters: {}, view: undefined };

const state = (more = {}) =>
  new State(
    host({
      _counts: { length: "x", kernel_size: "w" },
      _reach: Object.fromEntries(PARAMETERS.map((name) => [name, [0, 5]])),
      x: [1, -0.5, 1e300],
      w: [1, 1e-7],
      stride: 2,
      padding: 1,
      output_padding: 0,
      dilation: 1,
      view: "gather",
      ...more,
    }),
  );

test("a state is written in PyTorch's names, whole", () => {
  const told =
    "x=1,-0.5,1e+300&w=1,1e-7&stride=2&padding=1&output_padding=0&dilation=1&view=gather";
  assert.equal(address(state()), told);
  assert.equal(address(state(), 3), `figure=3&${told}`);
  const planes = state({ x: [1, 2, 3, 1], w: [5, 6], _shapes: { x: [2, 2], w: [1, 2] } });
  assert.match(address(planes), /^x=1,2;3,1&w=5,6&stride=2&/);
});

test("what is written is read again", () => {
  const planes = { x: [1, 2, 3, -4.25], w: [5, 6], _shapes: { x: [2, 2], w: [2, 1] } };
  for (const [one, rows] of [
    [state(), { x: [[1, -0.5, 1e300]], w: [[1, 1e-7]] }],
    [
      state(planes),
      {
        x: [
          [1, 2],
          [3, -4.25],
        ],
        w: [[5], [6]],
      },
    ],
  ])
    for (const hash of [address(one, 2), `#${address(one, 2)}`, encodeURI(address(one, 2))])
      assert.deepEqual(read(hash, KNOWN), {
        figure: 2,
        vectors: rows,
        parameters: { stride: 2, padding: 1, output_padding: 0, dilation: 1 },
        view: "gather",
      });
});

test("what a browser makes of commas and semicolons is read as well", () => {
  const found = read("#x=1%2C2%3B3%2C1&w=%E2%88%921", KNOWN);
  assert.deepEqual(found.vectors, {
    x: [
      [1, 2],
      [3, 1],
    ],
    w: [[-1]],
  });
});

test("what is left out is not there", () => {
  assert.deepEqual(read("#stride=3", KNOWN), { ...NOTHING, parameters: { stride: 3 } });
  assert.deepEqual(read("#view=scatter&", KNOWN), { ...NOTHING, view: "scatter" });
  assert.deepEqual(read("#", KNOWN), NOTHING);
});

test("a number may be written as a programmer writes it", () => {
  const row = read("#x=.5,1.,-2e1,1E2, 7", KNOWN).vectors.x;
  assert.deepEqual(row, [[0.5, 1, -20, 100, 7]]);
});

const HOSTILE = [
  "x=<img src=x onerror=alert(1)>",
  "x=%3Cscript%3E",
  "__proto__=1",
  "__proto__=1,2",
  "constructor=1",
  "prototype=1",
  "x=__proto__",
  "view=__proto__",
  "view=constructor",
  "view=matrix",
  "view=",
  "toString=1",
  `x=${"9".repeat(400)}`,
  `stride=${"9".repeat(400)}`,
  "x=NaN",
  "x=1,NaN",
  "x=Infinity",
  "x=-Infinity",
  "x=1e999",
  "x=-1e999",
  "x=0x10",
  "x=1_000",
  "x=1n",
  "x=１",
  "x=",
  "w=",
  "x",
  "=1",
  "=",
  "x=1,",
  "x=,1",
  "x=1,,2",
  "x=1;",
  "x=1,2;3",
  "x=1;2,3",
  "x=1 2",
  "x=1=2",
  "x=%",
  "x=%ff",
  "x=alert(1)",
  "x[0]=1",
  "X=1",
  "kernel_size=3",
  "length=3",
  "stride=1.5",
  "stride=",
  "stride=x",
  "stride=2,3",
  "stride=2;3",
  "padding=1e999",
  "dilation=NaN",
  "output_padding=.5",
  "figure=0",
  "figure=-1",
  "figure=1.5",
  "figure=x",
  "figure=1,2",
  "color=red",
];

test("what is hostile is refused, and the part named", () => {
  for (const part of HOSTILE) {
    const named = part.length > 40 ? `${part.slice(0, 40)}…` : part;
    for (const hash of [part, `#${part}`, `#x=1,2&${part}&stride=2`])
      assert.equal(read(hash, KNOWN), named, hash.slice(0, 80));
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal({}.stride, undefined);
});

test("ten megabytes are refused before they are read, and few of their letters named", () => {
  for (const text of ["x=" + "1,".repeat(5e6), "&".repeat(1e7), "x=1&".repeat(2.5e6)])
    assert.equal(read(text, KNOWN), `${text.slice(0, 20)}…`);
  assert.equal(typeof read(`#x=${"1,".repeat(1001)}1`, KNOWN), "string");
});

test("with = it is a state, else an anchor", () => {
  assert.deepEqual(["#stride=2", "#x=", "#exercises", "#", ""].map(isState), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
