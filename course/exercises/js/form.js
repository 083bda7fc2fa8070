// Asks an exercise, has the answer judged, and shows the verdict.
import { make } from "../../picture/live/js/elements.js";
import { followTheme } from "../../picture/live/js/theme.js";
import { choicePart, fieldsPart, numbersPart } from "./fields.js";
import { layersPart } from "./layers.js";
import { linesPart } from "./lines.js";
import { Unread, read } from "./read.js";
import { Says } from "./verdict.js";
import { speak, tr } from "./words.js";

/**
 * @typedef {import("./read.js").Form} Form
 * @typedef {import("./read.js").Typed} Typed
 * @typedef {import("./verdict.js").Verdict} Verdict
 * @typedef {(answer: any, typed: Typed) => Verdict | Promise<Verdict>} Judge
 */

/** @type {Record<string, (form: any, typed: Typed) => import("./fields.js").Part>} */
const PARTS = {
  numbers: numbersPart,
  fields: fieldsPart,
  layers: layersPart,
  lines: linesPart,
  choice: choicePart,
};

/**
 * Ask an exercise in an element.
 * @param {Element} host
 * @param {Form | null} form null where the answer is written elsewhere: only the verdict is shown
 * @param {Judge} judge
 * @param {object} [options]
 * @param {Record<string, string>} [options.words] English -> said in the language spoken
 * @param {Typed} [options.typed] what stands in the fields first
 * @param {Verdict | null} [options.verdict] what is shown first
 * @param {boolean} [options.guess] whether it is a prediction, which may well be wrong
 * @param {(verdict: Verdict, typed: Typed) => void} [options.onVerdict]
 */
export function ask(host, form, judge, options = {}) {
  const { words = {}, typed = {}, verdict, guess = false, onVerdict } = options;
  speak(words);
  const part = form && PARTS[form.kind](form, typed);
  const says = new Says(guess);
  const actions = make("div", { class: "tc-actions" });
  if (part) actions.append(make("button", { type: "submit", class: "tc-check" }, tr("Check")));
  const root = make(
    "form",
    { class: "tc-ask", novalidate: true, autocomplete: "off", onsubmit },
    ...(part ? [part.element, actions, says.element] : [says.element, actions]),
  );
  const texts = () => part?.texts() ?? {};
  let turn = 0;

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    if (!form) return;
    const mine = (turn += 1);
    const now = texts();
    says.wait();
    const made = await verdictOn(form, now, judge);
    // The answer to an earlier question may come later.
    if (mine !== turn) return;
    says.show(made);
    onVerdict?.(made, now);
  }

  // The notebook's own keys stay out of the fields.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  root.setAttribute("data-lm-suppress-shortcuts", "");
  const close = followTheme(root);
  if (verdict) says.show(verdict);
  host.replaceChildren(root);
  nameAfter(root, host.closest("section[aria-label]")?.getAttribute("aria-label"));
  return {
    typed: texts,
    /** @param {Verdict} told */
    show: (told) => says.show(told),
    actions,
    close,
  };
}

/**
 * Have no two exercises of a page fields of one name.
 * @param {Element} root
 * @param {string | null} [exercise] its name; none where it stands alone
 */
function nameAfter(root, exercise) {
  if (!exercise) return;
  for (const field of root.querySelectorAll("input:not([type=radio]), textarea, fieldset")) {
    const label = root.querySelector(`label[for="${field.id}"]`) ?? field.querySelector("legend");
    const name = field.getAttribute("aria-label") ?? label?.textContent;
    if (name) field.setAttribute("aria-label", `${name}, ${exercise}`);
  }
}

/**
 * @param {Form} form
 * @param {Typed} typed
 * @param {Judge} judge
 * @returns {Promise<Verdict>}
 */
async function verdictOn(form, typed, judge) {
  try {
    return await judge(read(form, typed), typed);
  } catch (error) {
    if (error instanceof Unread) return { outcome: "unread", text: error.message };
    throw error;
  }
}
