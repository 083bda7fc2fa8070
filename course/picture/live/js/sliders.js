// Sliders: of the parameters, which stop at what PyTorch refuses, and of the sizes.
import { make } from "./elements.js";
import { said, spoken } from "./sentences.js";

/** @typedef {import("./frames.js").Frames} Frames */
/** @typedef {import("./frames.js").Group} Group */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Slider
 * @property {HTMLElement} label
 * @property {() => void} update
 * @property {() => number} get
 * @property {() => void} focus
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
  return { label, update, get, focus: () => input.focus() };
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
 * The least change of one other parameter that makes some wanted ones possible, if there is one;
 * of two as small the one that makes it smaller.
 * @param {State} state
 * @param {Group} group
 * @param {Record<string, number>} wanted
 * @returns {[string, number] | undefined}
 */
export function mend(state, group, wanted) {
  /** @type {[string, number, number][]} */
  const ways = Object.entries(state.now()).flatMap(([name, now]) => {
    const [least, most] = state.reach()[name];
    const values = Array.from({ length: most - least + 1 }, (_, n) => least + n);
    return name in wanted ? [] : values.map((value) => [name, value, value - now]);
  });
  const nearest = ways.sort(([, , a], [, , b]) => Math.abs(a) - Math.abs(b) || a - b);
  const way = nearest.find(([name, value]) =>
    Object.hasOwn(group.frames, state.key({ ...wanted, [name]: value })),
  );
  return way && [way[0], way[1]];
}

/**
 * The longest message with which a slider of a group stops, as long as it offers something.
 * @param {State} state
 * @param {Group} group
 */
export function longestStop({ words, model }, group) {
  const rules = Object.values(group.stops).map(([rule]) => rule);
  const longest = rules.reduce((one, other) => (one.length < other.length ? other : one), "");
  const widest = { name: "output_padding", value: 10 };
  const rule = spoken(longest, model.get("_sentences"));
  const offer = [said(words.too, widest), words.torch_says].join(" ▸ ");
  return longest && `${said(words.stopped, { ...widest, rule })} ${offer}`;
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
  /** @param {string} text */
  const told = (text) => spoken(text, state.model.get("_sentences"));

  /**
   * Say where a slider stops, and offer what else would have to change.
   * @param {string} name
   * @param {Group} group what would be shown
   * @param {Record<string, number>} asked the parameters that would have to hold there
   * @param {(more: Record<string, number>) => void} go
   */
  function stopped(name, group, asked, go) {
    const [rule, exactly] = group.stops[state.key(asked)].map(told);
    const text = said(words.stopped, { name: words[name], value: made[name].get(), rule });
    const way = mend(state, group, asked);
    if (!way) return saying.say(text, exactly);
    const [other, value] = way;
    const label = said(words.too, { name: words[other], value });
    const take = () => {
      const more = { [other]: value };
      // What the message was about may have changed since.
      if (Object.hasOwn(group.frames, state.key({ ...asked, ...more }))) go(more);
      made[name].focus();
    };
    saying.say(text, exactly, { text: label, take });
    saying.speak(`${text} ${label}`);
  }

  /** @param {string} name */
  function parameter(name) {
    const get = () => state.now()[name];
    const ends = () => state.reach()[name];
    return slider(words[name], ends, get, (wanted) => {
      if (!frames.fits) return;
      const { group } = frames;
      const now = get();
      const value = towards(now, wanted, (next) => state.key({ [name]: next }) in group.frames);
      if (value !== now) change({ [name]: value });
      if (value === wanted) return saying.say("");
      const asked = { [name]: wanted };
      stopped(name, group, asked, (more) => {
        saying.say("");
        change({ ...asked, ...more });
      });
    });
  }

  /** @param {string} name */
  function count(name) {
    const get = () => state.size(name);
    const ends = () => state.reach()[name];
    return slider(words[name], ends, get, async (wanted) => {
      const key = state.groupKey({ [name]: wanted });
      const group = await frames.fetched(key);
      if (!group) return;
      /** @param {Record<string, number>} [more] */
      const go = (more) => {
        frames.hold(key, group);
        saying.say("");
        change({ ...state.resized(name, wanted), ...more });
      };
      if (Object.hasOwn(group.frames, state.key())) go();
      else stopped(name, group, {}, go);
    });
  }

  /** @type {Record<string, Slider>} */
  const made = Object.fromEntries(
    Object.keys(state.reach()).map((name) => [
      name,
      name in state.counts ? count(name) : parameter(name),
    ]),
  );
  return Object.values(made);
}
