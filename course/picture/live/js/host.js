// What a page without a kernel gives a live figure in a widget model's place.

/**
 * What a host gives a figure. Some have the first three only.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {(event: string, listener: (...told: any[]) => void) => void} on
 * @property {(event: string, listener: (...told: any[]) => void) => void} [off]
 * @property {() => void} [save_changes]
 * @property {(content: unknown) => void} [send]
 */

/**
 * @param {Record<string, unknown>} state
 * @returns {Model}
 */
export function host(state) {
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const listener of [...(listeners.get(`change:${name}`) ?? [])]) listener();
    },
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    off: (event, listener) => listeners.get(event)?.delete(listener),
  };
}
