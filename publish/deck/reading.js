// Lays a deck out as a page. A slide always fits its window, so that nothing enlarges it; a page grows:
// in a narrow window, as that of a phone or at a zoom of 200 %, or where it is asked for.
(() => {
  const root = document.documentElement;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  const sections = [...main.querySelectorAll("section")];
  const asked = new URLSearchParams(location.search);
  // The speaker's window has small ones in it, which show slides.
  if (asked.has("print-pdf") || asked.has("receiver")) return;

  const narrow = matchMedia("(max-width: 640px)");
  const reads = (asked.get("view") ?? (narrow.matches ? "page" : "slides")) === "page";
  if (!asked.has("view")) narrow.addEventListener("change", () => location.reload());

  addEventListener("keydown", (event) => {
    const { target, ctrlKey, metaKey, altKey } = event;
    if (event.key.toLowerCase() !== "r" || ctrlKey || metaKey || altKey) return;
    if (target instanceof Element && target.closest("input, select, textarea, .tc-figure")) return;
    const place = sections.findIndex((part) =>
      reads ? part.getBoundingClientRect().bottom > 1 : part.matches(".present"),
    );
    asked.set("view", reads ? "slides" : "page");
    location.assign(`?${asked}#/${place}`);
  });
  if (!reads) return;

  root.classList.add("reading");
  for (const slide of main.querySelectorAll(".slide:has(.fragment)")) {
    const button = document.createElement("button");
    button.textContent = main.dataset.show ?? "";
    button.onclick = () => {
      slide.querySelectorAll(".fragment").forEach((part) => part.classList.add("visible"));
      button.remove();
    };
    slide.querySelector("footer")?.before(button);
  }
  const place = Number(location.hash.slice(2).split("/")[0]);
  if (place) document.fonts.ready.then(() => sections[place]?.scrollIntoView());
})();
