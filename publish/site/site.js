// The theme's switch, the exercises that are answered on the page, and what has to be scrolled.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // ---- the theme: the system's until the reader chooses the other one

  const button = document.querySelector("button.theme");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));

  // A page that is opened as a file may not be allowed to store anything.
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

  const written = (value) => `${value}`.replace("-", "−");

  function read(text) {
    // Rows are read one after the other, so brackets may stand anywhere.
    const parts = text.replaceAll("−", "-").replace(/^[\s[(]+|[\s\])]+$/g, "").split(/[\s,;[\]()]+/);
    return parts.every((part) => part !== "" && Number.isFinite(Number(part))) ? parts.map(Number) : null;
  }

  function verdict(told, row) {
    const same = (other) => other.length === row.length && other.every((value, i) => value === row[i]);
    if (same(told.answer)) return ["right", told.right];
    const idea = told.ideas.find(([other]) => same(other));
    if (idea) return ["wrong", idea[1]];
    const place = [...row, null].findIndex((value, i) => value !== told.answer[i]);
    const text =
      place >= told.answer.length ? told.long : place >= row.length ? told.missing[place] : told.wrong[place];
    return [
      "wrong",
      text
        .replace("{have}", written(row[place]))
        .replace("{all}", row.map(written).join(", "))
        .replace("{count}", row.length),
    ];
  }

  const words = JSON.parse(document.getElementById("words").textContent);
  for (const form of document.querySelectorAll("form.predict")) {
    const told = JSON.parse(form.querySelector("script").textContent);
    const field = form.querySelector("input");
    const says = form.querySelector(".verdict");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = read(field.value);
      const [outcome, text] = field.value.trim() === ""
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
  const reach = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of wide) reach.observe(element);

  // On a phone the menu is left by choosing from it.
  const menu = document.querySelector("details.menu");
  menu?.addEventListener("click", (event) => {
    if (event.target.closest("a")) menu.open = false;
  });
})();
