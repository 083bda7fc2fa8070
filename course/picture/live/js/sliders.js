// Sliders: of the parameters, which stop at what PyTorch refuses, and of the lengths.
import { make } from "./elements.js";
import { said, spoken } from "./sentences.js";

/** @typedef {import("./frames.js").Frames} Frames */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Slider
 * @property {HTMLElement} label
 * @property {() => void} update
 */

/**
 * @param {string} text what the slider is called
 * @param {() => [number, number]} ends
 * @param {() => number} get
 * @param {(wanted: number) => void | Promise<void>} set
 * @returns {Slider}
 */
function slider(text, ends, get, set) {
  const shown = make("span", { class: "tc-value", "aria-hidden": "true" });
  const input = make("input", {
    type: "range",
    step: 1,
    "aria-label": text,
    oninput: async () => {
      await set(Number(input.value));
      update();
    },
  });
  const label = make(
    "label",
    { class: "tc-slider" },
    make("span", { "aria-hidden": "true" }, text),
    input,
    shown,
  );
  let told = "";
  const update = () => {
    const [[least, most], value] = [ends(), get()];
    if (told === `${[least, most, value, input.value]}`) return;
    [input.min, input.max, input.value] = [`${least}`, `${most}`, `${value}`];
    shown.textContent = `${value}`;
    label.hidden = least === most;
    told = `${[least, most, value, input.value]}`;
  };
  return { label, update };
}

/**
 * The legal value nearest to the wanted one on the way from where the slider is.
 * @param {number} now
 * @param {number} wanted
 * @param {(value: number) => boolean} legal
 */
export function towards(now, wanted, legal) {
  const sign = Math.sign(wanted - now);
  let value = now;
  for (let next = now + sign; sign && next !== wanted + sign; next += sign)
    if (legal(next)) value = next;
  return value;
}

/**
 * The sliders of a figure, in the order of its reach.
 * @param {State} state
 * @param {Frames} frames
 * @param {Saying} saying
 * @param {(changes: Record<string, unknown>) => void} change
 * @returns {Slider[]}
 */
export function sliders(state, frames, saying, change) {
  const { words } = state;

  /**
   * @param {string} name
   * @param {number} value
   * @param {[string, string]} stop
   */
  const stopped = (name, value, [rule, exactly]) =>
    saying.say(said(words.stopped, { name: words[name], value, rule: told(rule) }), told(exactly));
  /** @param {string} text */
  const told = (text) => spoken(text, state.model.get("_sentences"));

  /** @param {string} name */
  function parameter(name) {
    const get = () => state.now()[name];
    return slider(
      words[name],
      () => state.reach()[name],
      get,
      (wanted) => {
        if (!frames.fits) return;
        const { group } = frames;
        const now = get();
        const value = towards(now, wanted, (next) => state.key({ [name]: next }) in group.frames);
        if (value !== wanted) stopped(name, value, group.stops[state.key({ [name]: wanted })]);
        else saying.say("");
        if (value !== now) change({ [name]: value });
      },
    );
  }

  /** @param {string} name */
  function count(name) {
    const vector = state.counts[name];
    const get = () => state.vector(vector).length;
    const ends = () => state.reach()[name];
    return slider(words[name], ends, get, async (wanted) => {
      const key = state.groupKey({ [name]: wanted });
      const group = await frames.fetched(key);
      if (!group) return;
      const here = state.key();
      if (!Object.hasOwn(group.frames, here)) return stopped(name, get(), group.stops[here]);
      frames.hold(key, group);
      saying.say("");
      change({ [vector]: state.memory[vector].slice(0, wanted) });
    });
  }

  return Object.keys(state.reach()).map((name) =>
    name in state.counts ? count(name) : parameter(name),
  );
}
