// The settings that make some sizes, as a table whose rows can be taken up.
import { hashOf } from "./address.js";
import { explainedIn } from "./chapters.js";
import { ofSizes } from "./explaining.js";
import { FIELDS, IllegalLayer } from "./layer.js";
import { written } from "./numbers.js";
import { folded, make, parameterName, table } from "./page.js";
import { findAxes } from "./search.js";
import { tapsSaid } from "./size_answer.js";
import { sentences, tr } from "./words.js";

/** @import { Layer } from "./layer.js" */
/** @import { Pair } from "./pairs.js" */

const [SHOWN, FOLDED, PAIRS] = [12, 240, 6];
/** Only dilation 1 is tried. */
const SHOWN_FIELDS = FIELDS.filter((name) => name !== "dilation");

/**
 * @param {Pair[]} pairs
 * @param {number} axes
 * @returns {HTMLElement[]} a title first
 */
export function found(pairs, axes) {
  const ofAxes = Array.from({ length: axes }, (_, axis) =>
    pairs.map(([input, output]) => /** @type {[number, number]} */ ([input[axis], output[axis]])),
  );
  const { count, at, advice } = searched(ofAxes);
  const sizes = told(pairs);
  if (!count)
    return [make("p", {}, sentences([tr("{sizes}: no setting fits.", { sizes }), advice]))];
  const title =
    count === 1
      ? // Translators: {sizes} is as in "7 → 14, 8 → 16".
        tr("{sizes}: 1 setting", { sizes })
      : tr("{sizes}: {count} settings, the usual ones first", { sizes, count });
  /** @param {number} first @param {number} end */
  const rows = (first, end) => {
    const numbers = Array.from({ length: Math.min(end, count) - first }, (_, n) => first + n);
    const head = [...SHOWN_FIELDS.map(parameterName), tr("taps per phase"), ""];
    return table(
      title,
      head,
      numbers.map((n) => row(at(n), pairs[0][0])),
      { free: SHOWN_FIELDS.length },
    );
  };
  const more = tr("{count} more, from [{first}] to [{last}]", {
    count: count - SHOWN,
    first: SHOWN,
    last: count - 1,
  });
  const rest = count > SHOWN ? [folded("settings", more, () => [rows(SHOWN, FOLDED)])] : [];
  return [make("p", {}, title), rows(0, SHOWN), ...rest, ...explainedIn(ofSizes(ofAxes))];
}

/**
 * What is found; where nothing can be searched for, the reason stands for advice.
 * @param {[number, number][][]} ofAxes
 */
function searched(ofAxes) {
  try {
    return findAxes(ofAxes);
  } catch (error) {
    if (!(error instanceof IllegalLayer || error instanceof RangeError)) throw error;
    return { count: 0, at: () => [], advice: error.message };
  }
}

/** @param {Layer[]} layers @param {number[]} input */
function row(layers, input) {
  const each = SHOWN_FIELDS.map((name) => layers.map((layer) => layer[name]));
  /** @type {[string, string][]} */
  const state = SHOWN_FIELDS.map((name, n) => [name, written(each[n], ",")]);
  /** @type {[string, string][]} */
  const axes = layers.length > 1 ? [["axes", `${layers.length}`]] : [];
  const href = hashOf([...axes, ["input_size", written(input, ",")], ...state]);
  const setting = state.map((pair) => pair.join("=")).join(", ");
  // Translators: read out for a link: {setting} goes into the fields where sizes are calculated.
  const name = tr("Use {setting}", { setting });
  // Translators: a link in a narrow column: the row's setting goes into the fields.
  const link = make("a", { href, "aria-label": name }, tr("Use"));
  return [...each.map((values) => written(values)), tapsSaid(layers), link];
}

/** Pairs of sizes as arrows; the middle of a long row is left out. @param {Pair[]} pairs */
function told(pairs) {
  const arrows = pairs.map((pair) =>
    pair.map((size) => (size.length > 1 ? `(${size.join(", ")})` : `${size}`)).join(" → "),
  );
  const short =
    arrows.length > PAIRS ? [...arrows.slice(0, 3), "…", arrows[arrows.length - 1]] : arrows;
  return short.join(", ");
}
