// Light or dark: the system's, until the address or the key D says which, for as long as the session lasts.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const asked = new URLSearchParams(location.search);

  /**
   * A page that is opened as a file may not be allowed to store anything.
   * @param {string} [theme] to be kept; without it, the one that was is returned
   * @returns {string | null}
   */
  function kept(theme) {
    try {
      if (theme) sessionStorage.setItem("theme", theme);
      return sessionStorage.getItem("theme");
    } catch {
      return null;
    }
  }

  /** @param {string | null} theme */
  function choose(theme) {
    if (theme !== "dark" && theme !== "light") return;
    root.dataset.theme = theme;
    kept(theme);
  }

  // Paper is white, and so is what will be printed while it is laid out.
  if (asked.has("print-pdf")) {
    root.dataset.theme = "light";
    return;
  }
  choose(asked.get("theme") ?? kept());
  addEventListener("keydown", (event) => {
    const { target, ctrlKey, metaKey, altKey } = event;
    if (event.key.toLowerCase() !== "d" || ctrlKey || metaKey || altKey) return;
    if (target instanceof Element && target.closest("input, select, textarea, .tc-figure")) return;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    choose(isDark ? "light" : "dark");
  });
})();
