// What shows one parameter lights up together: its slider, its number in the formula, its lines.

/**
 * @param {HTMLElement} root of the figure; its data-named says which parameter is lit
 * @param {HTMLElement[]} labels of the sliders
 * @param {string[]} names of the sliders' parameters
 */
export function linkTerms(root, labels, names) {
  labels.forEach((label, n) => (label.dataset.parameter = names[n]));
  let kept = ""; // that of the slider with the focus
  /** @param {string} name */
  const show = (name) => {
    if (name) root.dataset.named = name;
    else delete root.dataset.named;
  };
  /** @param {Event} event */
  const named = ({ target }) => {
    const shows = /** @type {Element} */ (target).closest("[data-parameter]");
    return /** @type {HTMLElement | null} */ (shows)?.dataset.parameter ?? "";
  };
  for (const event of ["focusin", "input"])
    root.addEventListener(event, (heard) => show((kept = named(heard))));
  root.addEventListener("focusout", () => show((kept = "")));
  root.addEventListener("pointerover", (event) => show(named(event) || kept));
  root.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger leaves when it is lifted.
    if (pointerType !== "touch") show(kept);
  });
}
