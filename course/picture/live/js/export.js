// What a reader takes along: the call of the layer, and the picture.
import { make } from "./elements.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */

/**
 * A button that copies the call, or selects it where nothing may be copied.
 * @param {HTMLElement} call
 * @param {Record<string, string>} words
 * @param {(text: string) => void} say
 */
export function copyButton(call, words, say) {
  const onclick = async () => {
    try {
      await navigator.clipboard.writeText(call.textContent ?? "");
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 1500);
    } catch {
      getSelection()?.selectAllChildren(call);
      say(words.selected);
    }
  };
  const button = make("button", { type: "button", onclick }, words.copy);
  return button;
}

/**
 * A button that saves the picture as it stands, without what only a live one needs.
 * @param {Drawing} drawing
 * @param {Record<string, string>} words
 */
export function downloadButton(drawing, words) {
  const onclick = () => {
    const svg = /** @type {Element} */ (drawing.svg.cloneNode(true));
    for (const element of [svg, ...svg.querySelectorAll("*")])
      for (const { name } of [...element.attributes])
        if (name.startsWith("data-") || name === "class") element.removeAttribute(name);
    const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
    const href = URL.createObjectURL(blob);
    make("a", { href, download: "transposed_convolution.svg" }).click();
    URL.revokeObjectURL(href);
  };
  return make("button", { type: "button", onclick }, words.download);
}
