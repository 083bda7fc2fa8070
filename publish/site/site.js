// The theme's switch, and what has to be scrolled.
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
