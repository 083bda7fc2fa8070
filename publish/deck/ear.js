// Says to the ear what came on the screen: a drawing by its name, and nothing that still waits for a key.
(() => {
  /**
   * @typedef {object} Deck what reveal.js offers, as far as it is used here
   * @property {(event: string, listener: (event: { fragments?: Element[] }) => void) => void} on
   * @property {() => Element | undefined} getCurrentSlide
   */
  const { deck } = /** @type {Window & { deck?: Deck }} */ (/** @type {unknown} */ (window));
  if (!deck) return;

  const SILENT =
    "script, style, .notes, footer span:first-child, [hidden], [aria-hidden='true'], .fragment:not(.visible)";
  const INLINE = "a, b, code, em, i, kbd, span, strong, sub, sup";
  // Reveal's own reads every letter that stands on a slide, in its drawings and its scripts too.
  document.querySelector(".aria-status")?.setAttribute("aria-live", "off");
  const voice = document.createElement("p");
  voice.className = "voice";
  voice.setAttribute("role", "status");
  document.body.append(voice);

  /**
   * @param {Node} node
   * @returns {string}
   */
  function said(node) {
    if (!(node instanceof Element))
      return node.nodeType === Node.TEXT_NODE ? `${node.nodeValue}` : "";
    if (node.matches(SILENT)) return "";
    const named = node.matches(".tc-figure")
      ? (node.querySelector("svg[aria-label]") ?? node)
      : node;
    const name = named.getAttribute("aria-label");
    const text = name ?? [...node.childNodes].map(said).join("");
    return node.matches(INLINE) ? text : ` ${text} `;
  }

  /** @param {(Element | undefined)[]} parts */
  const say = (parts) => {
    const texts = parts.map((part) => (part ? said(part) : ""));
    voice.textContent = texts.join(" ").replace(/\s+/g, " ").trim();
  };
  for (const event of ["ready", "slidechanged"])
    deck.on(event, () => say([deck.getCurrentSlide()]));
  deck.on("fragmentshown", ({ fragments = [] }) => say(fragments));
})();
