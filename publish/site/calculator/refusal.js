// What PyTorch refuses: why, the nearest value that works, and its own words.
import { folded, make, scrolled } from "./page.js";
import { along } from "./size_answer.js";
import { tr } from "./words.js";

/**
 * What PyTorch refuses, and what mends it.
 * @param {{ name: string, axis: number, said: string, nearest: number | null, torch: string }} wrong
 * @param {number} axes
 * @param {(() => void) | null} mend
 */
export function refusal({ name, axis, said, nearest, torch }, axes, mend) {
  const at = axes > 1 && mend ? `${along(axis)}: ${said}` : said;
  const button =
    mend &&
    make(
      "button",
      { type: "button", class: "start", onclick: mend },
      tr("Use {setting}", { setting: `${name}=${nearest}` }),
    );
  const words = torch
    ? [folded("torch", tr("PyTorch’s words"), () => [scrolled(make("pre", {}, torch), torch)])]
    : [];
  return make(
    "div",
    { class: "refusal" },
    make("p", { id: "size-refusal" }, at),
    ...(button ? [button] : []),
    ...words,
  );
}
