// Asks the exercises of a page, answers from the tables that come with it, and keeps the answers.
import { spoken } from "../../picture/live/js/sentences.js";
import { ask } from "./form.js";
import { keeping } from "./keeping.js";
import { read } from "./read.js";
import { Review } from "./review.js";
import { judgeOf } from "./table.js";
import { speak } from "./words.js";

/** @typedef {import("./table.js").Table} Table */

/**
 * What the forms say, English -> the language spoken, and the sentences that are open in tables.
 * @typedef {{ words: Record<string, string>, sentences: Record<string, string> }} Said
 */

/** @type {ReturnType<typeof keeping> | undefined} */
let kept;
/** @type {Map<string, Table>} */
const asked = new Map();
/** @type {Review | undefined} */
let review;

/** Show what is kept of earlier answers, and ask what the page asks. */
export function keep() {
  speak(said().words);
  kept = keeping(document, data("exercise-names"), () => asked.forEach(pose));
}

/** Begin the review that the page has a place for. */
export function begin() {
  const host = /** @type {HTMLElement} */ (document.querySelector("[data-review]"));
  review = new Review(host, said());
  review.next();
}

/**
 * What the files of verdicts call.
 * @param {Record<string, any>} tables by the names of their exercises
 */
export function deliver(tables) {
  if (review) {
    review.show(tables);
    return;
  }
  for (const [name, table] of Object.entries(tables)) {
    asked.set(name, table);
    pose(table, name);
  }
}

/**
 * @param {Table} table
 * @param {string} name
 */
async function pose(table, name) {
  const host = document.querySelector(`.ask[data-exercise="${name}"]`);
  if (!host) return;
  const { words, sentences } = said();
  const judge = judgeOf(table, sentences);
  const typed = kept?.typed(name);
  const verdict = typed && (await judged(table, judge, typed));
  ask(host, inWords(table.form, sentences), judge, {
    words,
    typed,
    verdict,
    guess: kept && !kept.counts(name),
    onVerdict: (told, now) => {
      kept?.record(name, told.outcome, now);
      unfold(name, told);
    },
  });
  unfold(name, verdict);
}

/**
 * Show what answers a prediction, once there is a verdict on it.
 * @param {string} name
 * @param {import("./verdict.js").Verdict | null} [verdict]
 */
function unfold(name, verdict) {
  const answer = document.querySelector(`details.answer[data-of="${name}"]`);
  if (answer && ["right", "wrong"].includes(verdict?.outcome ?? ""))
    answer.toggleAttribute("open", true);
}

/**
 * The form with its choices in the page's language.
 * @param {any} form
 * @param {Record<string, string>} sentences
 */
function inWords(form, sentences) {
  if (form.kind !== "choice") return form;
  const options = form.options.map((/** @type {string[]} */ [word, text]) => [
    word,
    spoken(text, sentences),
  ]);
  return { ...form, options };
}

/**
 * The verdict on what was answered earlier; none where the fields can't take that any more.
 * @param {Table} table
 * @param {import("./form.js").Judge} judge
 * @param {import("./read.js").Typed} typed
 */
async function judged(table, judge, typed) {
  try {
    return await judge(read(table.form, typed), typed);
  } catch {
    return null;
  }
}

/** @param {string} id of a script element with JSON */
const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");

/** @returns {Said} */
const said = () => data("exercise-words");
