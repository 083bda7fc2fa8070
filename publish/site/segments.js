// The words of a language that is written without spaces, as Pagefind's index has them.

/**
 * A text without spaces, cut into the words that the index was cut into; the last one may be the
 * beginning of one only. What the index doesn't have stays in one piece, and is not found.
 * @param {string} text
 * @param {string[]} known
 */
function cut(text, known) {
  const all = new Set(known);
  const longest = Math.max(0, ...known.map((word) => word.length));
  /** @type {string[]} */
  const parts = [];
  let isUnknown = false;
  for (let at = 0; at < text.length;) {
    let word = text.slice(at);
    const isBegun = known.some((one) => one.startsWith(word));
    if (!isBegun) word = word.slice(0, longest);
    while (!isBegun && word.length > 1 && !all.has(word)) word = word.slice(0, -1);
    const isKnown = isBegun || all.has(word);
    if (isKnown || !isUnknown) parts.push(word);
    else parts[parts.length - 1] += word;
    isUnknown = !isKnown;
    at += word.length;
  }
  return parts;
}

/**
 * Pagefind cuts a Japanese query as the browser does, which differs from its own index: from here
 * on it gets the index's words.
 * @param {string[]} known
 */
export function cutAsTheIndex(known) {
  const Own = Intl.Segmenter;
  /** @param {string} text */
  const segment = (text) =>
    (text.match(/[a-z0-9]+|[^\sa-z0-9_]+/gi) ?? [])
      .flatMap((run) => (/^[a-z0-9]/i.test(run) ? [run] : cut(run, known)))
      .map((part) => ({ segment: part }));
  /**
   * @param {string} locale
   * @param {Intl.SegmenterOptions} options
   */
  const instead = function (locale, options) {
    return options.granularity === "word" ? { segment } : new Own(locale, options);
  };
  Object.assign(Intl, { Segmenter: instead });
}
