// The theme's switch, the exercises that are answered on the page, and what has to be scrolled.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // ---- the theme: the system's until the reader chooses the other one

  const button = /** @type {HTMLButtonElement} */ (document.querySelector("button.theme"));
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));

  /**
   * A page that is opened as a file may not be allowed to store anything.
   * @param {string | null} theme null for the system's
   */
  function keep(theme) {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {}
  }

  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    const follows = (wanted === "dark") === system.matches;
    if (follows) delete root.dataset.theme;
    else root.dataset.theme = wanted;
    keep(follows ? null : wanted);
    tell();
  });
  system.addEventListener("change", tell);
  tell();

  // Paper is white.
  /** @type {string | undefined} */
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
  });

  // ---- exercises: the texts come with the page, this only compares lists

  /**
   * What the page knows of an exercise: the answer, wrong ones with what they show, and a sentence for
   * each place that can be wrong or missing.
   * @typedef {object} Told
   * @property {number[]} answer
   * @property {string} right
   * @property {[number[], string][]} ideas
   * @property {string[]} wrong
   * @property {string[]} missing
   * @property {string} long
   */

  /** @param {number} value */
  const written = (value) => `${value}`.replace("-", "−");

  /**
   * @param {string} text
   * @returns {number[] | null} null where it can't be read
   */
  function read(text) {
    // Rows are read one after the other, so brackets may stand anywhere.
    const parts = text
      .replaceAll("−", "-")
      .replace(/^[\s[(]+|[\s\])]+$/g, "")
      .split(/[\s,;[\]()]+/);
    return parts.every((part) => part !== "" && Number.isFinite(Number(part)))
      ? parts.map(Number)
      : null;
  }

  /**
   * @param {Told} told
   * @param {number[]} row
   * @returns {[string, string]} the outcome, and what to say
   */
  function verdict(told, row) {
    /** @param {number[]} other */
    const same = (other) =>
      other.length === row.length && other.every((value, i) => value === row[i]);
    if (same(told.answer)) return ["right", told.right];
    const idea = told.ideas.find(([other]) => same(other));
    if (idea) return ["wrong", idea[1]];
    const place = [...row, null].findIndex((value, i) => value !== told.answer[i]);
    const text =
      place >= told.answer.length
        ? told.long
        : place >= row.length
          ? told.missing[place]
          : told.wrong[place];
    return [
      "wrong",
      text
        .replace("{have}", written(row[place]))
        .replace("{all}", row.map(written).join(", "))
        .replace("{count}", `${row.length}`),
    ];
  }

  /**
   * The JSON in a script element.
   * @param {Element | null} element
   */
  const data = (element) => JSON.parse(element?.textContent ?? "null");

  const words = data(document.getElementById("words"));
  for (const form of document.querySelectorAll("form.predict")) {
    /** @type {Told} */
    const told = data(form.querySelector("script"));
    const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    const says = /** @type {HTMLElement} */ (form.querySelector(".verdict"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = read(field.value);
      const [outcome, text] =
        field.value.trim() === ""
          ? ["unread", words.empty]
          : row
            ? verdict(told, row)
            : ["unread", words.unread.replace("{text}", () => field.value)];
      says.dataset.outcome = outcome;
      says.textContent = text;
    });
  }

  // ---- what is wider than the page is reached by keyboard as well

  const wide = document.querySelectorAll("article :is(pre, .still, table), figcaption");
  /** @param {Element} target */
  const reach = (target) => {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  };
  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  for (const element of wide) resized.observe(element);
  // Letters that arrive later make a line longer, and no element larger.
  document.fonts.addEventListener("loadingdone", () => wide.forEach(reach));

  // On a phone the menu is left by choosing from it.
  const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.menu"));
  menu?.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) menu.open = false;
  });
})();
