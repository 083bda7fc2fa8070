// The state of a figure: what its model holds, and the keys by which drawings are found.

/** @typedef {import("./host.js").Model} Model */
/** @typedef {import("./numbers.js").Values} Values */

export class State {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Record<string, string>} what the figure says */
    this.words = model.get("_words");
    /** @type {Record<string, number[]>} of vectors that are planes: rows and columns */
    this.shapes = model.get("_shapes") ?? {};
    /** @type {Record<string, string>} slider -> the vector whose length it sets */
    this.counts = model.get("_counts");
    this.vectors = Object.values(this.counts);
    this.parameters = Object.keys(this.reach()).filter((name) => !(name in this.counts));
    /** @type {Record<string, number[]>} all that a vector ever held, for when it grows again */
    this.memory = {};
    /** What stood there first. */
    this.first = this.all();
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

  /** @returns {Record<string, any>} vectors, parameters and view: all that an address holds */
  all() {
    const names = [...this.vectors, ...this.parameters, "view"];
    return Object.fromEntries(names.map((name) => [name, this.model.get(name)]));
  }

  /**
   * A vector in rows: one, or those of its plane.
   * @param {string} name
   */
  rows(name) {
    const vector = this.vector(name);
    const width = this.shapes[name]?.[1] ?? vector.length;
    return vector.flatMap((_, i) => (i % width ? [] : [vector.slice(i, i + width)]));
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
   * The key of a group of drawings: "scatter/3/3", or "scatter/3x3/2x2" of planes.
   * @param {Record<string, number | string>} [changed] the view or lengths that are to be others
   */
  groupKey(changed = {}) {
    const sizes = Object.entries(this.counts).map(
      ([count, name]) => changed[count] ?? this.shapes[name]?.join("x") ?? this.vector(name).length,
    );
    return [changed.view ?? this.view, ...sizes].join("/");
  }

  /** @param {string} variable such as x3, which is x[3], or x[1, 0] in a plane */
  nameOf(variable) {
    const name = variable.replace(/\d+$/, "");
    const n = Number(variable.slice(name.length));
    const width = this.shapes[name]?.[1];
    return `${name}[${width ? `${Math.floor(n / width)}, ${n % width}` : n}]`;
  }

  /** @param {Record<string, unknown>} changes */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes?.();
  }
}
