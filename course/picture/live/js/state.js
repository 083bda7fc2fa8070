// The state of a figure: what its model holds, and the keys by which drawings are found.

/** @typedef {import("./host.js").Model} Model */
/** @typedef {import("./numbers.js").Values} Values */

export class State {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Record<string, string>} what the figure says */
    this.words = model.get("_words");
    /** @type {Record<string, string>} the names of variables that are not called like x[3] */
    this.names = model.get("_names") ?? {};
    /** @type {Record<string, string>} slider -> the vector whose length it sets */
    this.counts = model.get("_counts");
    this.vectors = Object.values(this.counts);
    this.parameters = Object.keys(this.reach()).filter((name) => !(name in this.counts));
    /** @type {Record<string, number[]>} all that a vector ever held, for when it grows again */
    this.memory = {};
  }

  /** @returns {string} */
  get view() {
    return this.model.get("view");
  }

  /**
   * Slider -> its least and its most.
   * @returns {Record<string, [number, number]>}
   */
  reach() {
    return this.model.get("_reach");
  }

  /**
   * @param {string} name
   * @returns {number[]}
   */
  vector(name) {
    return this.model.get(name);
  }

  remember() {
    for (const name of this.vectors) {
      this.memory[name] ??= [...this.model.get("_spare")[name]];
      this.vector(name).forEach((value, i) => (this.memory[name][i] = value));
    }
  }

  /** @returns {Values} */
  values() {
    return Object.fromEntries(
      this.vectors.flatMap((name) => this.vector(name).map((value, i) => [`${name}${i}`, value])),
    );
  }

  /** @returns {Record<string, number>} the value of each parameter */
  now() {
    return Object.fromEntries(this.parameters.map((name) => [name, this.model.get(name)]));
  }

  /**
   * The key of a drawing in its group: "2,1,1,1".
   * @param {Record<string, number>} [changed] parameters that are to be others
   */
  key(changed = {}) {
    const parameters = { ...this.now(), ...changed };
    return this.parameters.map((name) => parameters[name]).join(",");
  }

  /**
   * The key of a group of drawings: "scatter/3/3".
   * @param {Record<string, number | string>} [changed] the view or lengths that are to be others
   */
  groupKey(changed = {}) {
    const lengths = Object.entries(this.counts).map(([c, name]) => [c, this.vector(name).length]);
    /** @type {Record<string, number | string>} */
    const all = { view: this.view, ...Object.fromEntries(lengths), ...changed };
    return ["view", ...Object.keys(this.counts)].map((name) => all[name]).join("/");
  }

  /** @param {string} variable such as x3 */
  nameOf(variable) {
    return this.names[variable] ?? variable.replace(/^([a-z]+)(\d+)$/, "$1[$2]");
  }

  /** @param {Record<string, unknown>} changes */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes?.();
  }
}
