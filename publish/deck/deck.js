// Starts the deck and keeps every slide inside its page.
(() => {
  /**
   * @typedef {object} Deck what reveal.js offers, as far as it is used here
   * @property {() => Promise<unknown>} initialize
   * @property {(event: string, listener: () => void) => void} on
   * @property {() => Element | undefined} getCurrentSlide
   * @property {(key: string, does: string) => void} registerKeyboardShortcut
   * @property {() => void} next
   * @property {() => void} prev
   */

  /** Reveal and its notes come in scripts before this one; tests read `deck` and `printable`. */
  const page =
    /** @type {Window & {
     *   Reveal: new (options: object) => Deck, RevealNotes: unknown, deck?: Deck, printable?: boolean
     * }} */ (/** @type {unknown} */ (window));
  const SMALLEST = 0.4;
  const printing = /print-pdf/.test(location.search);
  if (document.documentElement.classList.contains("reading")) return;

  // A live figure is printed as the still that stands in its place until a script replaces it.
  // A browser prints a pattern as an image, twenty times the size of the lines it is made of.
  if (printing) {
    for (const figure of document.querySelectorAll("[data-tc-figure]")) {
      figure.removeAttribute("data-tc-figure");
      figure.className = "figure";
    }
    // An animation is printed as its last step, without controls.
    for (const moving of document.querySelectorAll("[data-frames]"))
      moving.removeAttribute("data-frames");
    document.querySelectorAll('.slide svg rect[fill^="url(#"]').forEach((rect) => hatch(rect));
  }

  /**
   * Draw a rectangle's pattern line by line, between its fill and its stroke.
   * @param {Element} rect
   */
  function hatch(rect) {
    const id = rect.getAttribute("fill")?.slice(5, -1) ?? "";
    const pattern = /** @type {Element} */ (document.getElementById(id));
    const [ground, path] = ["rect", "path"].map(
      (name) => /** @type {Element} */ (pattern.querySelector(name)),
    );
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
      Number(rect.getAttribute(name)),
    );
    const fill = /** @type {Element} */ (rect.cloneNode());
    fill.setAttribute("fill", ground.getAttribute("fill") ?? "none");
    fill.removeAttribute("stroke");
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const box = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
    for (const [name, value] of Object.entries(box)) lines.setAttribute(name, `${value}`);
    const tile = Number(pattern.getAttribute("width"));
    for (let left = -1; left < width; left += tile)
      for (let top = -1; top < height; top += tile) {
        const line = /** @type {Element} */ (path.cloneNode());
        line.setAttribute("transform", `translate(${left} ${top})`);
        lines.append(line);
      }
    rect.before(fill, lines);
    rect.setAttribute("fill", "none");
  }

  /**
   * What takes room on a slide; a live figure has no box of its own, but its parts have.
   * @param {Element} part
   * @returns {HTMLElement[]}
   */
  function boxes(part) {
    return [...part.children].flatMap((child) =>
      child.getClientRects().length ? [/** @type {HTMLElement} */ (child)] : boxes(child),
    );
  }

  /**
   * Whether all but the footer keeps to the slide's margins, and words to their column.
   * @param {Element} slide
   */
  function fits(slide) {
    const style = getComputedStyle(slide);
    const top = parseFloat(style.paddingTop) - 1;
    const bottom = slide.clientHeight - parseFloat(style.paddingBottom) + 1;
    const words = [...slide.querySelectorAll(".words :is(h2, p, li)")];
    return (
      words.every((part) => part.scrollWidth <= part.clientWidth + 1) &&
      boxes(slide).every(
        (part) =>
          getComputedStyle(part).position === "absolute" ||
          (part.offsetTop >= top &&
            part.offsetTop + Math.max(part.offsetHeight, part.scrollHeight) <= bottom),
      )
    );
  }

  /**
   * Whether words in one drawing lie on each other; a letter's box has some air in it.
   * @param {SVGSVGElement} drawing
   */
  function meets(drawing) {
    const words = [...drawing.querySelectorAll("text")]
      .filter((text) => text.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .map((text) => text.getBoundingClientRect());
    return words.some((one, place) =>
      words
        .slice(place + 1)
        .some(
          (other) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3,
        ),
    );
  }

  /**
   * A crowded slide shrinks, so that nothing is cut off in front of a room; a test complains.
   * @param {Element | null | undefined} slide
   */
  function fit(slide) {
    if (!(slide instanceof HTMLElement) || slide.dataset.fit) return;
    // Letters that are larger than they were drawn need room between them.
    slide.classList.toggle("plain", [...slide.querySelectorAll("svg")].some(meets));
    for (let scale = 1; scale >= SMALLEST; scale -= 0.03) {
      slide.style.setProperty("--fit", scale.toFixed(2));
      slide.dataset.fit = scale.toFixed(2);
      if (fits(slide)) return;
    }
    slide.dataset.fit = "overflows";
  }

  const deck = new page.Reveal({
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 4,
    center: false,
    controls: false,
    progress: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
    pdfMaxPagesPerSlide: 1,
    pdfSeparateFragments: false,
    plugins: [page.RevealNotes],
  });
  page.deck = deck;
  const { dark = "", page: asPage = "" } = document.querySelector("main")?.dataset ?? {};
  deck.registerKeyboardShortcut("D", dark);
  deck.registerKeyboardShortcut("R", asPage);

  /**
   * Letters that are still being loaded would be measured by those that stand in for them.
   * @param {() => void} then
   */
  const measured = (then) => document.fonts.ready.then(then);
  const fitCurrent = () => measured(() => fit(deck.getCurrentSlide()?.querySelector(".slide")));
  deck.on("slidechanged", () => {
    // A slider that keeps the focus on a slide left behind would swallow the next key.
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    fitCurrent();
  });
  deck.on("pdf-ready", () => {
    // Reveal hides all slides but one from the ear, and so from the tags of a PDF.
    for (const section of document.querySelectorAll("section")) {
      section.removeAttribute("aria-hidden");
      section.removeAttribute("hidden");
    }
    measured(() => {
      document.querySelectorAll(".slide").forEach((slide) => fit(slide));
      page.printable = true;
    });
  });
  // A remote control sends these two, wherever the focus is.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "PageDown" && event.key !== "PageUp") return;
      const { target } = event;
      if (target instanceof Element && !target.closest(".tc-figure")) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "PageDown") deck.next();
      else deck.prev();
    },
    true,
  );
  deck.initialize().then(fitCurrent);
})();
