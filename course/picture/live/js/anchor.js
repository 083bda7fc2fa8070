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
 * Where an element stands in what is scrolled, wherever that is scrolled to.
 * @param {Element} element
 */
const placeOf = (element) =>
  [...scrollersOf(element)].reduce(
    (place, { scrollTop }) => place + scrollTop,
    element.getBoundingClientRect().top,
  );

/**
 * Draw, and scroll by what grew above the thing that is touched: in its figure, or in another one.
 * @param {Element | undefined} control what is touched
 * @param {HTMLElement} root of the figure, which becomes longer where the page is too short to scroll
 * @param {() => void} draw
 */
export function staying(control, root, draw) {
  const before = control && placeOf(control);
  draw();
  if (!control || before === undefined) return;
  // After what the drawings lay out before the next picture of the page.
  requestAnimationFrame(() => {
    if (!control.isConnected) return;
    const wanted = root.getBoundingClientRect().top - (placeOf(control) - before);
    const missing = () => root.getBoundingClientRect().top - wanted;
    const scroll = () => {
      for (const scroller of scrollersOf(root))
        if (Math.abs(missing()) >= 0.5) scroller.scrollBy({ top: missing(), behavior: "instant" });
    };
    scroll();
    if (missing() < 0.5) return;
    const padding = parseFloat(getComputedStyle(root).paddingBottom);
    const below = Math.max(0, innerHeight - root.getBoundingClientRect().bottom);
    root.style.paddingBottom = `${Math.ceil(padding + missing() + below)}px`;
    scroll();
  });
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
