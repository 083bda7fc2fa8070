// The page's address: written after a figure's changes, and read again on Back and Forward.
import { isState } from "./address.js";

/** @typedef {import("./page.js").Place} Place */

// Before the address is written, in milliseconds.
const PAUSE = 300;

/**
 * The place whose state an address says.
 * @param {string} hash
 * @param {Place[]} places
 */
export function placeOf(hash, places) {
  const number = Number(hash.match(/[#&]figure=(\d{1,3})(?=&|$)/)?.[1] ?? 1);
  return isState(hash) ? (places[number - 1] ?? places[0]) : undefined;
}

/**
 * Write the address after each change, and show what Back, Forward or a hand makes of it.
 * @param {Place[]} places
 */
export function follow(places) {
  // A frame of another page would make that page's Back its own.
  const framed = window.parent !== window;
  /** @type {Map<Place, number>} */
  const timers = new Map();
  for (const place of places)
    place.heard = () => {
      clearTimeout(timers.get(place));
      timers.set(
        place,
        setTimeout(() => write(place), PAUSE),
      );
    };

  /** @param {Place} place */
  function write(place) {
    const { address: now, at: before } = place;
    if (now === before) return;
    place.at = now;
    try {
      // Who comes back to the entry that is left finds what this figure showed there.
      if (!framed) history.replaceState({ before }, "");
      history[framed ? "replaceState" : "pushState"](null, "", `#${now}`);
    } catch {} // A page may be kept from that, and its figures work all the same.
  }

  addEventListener("popstate", async ({ state }) => {
    for (const hash of new Set([location.hash, `#${state?.before ?? ""}`])) {
      const place = placeOf(hash, places);
      if (!place || hash === `#${place.address}`) continue;
      await place.open(hash);
      place.el.scrollIntoView({ block: "nearest" });
    }
  });
}
