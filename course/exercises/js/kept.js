// What a reader has answered: kept in the browser, in the form of the notebooks' progress file.

/** @typedef {Record<string, string>} Typed what stands in an exercise's fields, by their names */
/** @typedef {{ version: 1, done: Record<string, string>, answers: Record<string, Typed> }} Held */

const KEY = "transposed-convolution";
const VERSION = 1;
const OUTCOMES = ["right", "wrong", "exception"];
const NAME = /^[a-z_0-9]{1,40}\.[a-z_0-9]{1,40}$/;
const MOST = 1_000;
const LONG = 2_000;

/** Why a text is not what a page has saved: "foreign" is one of another version. */
export class Unusable extends Error {
  /** @param {"damaged" | "foreign"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @returns {Held} */
const nothing = () => ({ version: VERSION, done: {}, answers: {} });

/**
 * @param {unknown} value
 * @returns {[string, unknown][]}
 */
const entries = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).slice(0, MOST)
    : [];

/**
 * What a saved text holds; what is no exercise's outcome or answer is left out.
 * @param {string} text
 * @returns {Held}
 * @throws {Unusable}
 */
export function parse(text) {
  let told;
  try {
    told = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Unusable("damaged");
  }
  if (!told || typeof told !== "object" || !("version" in told) || !("done" in told))
    throw new Unusable("damaged");
  if (told.version !== VERSION) throw new Unusable("foreign");
  const held = nothing();
  for (const [name, outcome] of entries(told.done))
    if (NAME.test(name) && OUTCOMES.includes(String(outcome))) held.done[name] = String(outcome);
  for (const [name, typed] of entries(told.answers)) {
    const fields = entries(typed).filter(
      ([field, value]) => field.length <= 40 && typeof value === "string" && value.length <= LONG,
    );
    if (NAME.test(name) && fields.length)
      held.answers[name] = Object.fromEntries(/** @type {[string, string][]} */ (fields));
  }
  return held;
}

/**
 * Both together; the second one is newer, but what was once right stays right.
 * @param {Held} old
 * @param {Pick<Held, "done" | "answers">} brought
 * @returns {Held}
 */
export function merged(old, brought) {
  const right = Object.entries(old.done).filter(([, outcome]) => outcome === "right");
  return {
    version: VERSION,
    done: { ...old.done, ...brought.done, ...Object.fromEntries(right) },
    answers: { ...old.answers, ...brought.answers },
  };
}

/** @param {Held} held */
export const written = (held) => `${JSON.stringify(held, null, 1)}\n`;

/** Answers kept in a storage; where that is refused, for as long as the page is open. */
export class Answers {
  /** @param {() => Storage} storage may throw: a browser can refuse it */
  constructor(storage) {
    this.storage = storage;
    /** Whether they outlast this page. */
    this.lasting = true;
    this.full = false;
    this.here = nothing();
  }

  /** @returns {Held} read anew each time: another tab may have written meanwhile */
  read() {
    if (this.full) return this.here;
    try {
      const text = this.storage().getItem(KEY);
      this.here = text === null ? nothing() : parse(text);
      this.lasting = true;
    } catch (error) {
      // What a later version has kept stays as it is; what nobody can read is begun anew.
      this.lasting = error instanceof Unusable && error.why === "damaged";
    }
    return this.here;
  }

  /** @param {Pick<Held, "done" | "answers">} brought */
  bring(brought) {
    this.here = merged(this.read(), brought);
    if (!this.lasting) return;
    try {
      this.storage().setItem(KEY, written(this.here));
    } catch {
      this.full = true;
      this.lasting = false;
    }
  }

  /**
   * @param {string} name of the exercise
   * @param {string} outcome
   * @param {Typed} typed
   * @param {boolean} [counts] whether the outcome is kept as well as the answer
   */
  record(name, outcome, typed, counts = true) {
    if (!OUTCOMES.includes(outcome)) return;
    this.bring({ done: counts ? { [name]: outcome } : {}, answers: { [name]: typed } });
  }

  /** Forget everything. */
  clear() {
    this.here = nothing();
    try {
      this.storage().removeItem(KEY);
    } catch {}
  }
}
