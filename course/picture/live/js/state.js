// The state of a figure: what its model holds, and the keys by which drawings are found.

/** @typedef {import("./host.js").Model} Model */
/** @typedef {import("./numbers.js").Values} Values */

/** @param {number[] | number[][]} values */
export const rowsOf = (values) =>
  /** @type {number[][]} */ (Array.isArray(values[0]) ? values : [values]).map((row) => [...row]);

export class State {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Record<string, string>} what the figure says */
    this.words = model.get("_words");
    /** @type {Record<string, number[]>} rows and columns that planes have first: squares stay square */
    this.shapes = model.get("_shapes") ?? {};
    /** @type {Record<string, string>} slider -> the vector whose length, or side, it sets */
    this.counts = model.get("_counts");
    this.vectors = Object.values(this.counts);
    this.parameters = Object.keys(this.reach()).filter((name) => !(name in this.counts));
    /** @type {Record<string, number[][]>} rows: all that a vector ever held, for when it grows again */
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
      const rows = (this.memory[name] ??= rowsOf(this.model.get("_spare")[name]));
      this.rows(name).forEach(
        (row, r) => (rows[r] = [...row, ...(rows[r] ?? []).slice(row.length)]),
      );
    }
  }

  /**
   * The rows and columns of a plane; undefined of what is a row.
   * @param {string} name
   */
  shape(name) {
    const shape = this.shapes[name];
    const side = Math.sqrt(this.vector(name).length);
    return shape && (shape[0] === shape[1] ? [side, side] : shape);
  }

  /** The length of a slider's vector, or the side of its plane. @param {string} count */
  size(count) {
    const name = this.counts[count];
    return this.shape(name)?.[0] ?? this.vector(name).length;
  }

  /**
   * A slider's vector of another size, with the numbers that it held there before.
   * @param {string} count
   * @param {number} size
   */
  resized(count, size) {
    const name = this.counts[count];
    const rows = this.memory[name].slice(0, this.shapes[name] ? size : 1);
    return { [name]: rows.flatMap((row) => row.slice(0, size)) };
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
    const width = this.shape(name)?.[1] ?? vector.length;
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
   * @param {Record<string, number | string>} [changed] the view or sizes that are to be others
   */
  groupKey(changed = {}) {
    const sizes = Object.entries(this.counts).map(([count, name]) => {
      const [size, shape] = [changed[count], this.shape(name)];
      return (size && shape ? [size, size] : shape)?.join("x") ?? size ?? this.size(count);
    });
    return [changed.view ?? this.view, ...sizes].join("/");
  }

  /** @param {string} variable such as x3, which is x[3], or x[1, 0] in a plane */
  nameOf(variable) {
    const name = variable.replace(/\d+$/, "");
    const n = Number(variable.slice(name.length));
    const width = this.shape(name)?.[1];
    return `${name}[${width ? `${Math.floor(n / width)}, ${n % width}` : n}]`;
  }

  /** @param {Record<string, unknown>} changes */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes?.();
  }
}
