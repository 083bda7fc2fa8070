// Shows an exercise beside its verdict in a notebook; the kernel judges what is typed there.
import { make } from "../../picture/live/js/elements.js";
import { ask } from "./form.js";
import { speak, tr } from "./words.js";

/** @typedef {import("../../picture/live/js/host.js").Model} Model */

const PATIENCE = 20_000; // milliseconds: PyTorch may have to be loaded first

/**
 * Show the panel of a model in an element.
 * @param {{ model: Model, el: Element }} given
 * @returns {() => void} what takes it away again
 */
export function render({ model, el }) {
  speak(model.get("_words"));
  let asked = 0;
  /** @type {Map<number, (told: any) => void>} */
  const open = new Map();

  /**
   * What the kernel answers.
   * @param {Record<string, unknown>} question
   * @returns {Promise<any>}
   */
  const answered = (question) =>
    new Promise((done) => {
      const id = (asked += 1);
      // A busy kernel answers later.
      const timer = setTimeout(() => form.show(silence()), PATIENCE);
      open.set(id, (told) => {
        clearTimeout(timer);
        open.delete(id);
        done(told);
      });
      model.send?.({ ...question, id });
    });

  const silence = () => ({
    outcome: "not checked",
    text: tr(
      "The notebook's kernel does not answer yet. If it has ended, start it and run the cell again.",
    ),
  });

  /** @param {any} told */
  const onMessage = (told) => open.get(told?.id)?.(told);
  model.on("msg:custom", onMessage);

  const form = ask(el, model.get("_form"), (_, typed) => answered({ do: "check", typed }), {
    words: model.get("_words"),
    typed: model.get("_typed"),
    verdict: model.get("_verdict"),
    guess: model.get("_guess"),
  });
  const told = make("div", { class: "tc-told", role: "status" });
  form.actions.after(told);

  let hints = 0;
  const hint = () => show({ do: "hint", step: (hints += 1) });
  const solution = () => show({ do: "solution" });

  /** @param {Record<string, unknown>} question */
  async function show(question) {
    const { text, code = "" } = await answered(question);
    told.replaceChildren(...(code ? [make("pre", {}, code)] : []), make("p", {}, text));
  }
  if (model.get("_helps"))
    // Translators: the names of two buttons, as of "Check".
    form.actions.append(
      make("button", { type: "button", onclick: hint }, tr("Hint")),
      make("button", { type: "button", onclick: solution }, tr("Solution")),
    );
  return () => {
    model.off?.("msg:custom", onMessage);
    form.close();
  };
}
