// Groups of drawings: from the page where they are stored there, else from a file beside it, or the
// kernel.

import { beside } from "./files.js";

/** @typedef {import("./host.js").Model} Model */
/** @typedef {import("./state.js").State} State */

/** @typedef {[string, string, string, string, number[], number[]]} Frame */

/**
 * The drawings of one view and of certain lengths; see `frames.packed` in Python.
 * @typedef {object} Group
 * @property {string[]} parts
 * @property {string[]} marks
 * @property {Record<string, Frame>} frames the pieces of each drawing
 * @property {Record<string, [string, string]>} stops why there is none: the rule, PyTorch's words
 */

const NO_ANSWER = "no answer";

/** @type {WeakMap<object, Map<string, Promise<Group>>>} */
const groupsOf = new WeakMap();
const FILES = {}; // which all figures of a page share
/**
 * Chunk by chunk: through a Blob and a Response it would take three times as long.
 * @param {BufferSource} bytes gzipped JSON
 * @returns {Promise<Group>}
 */
async function unpack(bytes) {
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => {}); // the reader tells the same error
  const [reader, decoder] = [readable.getReader(), new TextDecoder()];
  let text = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
    text += decoder.decode(chunk.value, { stream: true });
  await written;
  const { frames, drawn, ...group } = JSON.parse(text);
  /** @type {[string, number][]} */
  const places = frames.map((/** @type {string} */ key, /** @type {number} */ n) => [key, n]);
  const of = (/** @type {number} */ n) => drawn.map((/** @type {any[]} */ entries) => entries[n]);
  return { ...group, frames: Object.fromEntries(places.map(([key, n]) => [key, of(n)])) };
}

/** @param {string} text */
function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Ask the kernel for a group.
 * @param {Model} model
 * @param {string} key
 * @param {number} patience in milliseconds
 * @returns {Promise<Group>}
 */
function asked(model, key, patience) {
  return new Promise((resolve, reject) => {
    /** @param {() => void} then */
    const finish = (then) => {
      clearTimeout(timer);
      model.off?.("msg:custom", answer);
      then();
    };
    const timer = setTimeout(() => finish(() => reject(new Error(NO_ANSWER))), patience);
    /**
     * @param {{ frames?: string, refused?: string, why?: string }} content
     * @param {BufferSource[]} buffers
     */
    const answer = (content, buffers) => {
      if (content.frames === key) finish(() => resolve(unpack(buffers[0])));
      if (content.refused === key) finish(() => reject(new Error(content.why)));
    };
    model.on("msg:custom", answer);
    try {
      if (!model.send) throw new Error(NO_ANSWER);
      model.send({ want: key });
    } catch {
      // The host knows already that the kernel is dead, or that there is none.
      finish(() => reject(new Error(NO_ANSWER)));
    }
  });
}

/**
 * The group of a key, unpacked or asked for once.
 * @param {Model} model
 * @param {string} key
 * @returns {Promise<Group>}
 */
export function group(model, key, patience = 8000) {
  const [stored, folder] = [model.get("_frames")?.[key], model.get("_beside")];
  const owner = folder ? FILES : model;
  const groups = groupsOf.get(owner) ?? new Map();
  groupsOf.set(owner, groups);
  const slot = folder ? folder + key : `${key} ${JSON.stringify(model.get("_reach"))}`;
  if (!groups.has(slot)) {
    const promise = stored
      ? unpack(fromBase64(stored))
      : folder
        ? beside(folder, key).then(unpack)
        : asked(model, key, patience);
    promise.catch(() => groups.delete(slot));
    groups.set(slot, promise);
  }
  return groups.get(slot);
}

/**
 * The numbers that letters tell, each as what it differs from the one before; see `frames._Letters`.
 * @param {string} letters
 */
function numbers(letters) {
  let last = 0;
  return Array.from(letters, (letter) => {
    const code = letter.charCodeAt(0) - 32;
    last += code % 2 ? -(code + 1) / 2 : code / 2;
    return last;
  });
}

/**
 * A drawing in pieces: what opens it, marks in two, and the others; see `frames.packed` in Python.
 * @param {Group} group
 * @param {Frame} frame
 */
function pieces(group, [one, two, three, four, x, y]) {
  const [parts, marks, columns, rows] = [one, two, three, four].map(numbers);
  const drawn = [];
  let n = 0;
  for (let i = 0; i < parts.length; i += 1) {
    const mark = group.marks[marks[i]];
    if (mark) {
      drawn.push(`<g transform="translate(${x[columns[n]]} ${y[rows[n]]})"${mark}`);
      n += 1;
    }
    drawn.push(group.parts[parts[i]]);
  }
  return [drawn.slice(0, 3).join(""), ...drawn.slice(3)];
}

/** The group that is shown, and the way to others. */
export class Frames {
  /**
   * @param {State} state
   * @param {(text: string) => void} say
   */
  constructor(state, say) {
    this.state = state;
    this.say = say;
    this.key = "";
    /** @type {Group} */
    this.group = { parts: [], marks: [], frames: {}, stops: {} };
  }

  /** Whether the group shown is the one that the state is of. */
  get fits() {
    return this.key === this.state.groupKey();
  }

  /** @returns {string[] | null} the drawing of the state, in pieces; null where it isn't loaded */
  drawing() {
    const frame = this.fits && this.group.frames[this.state.key()];
    return frame ? pieces(this.group, frame) : null;
  }

  /**
   * @param {string} key
   * @param {Group} group
   */
  hold(key, group) {
    [this.key, this.group] = [key, group];
  }

  /**
   * The group of a key; where it can't be had a sentence says so, and all stays as it is.
   * @param {string} key
   */
  async fetched(key) {
    try {
      return await group(this.state.model, key);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      this.say(message === NO_ANSWER ? this.state.words.no_kernel : message);
      return null;
    }
  }
}
