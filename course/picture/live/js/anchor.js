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
 * Draw, and keep what is touched in its place, whatever grew above it: another figure as well.
 * @param {Element | undefined} control what is touched
 * @param {HTMLElement} root of the figure, which becomes longer where the page is too short to scroll
 * @param {() => void} draw
 */
export function staying(control, root, draw) {
  const stay = control && anchor(control, root);
  draw();
  // After what the drawings lay out before the next picture of the page.
  if (stay) requestAnimationFrame(stay);
}

/**
 * @param {Element} control
 * @param {HTMLElement} root
 * @returns {() => void} to be called when all has changed
 */
function anchor(control, root) {
  const top = () => control.getBoundingClientRect().top;
  const before = top();
  const back = () => {
    for (const scroller of scrollersOf(control)) {
      const moved = top() - before;
      if (Math.abs(moved) >= 0.5) scroller.scrollBy({ top: moved, behavior: "instant" });
    }
    return top() - before;
  };
  return () => {
    if (!control.isConnected) return;
    const missing = back();
    if (missing < 0.5) return;
    const padding = parseFloat(getComputedStyle(root).paddingBottom);
    const below = Math.max(0, innerHeight - root.getBoundingClientRect().bottom);
    root.style.paddingBottom = `${Math.ceil(padding + missing + below)}px`;
    back();
  };
}

/**
 * What of a figure was touched last, if anything was.
 * @param {HTMLElement} root
 * @returns {() => Element | undefined}
 */
export function lastTouched(root) {
  /** @type {Element | undefined} */
  let touched;
  for (const event of ["pointerdown", "focusin"])
    root.addEventListener(event, ({ target }) => {
      const element = /** @type {Element} */ (target);
      // What stands there may be gone once it has been pressed.
      touched = element.closest(".tc-says") ?? element;
    });
  return () => touched;
}
