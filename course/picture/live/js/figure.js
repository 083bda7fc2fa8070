// A live figure. It swaps drawings that were made ahead of time, moves what two of them share, lights
// what belongs together, and works out numbers from the expressions that a drawing carries. What is
// drawn, which values are possible and why others are not, all comes from the drawings' maker.
import { lastTouched, staying } from "./anchor.js";
import { Drawing } from "./drawing.js";
import { Editing } from "./editing.js";
import { keepKeys, make } from "./elements.js";
import { takeAway } from "./export.js";
import { Frames } from "./frames.js";
import { move, places, termsOf, write } from "./marks.js";
import { Narration } from "./narration.js";
import { Player } from "./player.js";
import { Pointing } from "./pointing.js";
import { Saying } from "./saying.js";
import { longestStop, sliders } from "./sliders.js";
import { State } from "./state.js";
import { linkTerms } from "./terms.js";
import { followTheme } from "./theme.js";

/** @typedef {import("./host.js").Model} Model */

/**
 * @typedef {object} Figure
 * @property {State} state
 * @property {() => void} close takes the figure away again
 * @property {(changes: Record<string, unknown>) => void} change
 * @property {Saying} saying
 * @property {Promise<void>} ready once all is drawn that stood there first
 */

/**
 * Show the figure of a model in an element.
 * @param {{ model: Model, el: Element }} given
 * @returns {() => void} what takes the figure away again
 */
export const render = (given) => build(given).close;

/**
 * @param {{ model: Model, el: Element }} given
 * @param {import("./export.js").Pages} [pages]
 * @returns {Figure}
 */
export function build({ model, el }, pages) {
  const state = new State(model);
  const { words } = state;
  const alone = model.get("_embed") && `${model.get("_embed")}#`;
  const known = pages ?? { link: alone, embed: alone };
  const saying = new Saying(words);
  /** @param {string} text */
  const say = (text) => saying.say(text);
  const frames = new Frames(state, say);
  const drawing = new Drawing();
  const narration = new Narration(drawing, state, saying);
  const player = new Player(drawing, state, saying);
  const editing = new Editing(drawing, state, change, say);
  const pointing = new Pointing(drawing, state, player, editing, saying);
  editing.done = (id) => pointing.point(id);
  const controls = sliders(state, frames, saying, change);
  const labels = controls.map(({ label }) => label);
  let ready = Promise.resolve();
  let changing = false; // of several traits, of which each is heard of
  let drawn = ""; // the state that is drawn, since each change is heard of more than once

  /** @param {Record<string, unknown>} changes */
  function change(changes) {
    staying(touched(), root, () => {
      changing = true;
      state.set(changes);
      changing = false;
      draw();
    });
  }

  function reset() {
    narration.opening = words.was_reset;
    change(state.first);
    if (frames.fits) narration.follow();
  }

  // Draw what the model says, at once if its group is there, else as soon as it has come.
  function draw() {
    if (changing) return;
    editing.close?.(true);
    state.remember();
    const template = frames.drawing();
    const asked = template && JSON.stringify([state.groupKey(), state.now(), state.values()]);
    if (asked && asked === drawn) return;
    drawn = asked ?? "";
    if (!template) {
      if (!drawing.shown && model.get("_first")) swap([model.get("_first")], false);
      if (!frames.fits) ready = load(state.groupKey());
      return;
    }
    swap(template, true);
    saying.keepRoom(model.get("_longest") ?? "", longestStop(state, frames.group));
    for (const control of controls) control.update();
    for (const button of viewButtons)
      button.setAttribute("aria-pressed", String(button.value === state.view));
  }

  /** @param {string} key */
  async function load(key) {
    const group = await frames.fetched(key);
    root.removeAttribute("aria-busy");
    if (!group || key !== state.groupKey()) return;
    frames.hold(key, group);
    staying(touched(), root, draw);
  }

  // The drawings that are loaded hold less than can be reached from now on.
  function widen() {
    frames.key = drawn = "";
    draw();
  }

  /** @param {string} view */
  async function choose(view) {
    const key = state.groupKey({ view });
    const group = await frames.fetched(key);
    if (!group) return;
    frames.hold(key, group);
    say("");
    if (view !== state.view) drawing.room.height = 0;
    change({ view });
  }

  /**
   * @param {string[]} pieces
   * @param {boolean} moving
   */
  function swap(pieces, moving) {
    const before = places(drawing.marks);
    const values = state.values();
    if (!drawing.show(pieces, values, model.get("_sentences"))) return;
    requestAnimationFrame(() => drawing.room.settle());
    player.restart();
    const { svg, marks } = drawing;
    drawing.room.follow(frames.group);
    narration.follow();
    for (const mark of marks.values()) {
      mark.classList.remove("waits");
      write(mark, termsOf(mark), values);
    }
    if (moving) move(before, marks, svg);
    pointing.again();
  }

  /** @type {string[]} */
  const names = model.get("_views");
  const viewButtons = names.map((view) =>
    make("button", { type: "button", value: view, onclick: () => choose(view) }, words[view]),
  );
  const views = { class: "tc-views", role: "group", "aria-label": words.view };
  const root = make(
    "div",
    {
      class: "tc-figure",
      role: "group",
      lang: model.get("_language"),
      "aria-label": words.figure,
      "aria-describedby": narration.description.id,
      "aria-busy": "true",
    },
    make("div", { ...views, hidden: names.length < 2 }, ...viewButtons),
    narration.description,
    narration.keys,
    drawing.stage,
    saying.element,
    make("div", { class: "tc-sliders" }, ...labels),
    player.element,
    make(
      "div",
      { class: "tc-foot" },
      drawing.room.call,
      takeAway(drawing, state, saying, known, reset),
    ),
    saying.voice,
  );
  const touched = lastTouched(root);
  keepKeys(root);
  el.replaceChildren(root);
  linkTerms(root, labels, Object.keys(state.reach()));

  const watched = [...state.parameters, ...state.vectors, "view"].map((name) => `change:${name}`);
  for (const event of watched) model.on(event, draw);
  model.on("change:_reach", widen);
  const forget = followTheme(root);
  draw();
  for (const control of controls) control.update();

  function close() {
    player.stop();
    forget();
    for (const event of watched) model.off?.(event, draw);
    model.off?.("change:_reach", widen);
  }
  return { state, close, change, saying, ready };
}
