// The calculator: what the page's script starts. Its state stands in the address.
import { hashOf, stateOf } from "./address.js";
import { chainPart } from "./chain_part.js";
import { readPlaces } from "./chapters.js";
import { errorPart } from "./error_part.js";
import { readTable } from "./errors.js";
import { PAUSE, answered, copy, one } from "./page.js";
import { settingsPart } from "./settings_part.js";
import { sizePart } from "./size_part.js";
import { speak, tr } from "./words.js";

/** What a field of one line keeps of a paste: a browser takes seconds to show ten megabytes. */
const MOST = 2000;

/** @param {Event} event */
function shorten({ target }) {
  if (target instanceof HTMLInputElement && target.value.length > MOST)
    target.value = target.value.slice(0, MOST);
}

/** @param {string} id */
const told = (id) => JSON.parse(one(document, `#${id}`).textContent ?? "null");

function start() {
  speak(told("calculator-words"));
  readPlaces(told("calculator-chapters"));
  readTable(told("calculator-errors"));
  const fault = one(document, "#address-fault");
  /** @type {Map<string, import("./page.js").Part>} */
  const parts = new Map();
  let timer = 0;
  /** The address that was read or written last. */
  let last = "";
  /** The part whose state is still to be written. */
  let pending = "";

  function write() {
    clearTimeout(timer);
    const id = pending;
    pending = "";
    const hash = hashOf(parts.get(id)?.state() ?? []);
    if (!hash || hash === location.hash) return;
    fault.textContent = "";
    try {
      history.pushState(null, "", hash);
      last = location.hash;
    } catch {
      // Some browsers refuse where a file is open, or when it happens too often.
    }
  }

  function read() {
    last = location.hash;
    clearTimeout(timer);
    pending = "";
    const state = stateOf(location.hash);
    fault.textContent = state?.fault ?? "";
    if (state?.fault) return;
    if (!state) {
      if (!location.hash) for (const part of parts.values()) part.take(new Map());
      return;
    }
    fault.textContent = parts.get(state.part)?.take(state.values) ?? "";
    if (!fault.textContent) document.getElementById(state.part)?.scrollIntoView();
  }

  const makers = { error: errorPart, size: sizePart, settings: settingsPart, chain: chainPart };
  for (const [id, make] of Object.entries(makers)) {
    /** @type {HTMLElement} */
    const section = one(document, `#${id}`);
    const changed = () => {
      clearTimeout(timer);
      pending = id;
      timer = setTimeout(write, PAUSE);
    };
    const part = make(section, changed);
    parts.set(id, part);
    const form = one(section, "form");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      part.update();
      changed();
    });
    part.update();
    /** @type {HTMLButtonElement} */
    const button = one(section, "[data-copies=link]");
    button.addEventListener("click", () => {
      const state = parts.get(id)?.state() ?? [];
      const hash = hashOf(state);
      // Translators: a button says it in place of "Copy link", when the text is too long for one.
      if (state.length && !hash) return answered(button, tr("Too long for a link"));
      copy(button, location.href.replace(/#.*/s, "") + (hash || `#${id}`));
    });
  }
  const again = () => {
    // Back and Forward are told twice.
    if (location.hash !== last) read();
  };
  document.addEventListener("input", shorten, true);
  // A field that is left, as for a link: Back leads to what was in it.
  document.addEventListener("change", write);
  if (location.hash) read();
  addEventListener("popstate", again);
  addEventListener("hashchange", again);
}

start();
