// Starts the deck and keeps every slide inside its page.
(() => {
  // Below 0.7 the back row cannot read; shrinking goes on, so that nothing is cut off, but a test
  // reads data-fit and complains.
  const SMALLEST = 0.4, SMALLEST_CODE = 16;

  // A long line shrinks its own block; only a line too long even then is wrapped.
  function fitWidth(pre) {
    pre.style.fontSize = "";
    pre.classList.remove("wraps");
    const room = pre.clientWidth, size = parseFloat(getComputedStyle(pre).fontSize);
    if (pre.scrollWidth <= room) return;
    const fitting = Math.floor((size * (room - 1)) / pre.scrollWidth);
    pre.style.fontSize = `${Math.max(fitting, Math.min(size, SMALLEST_CODE))}px`;
    if (pre.scrollWidth > room) pre.classList.add("wraps");
  }

  function fits(slide) {
    const style = getComputedStyle(slide);
    const top = parseFloat(style.paddingTop) - 1;
    const bottom = slide.clientHeight - parseFloat(style.paddingBottom) + 1;
    return [...slide.children].every(
      (part) =>
        part.tagName === "FOOTER" ||
        (part.offsetTop >= top && part.offsetTop + Math.max(part.offsetHeight, part.scrollHeight) <= bottom),
    );
  }

  function fit(slide) {
    if (!slide || slide.dataset.fit) return;
    for (let scale = 1; scale >= SMALLEST; scale -= 0.03) {
      slide.style.setProperty("--fit", scale.toFixed(2));
      slide.querySelectorAll("pre").forEach(fitWidth);
      slide.dataset.fit = scale.toFixed(2);
      if (fits(slide)) return;
    }
    slide.dataset.fit = "overflows";
  }

  const deck = new Reveal({
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
    plugins: [RevealNotes],
  });
  window.deck = deck;
  const fitCurrent = () => fit(deck.getCurrentSlide()?.querySelector(".slide"));
  deck.on("slidechanged", fitCurrent);
  deck.on("pdf-ready", () => document.querySelectorAll(".slide").forEach(fit));
  deck.initialize().then(fitCurrent);
})();
