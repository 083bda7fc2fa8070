// What shows one parameter lights up together: its slider, its number in the formula, its lines.

/**
 * @param {HTMLElement} root of the figure; its data-named says which parameter is lit
 * @param {HTMLElement[]} labels of the sliders
 * @param {string[]} names of the sliders' parameters
 */
export function linkTerms(root, labels, names) {
  labels.forEach((label, n) => (label.dataset.parameter = names[n]));
  let [pointed, held] = ["", ""];
  const show = () => {
    const name = pointed || held;
    if (name) root.dataset.named = name;
    else delete root.dataset.named;
  };
  /** @param {Event} event */
  const named = ({ target }) => {
    const shows = /** @type {Element} */ (target).closest("[data-parameter]");
    return /** @type {HTMLElement | null} */ (shows)?.dataset.parameter ?? "";
  };
  /** @param {Event} event */
  const hold = (event) => {
    held = event.type === "focusout" ? "" : named(event);
    show();
  };
  for (const event of ["focusin", "input", "focusout"]) root.addEventListener(event, hold);
  root.addEventListener("pointerover", (event) => {
    pointed = named(event);
    show();
  });
  root.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger leaves when it is lifted.
    if (pointerType !== "touch") pointed = "";
    show();
  });
}
