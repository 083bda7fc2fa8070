// What is touched stays where it is on the screen: where something above it grows, the page scrolls
// along.

/**
 * All that scrolls round an element, from the inside.
 * @param {Element} element
 */
function* scrollersOf(element) {
  for (let up = parentOf(element); up; up = parentOf(up)) yield up;
}

/** @param {Element} element */
const parentOf = (element) =>
  element.parentElement ?? /** @type {ShadowRoot} */ (element.getRootNode()).host ?? null;

/**
 * @param {Element} control what is touched
 * @param {HTMLElement} root of the figure, which becomes longer where the page is too short to scroll
 * @returns {() => void} to be called when all has changed
 */
export function anchor(control, root) {
  const top = () => root.getBoundingClientRect().top;
  // Within the figure, so that whatever else scrolls meanwhile counts for nothing.
  const offset = () => control.getBoundingClientRect().top - top();
  const before = offset();
  return () => {
    if (!control.isConnected) return;
    const wanted = top() - (offset() - before);
    const scroll = () => {
      for (const scroller of scrollersOf(control)) {
        const missing = top() - wanted;
        if (Math.abs(missing) >= 0.5) scroller.scrollBy({ top: missing, behavior: "instant" });
      }
      return top() - wanted;
    };
    const missing = scroll();
    if (missing < 0.5) return;
    const padding = parseFloat(getComputedStyle(root).paddingBottom);
    const below = Math.max(0, innerHeight - root.getBoundingClientRect().bottom);
    root.style.paddingBottom = `${Math.ceil(padding + missing + below)}px`;
    scroll();
  };
}

/**
 * What of a figure was touched last.
 * @param {HTMLElement} root
 * @returns {() => Element}
 */
export function lastTouched(root) {
  /** @type {Element} */
  let touched = root;
  for (const event of ["pointerdown", "focusin"])
    root.addEventListener(event, ({ target }) => {
      const element = /** @type {Element} */ (target);
      // What stands there may be gone once it has been pressed.
      touched = element.closest(".tc-says") ?? element;
    });
  return () => touched;
}
