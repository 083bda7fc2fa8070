// Asks for a function made of given lines: they are taken and put in order, by hand or by keys.
import { focused, make } from "../../picture/live/js/elements.js";
import { draggable } from "./drag.js";
import { tr } from "./words.js";

/**
 * @param {import("./read.js").Lines} form
 * @param {Record<string, string>} typed
 * @returns {import("./fields.js").Part}
 */
export function linesPart({ head, lines, take }, typed) {
  const first = (typed[""] ?? "").split(" ").filter(Boolean).map(Number);
  /** The lines that are taken, in order. */
  let order = [...new Set(first)].filter((line) => line in lines);
  const taken = make("ol", { class: "tc-taken", "aria-label": tr("Your function") });
  const left = make("ol", { class: "tc-left", "aria-label": tr("Lines to choose from") });
  const told = make("div", { class: "tc-hidden", role: "status" });
  const element = make(
    "div",
    { class: "tc-part tc-lines" },
    make("p", {}, tr("Put {count} of the lines into your function, in order.", { count: take })),
    make("div", { class: "tc-function" }, make("code", {}, head), taken),
    left,
    told,
  );

  /**
   * Put a line at a place of the function, or back; and say so.
   * @param {number} line
   * @param {number | null} place
   */
  function move(line, place) {
    order = order.filter((each) => each !== line);
    if (place !== null) order.splice(Math.max(0, Math.min(place, order.length)), 0, line);
    const control = focused(element)?.getAttribute("data-does");
    show();
    const now = { code: lines[line].trim(), place: order.indexOf(line) + 1, count: order.length };
    told.textContent =
      place === null
        ? tr("{code} is taken out.", now)
        : tr("{code} is line {place} of {count}.", now);
    const row = element.querySelector(`[data-line="${line}"]`);
    const again = row?.querySelector(`[data-does="${control}"]:not(:disabled)`);
    /** @type {HTMLElement | null | undefined} */ (
      again ?? row?.querySelector("[data-does=line]")
    )?.focus();
  }

  function show() {
    taken.replaceChildren(...order.map((line, place) => row(line, place)));
    const others = lines.map((_, line) => line).filter((line) => !order.includes(line));
    left.replaceChildren(...others.map((line) => row(line, null)));
    left.hidden = !others.length;
  }

  /**
   * @param {number} line
   * @param {number | null} place
   */
  function row(line, place) {
    const code = lines[line];
    const isTaken = place !== null;
    /** @param {string} does @param {string} sign @param {string} said @param {number | null} to */
    const button = (does, sign, said, to) =>
      make(
        "button",
        {
          type: "button",
          "data-does": does,
          "aria-label": said,
          title: said,
          disabled: to !== null && (to < 0 || to >= order.length),
          onclick: () => move(line, to),
        },
        sign,
      );
    const words = { code: code.trim() };
    const buttons = isTaken
      ? [
          button("up", "↑", tr("Move up: {code}", words), place - 1),
          button("down", "↓", tr("Move down: {code}", words), place + 1),
          button("out", "×", tr("Take out: {code}", words), null),
        ]
      : [];
    /** @param {KeyboardEvent} event */
    const onkeydown = (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!isTaken || !by) return;
      event.preventDefault();
      move(line, place + by);
    };
    const onclick = () => move(line, isTaken ? null : order.length);
    const attributes = {
      type: "button",
      class: "tc-code",
      "data-does": "line",
      onclick,
      onkeydown,
    };
    const shown = make("button", attributes, code.trim());
    // A line that is too long for the page goes on behind its own indent.
    shown.style.setProperty("--tc-indent", `${code.length - code.trimStart().length}ch`);
    const grip = make("span", { class: "tc-grip", "aria-hidden": "true" }, "⠿");
    const item = make("li", { "data-line": line }, grip, shown, ...buttons);
    draggable(item, taken, (to) => move(line, to));
    return item;
  }

  show();
  return { element, texts: () => ({ "": order.join(" ") }) };
}
