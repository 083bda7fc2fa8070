// The search over all pages of a language, in a dialog. Pagefind looks the words up; a page that is
// opened as a file may not read its index, and has no search.
(() => {
  /**
   * What Pagefind says of a page, and of each of its sections.
   * @typedef {{ url: string, title: string, excerpt: string, weighted_locations: { weight: number }[] }} Section
   * @typedef {{ url: string, meta: { title: string }, excerpt: string, sub_results: Section[] }} Found
   * @typedef {{ id: string, score: number, data: () => Promise<Found> }} Result
   * @typedef {{ results: Result[] }} Answer
   * @typedef {{ search: (query: string) => Promise<Answer>, init: () => Promise<void> }} Engine
   */
  const SHOWN = 8;
  const SECTIONS = 3;
  const ENOUGH = 3;
  const PAUSE = 150;
  const opener = /** @type {HTMLButtonElement} */ (document.querySelector("button.search"));
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.search"));
  const home = new URL("../", /** @type {any} */ (document.currentScript).src).href;
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const said = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("ol"));
  /** @type {Record<string, string>} */
  const words = JSON.parse(document.querySelector("#search-words")?.textContent ?? "{}");
  if (!location.protocol.startsWith("http")) return;
  opener.hidden = false;

  // ---- words as the index has them

  /**
   * Code in words, as search.py puts it into the index.
   * @param {string} query
   */
  const apart = (query) => query.replace(/[.(=[,:/]+/g, " ");

  /** @type {Promise<Engine> | undefined} */
  let engine;
  async function start() {
    const [pagefind, segments, answer] = await Promise.all([
      import(`${home}pagefind/pagefind.js`),
      import(`${home}assets/segments.js`),
      fetch(`${home}pagefind/words.${document.documentElement.lang}.json`),
    ]);
    const known = await answer.json();
    if (known.length) segments.cutAsTheIndex(known);
    /** @type {Engine} */
    const made = pagefind.createInstance({ noWorker: true });
    await made.init();
    return made;
  }

  /**
   * The pages with all of the words; where they are few, also those with some, a rare word first.
   * @param {Engine} pagefind
   * @param {string} query
   */
  async function found(pagefind, query) {
    const { results } = await pagefind.search(query);
    if (results.length >= ENOUGH) return results;
    const cut = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
    const parts = [...cut.segment(query)].map(({ segment }) => segment);
    const words = parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
    const each = await Promise.all(words.map((word) => pagefind.search(word)));
    /** @type {Map<string, Result>} */
    const pages = new Map();
    for (const { results } of each)
      for (const one of results) {
        const score = (pages.get(one.id)?.score ?? 0) + one.score / results.length;
        pages.set(one.id, { ...one, score });
      }
    for (const { id } of results) pages.delete(id);
    return [...results, ...[...pages.values()].sort((one, other) => other.score - one.score)];
  }

  // ---- what was found

  /**
   * @param {string} address
   * @param {string} title
   * @param {string} excerpt as HTML: Pagefind leaves no tags in it but its own marks
   */
  function link(address, title, excerpt) {
    const made = document.createElement("a");
    made.href = address;
    const name = document.createElement("strong");
    name.textContent = plain(title);
    made.append(name);
    if (excerpt) {
      const text = document.createElement("span");
      text.innerHTML = plain(excerpt);
      made.append(" ", text);
    }
    return made;
  }

  /**
   * Without the spaces that search.py puts into code.
   * @param {string} text
   */
  const plain = (text) => text.replace(/\u2060(<\/?mark>)? ?/g, "$1");

  /**
   * How much a section has of what was asked for; a word of its heading counts more.
   * @param {Section} section
   */
  const weight = ({ weighted_locations }) =>
    weighted_locations.reduce((sum, { weight }) => sum + weight, 0);

  /** @param {Found} page */
  function shown({ url, meta, excerpt, sub_results }) {
    const inside = sub_results.filter((one) => one.url.includes("#") && one.title !== meta.title);
    const best = inside.sort((one, other) => weight(other) - weight(one)).slice(0, SECTIONS);
    const item = document.createElement("li");
    item.append(link(url, meta.title, best.length ? "" : excerpt));
    if (best.length) {
      const sections = document.createElement("ul");
      for (const one of best) {
        const section = document.createElement("li");
        section.append(link(one.url, one.title, one.excerpt));
        sections.append(section);
      }
      item.append(sections);
    }
    return item;
  }

  let asked = 0;
  async function search() {
    const query = field.value.trim();
    const mine = ++asked;
    await new Promise((done) => setTimeout(done, PAUSE));
    if (mine !== asked) return;
    /** @type {Found[]} */
    let pages = [];
    let text = "";
    try {
      engine ??= start();
      const pagefind = await engine;
      if (query) {
        const results = await found(pagefind, apart(query));
        pages = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()));
        text = results.length ? words.found : words.nothing;
        text = text.replace("{count}", String(results.length)).replace("{words}", query);
      }
    } catch {
      engine = undefined;
      text = words.broken;
    }
    if (mine !== asked) return;
    list.replaceChildren(...pages.map(shown));
    said.textContent = text;
  }

  field.addEventListener("input", (event) => {
    // Japanese is looked up once it is put in, not while it is composed.
    if (!(/** @type {InputEvent} */ (event).isComposing)) search();
  });
  field.addEventListener("compositionend", search);

  // ---- in, through and out

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    search();
  }

  opener.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const [target] = event.composedPath();
    const writes =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches("input, textarea, select"));
    const isSlash = key === "/" && !writes && !(ctrlKey || metaKey || altKey);
    const isK = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });

  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const here = links.findIndex((one) => one === document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === field && !event.isComposing) {
      event.preventDefault();
      links[0]?.click();
    } else if (step && !event.isComposing) {
      event.preventDefault();
      const next = Math.min(here + step, links.length - 1);
      (links[next] ?? field).focus();
    }
  });

  dialog.addEventListener("click", ({ target }) => {
    const isOutside = target === dialog;
    if (isOutside || (target instanceof Element && target.closest("a, .close"))) dialog.close();
  });
})();
