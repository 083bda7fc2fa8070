// Lets a line be dragged into a list: by a mouse anywhere, by a finger at its grip.

const LEAST = 6; // pixels: less is a click

/**
 * @param {HTMLElement} item
 * @param {HTMLElement} list where items can be dropped
 * @param {(place: number | null) => void} drop place: in the list without the item; null: outside
 */
export function draggable(item, list, drop) {
  item.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target);
    const isGrip = Boolean(target.closest(".tc-grip"));
    const isLine = isGrip || Boolean(target.closest(".tc-code")) || target === item;
    if (down.button || !isLine || (down.pointerType !== "mouse" && !isGrip)) return;
    if (isGrip) down.preventDefault();
    const ends = new AbortController();
    const { signal } = ends;
    let isDragged = false;

    /** @param {PointerEvent} event */
    const move = (event) => {
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
      if (!isDragged && Math.hypot(x, y) < LEAST) return;
      isDragged = true;
      item.classList.add("tc-dragged");
      item.style.transform = `translate(${x}px, ${y}px)`;
      mark(list, placeAt(list, item, event));
    };

    /** @param {PointerEvent} event */
    const end = (event) => {
      ends.abort();
      item.classList.remove("tc-dragged");
      item.style.transform = "";
      mark(list, null);
      if (!isDragged) return;
      // What a drag ends on is not clicked.
      const once = { capture: true, once: true };
      const stop = (/** @type {Event} */ click) => click.stopPropagation();
      item.addEventListener("click", stop, once);
      setTimeout(() => item.removeEventListener("click", stop, once));
      if (event.type === "pointerup") drop(placeAt(list, item, event));
    };

    addEventListener("pointermove", move, { signal });
    addEventListener("pointerup", end, { signal });
    addEventListener("pointercancel", end, { signal });
  });
}

/**
 * The place in the list at which a pointer is, the item itself apart; null outside.
 * @param {HTMLElement} list
 * @param {HTMLElement} item
 * @param {PointerEvent} event
 */
function placeAt(list, item, { clientX, clientY }) {
  const box = /** @type {Element} */ (list.parentElement).getBoundingClientRect();
  const isInside =
    clientX > box.left && clientX < box.right && clientY > box.top && clientY < box.bottom;
  if (!isInside) return null;
  const others = [...list.children].filter((other) => other !== item);
  return others.filter((other) => {
    const { top, height } = other.getBoundingClientRect();
    return clientY > top + height / 2;
  }).length;
}

/**
 * Show where an item would land.
 * @param {HTMLElement} list
 * @param {number | null} place
 */
function mark(list, place) {
  const others = [...list.children].filter((one) => !one.classList.contains("tc-dragged"));
  list.classList.toggle("tc-last", place !== null && place >= others.length);
  for (const [i, other] of others.entries()) other.classList.toggle("tc-next", i === place);
}
