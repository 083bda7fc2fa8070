// The theme's switch, paper, answers, copies of code, what has to be scrolled, and where one is.
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

  // Paper is white, and has all answers.
  /** @type {string | undefined} */
  let before;
  /** @type {Element[]} */
  let shut = [];
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    shut = [...document.querySelectorAll("details.answer:not([open])")];
    for (const answer of shut) answer.toggleAttribute("open", true);
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    for (const answer of shut) answer.toggleAttribute("open", false);
  });

  // ---- an answer that an address leads into is shown

  function showTarget() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {} // Anything may stand there.
    const target = document.getElementById(id);
    const answer = target?.closest("details.answer:not([open])");
    answer?.toggleAttribute("open", true);
    if (answer) target?.scrollIntoView();
  }
  addEventListener("hashchange", showTarget);
  showTarget();

  // ---- code is copied

  const said = /** @type {HTMLElement} */ (document.querySelector("#site-said"));
  /** @type {Record<string, string>} */
  const words = JSON.parse(document.querySelector("#site-words")?.textContent ?? "{}");

  /**
   * A page that may not copy selects, and says so.
   * @param {Element} code
   * @param {HTMLButtonElement} taker
   */
  async function copy(code, taker) {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      taker.textContent = said.textContent = words.copied;
      setTimeout(() => (taker.textContent = words.copy), 2000);
    } catch {
      getSelection()?.selectAllChildren(code);
      said.textContent = words.by_hand;
    }
  }

  for (const code of document.querySelectorAll("article pre.code > code")) {
    const taker = document.createElement("button");
    Object.assign(taker, { type: "button", className: "copy", textContent: words.copy });
    taker.setAttribute("aria-label", words.copy_code);
    // It stands in code, which is English everywhere.
    taker.lang = document.documentElement.lang;
    taker.addEventListener("click", () => copy(code, taker));
    code.before(taker);
  }

  // ---- what is wider than the page is reached by keyboard as well

  const wide = document.querySelectorAll("article :is(.still, .wide)");
  /** @param {Element} target */
  const reach = (target) => {
    const scrolls = target.scrollWidth > target.clientWidth;
    const told = { tabindex: "0", role: "group", "aria-label": words.wide };
    for (const [name, value] of Object.entries(told))
      if (scrolls) target.setAttribute(name, value);
      else target.removeAttribute(name);
    const left = target.scrollWidth - target.clientWidth - target.scrollLeft;
    target.classList.toggle("goes-on", scrolls && left > 1);
  };
  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  for (const element of wide) {
    resized.observe(element);
    element.addEventListener("scroll", () => reach(element), { passive: true });
  }
  // Letters that arrive later make a line longer, and no element larger.
  document.fonts.addEventListener("loadingdone", () => wide.forEach(reach));

  // ---- where one is: the section that the upper third of the window shows

  const headings = [...document.querySelectorAll("article h2[id]")];
  const links = [...document.querySelectorAll(".contents a")];
  const tellPlace = () => {
    const isAtEnd = innerHeight + scrollY >= root.scrollHeight - 2;
    const passed = headings.filter((one) => one.getBoundingClientRect().top < innerHeight / 3);
    const here = `#${(isAtEnd ? headings : passed).at(-1)?.id}`;
    for (const link of links)
      if (decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash) === here)
        link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  };
  if (headings.length) {
    addEventListener("scroll", tellPlace, { passive: true });
    addEventListener("resize", tellPlace);
    tellPlace();
  }

  // On a phone the menu is left by choosing from it.
  const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.menu"));
  menu?.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) menu.open = false;
  });
})();
