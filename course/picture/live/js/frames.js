// Groups of drawings: from the page where they are stored there, else from the kernel.

/** @typedef {import("./host.js").Model} Model */
/** @typedef {import("./state.js").State} State */

/**
 * The drawings of one view and of certain lengths; see `frames.packed` in Python.
 * @typedef {object} Group
 * @property {string[]} pieces
 * @property {Record<string, number[]>} frames the pieces of each drawing
 * @property {Record<string, [string, string]>} stops why there is none: the rule, PyTorch's words
 */

const NO_ANSWER = "no answer";

/** @type {WeakMap<Model, Map<string, Promise<Group>>>} */
const groupsOf = new WeakMap();

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
  return JSON.parse(text);
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
function group(model, key, patience = 8000) {
  const groups = groupsOf.get(model) ?? new Map();
  groupsOf.set(model, groups);
  const slot = `${key} ${JSON.stringify(model.get("_reach"))}`;
  if (!groups.has(slot)) {
    const stored = model.get("_frames")?.[key];
    const promise = stored ? unpack(fromBase64(stored)) : asked(model, key, patience);
    promise.catch(() => groups.delete(slot));
    groups.set(slot, promise);
  }
  return groups.get(slot);
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
    /** @type {Record<string, string> | undefined} */
    const kept = state.model.get("_frames");
    /** @type {string[] | undefined} the keys of a page that has nobody to ask for others */
    this.stored = kept && Object.keys(kept);
    this.key = "";
    /** @type {Group} */
    this.group = { pieces: [], frames: {}, stops: {} };
  }

  /** Whether the group shown is the one that the state is of. */
  get fits() {
    return this.key === this.state.groupKey();
  }

  /** @returns {string[] | null} the drawing of the state, in pieces; null where it isn't loaded */
  drawing() {
    const places = this.fits && this.group.frames[this.state.key()];
    return places ? places.map((place) => this.group.pieces[place]) : null;
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
      if (this.stored && !this.stored.includes(key)) throw new Error(NO_ANSWER);
      return await group(this.state.model, key);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      this.say(message === NO_ANSWER ? this.state.words.no_kernel : message);
      return null;
    }
  }
}
