// What a reader takes along: code, an address, the picture.
import { address } from "./address.js";
import { make } from "./elements.js";
import { said } from "./sentences.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./saying.js").Saying} Saying */
/** @typedef {import("./state.js").State} State */

/**
 * A button that copies a text, or shows it in a field where nothing may be copied.
 * @param {string} label
 * @param {() => string} text
 * @param {Saying} saying
 * @param {string} [remark] what there is to say besides
 */
function copyButton(label, text, saying, remark = "") {
  const { words } = saying;
  const onclick = async () => {
    const told = text();
    try {
      await navigator.clipboard.writeText(told);
      button.style.minWidth = `${button.offsetWidth}px`;
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = label), 1500);
      saying.speak(words.copied);
      saying.say(remark);
    } catch {
      const field = make("textarea", { readonly: true, rows: told.split("\n").length });
      field.value = told;
      saying.say(remark || words.by_hand);
      saying.message.append(make("label", { class: "tc-copy" }, field));
      field.setAttribute("aria-label", words.by_hand);
      field.select();
    }
  };
  const button = make("button", { type: "button", onclick }, label);
  return button;
}

/**
 * The lines of Python that make the case, from the template of this name.
 * @param {State} state
 * @param {string} name
 * @param {string} call
 */
function code(state, name, call = "") {
  /** @param {string} vector */
  const listed = (vector) => {
    const rows = state.rows(vector).map((row) => `[${row.join(", ")}]`);
    return state.shapes[vector] ? `[${rows.join(", ")}]` : rows[0];
  };
  const vectors = Object.fromEntries(state.vectors.map((vector) => [vector, listed(vector)]));
  const parameters = Object.entries(state.now()).map(([one, value]) => `${one}=${value}`);
  const values = { call, view: state.view, parameters: parameters.join(", "), ...vectors };
  return said(state.model.get("_code")[name], values);
}

/** @param {Drawing} drawing */
function picture(drawing) {
  const svg = /** @type {Element} */ (drawing.svg.cloneNode(true));
  // Without what only a live one needs.
  for (const pen of svg.querySelectorAll("[data-pen]")) pen.remove();
  for (const element of [svg, ...svg.querySelectorAll("*")])
    for (const { name } of [...element.attributes])
      if (name.startsWith("data-") || name === "class") element.removeAttribute(name);
  return svg;
}

/** @param {Node} svg */
const file = (svg) => new Blob([new XMLSerializer().serializeToString(svg)], { type: SVG });
const SVG = "image/svg+xml";

/**
 * @param {Blob} blob
 * @param {string} ending
 */
function save(blob, ending) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: `transposed_convolution.${ending}` }).click();
  URL.revokeObjectURL(href);
}

/** The page's own letters as a style sheet that needs no file, as far as they can be read. */
async function letters() {
  const sheets = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return []; // of another site
    }
  });
  const faces = sheets
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .map(async (rule) => {
      const [whole, address] = rule.cssText.match(/url\("([^"]+)"\)/) ?? [];
      const url = new URL(address ?? "", document.baseURI);
      // A page that is a file itself may read none, and would be told off for asking.
      if (url.protocol === "file:") return "";
      const bytes = await (await fetch(url)).blob();
      const reader = new FileReader();
      const read = new Promise((resolve) => (reader.onload = () => resolve(reader.result)));
      reader.readAsDataURL(bytes);
      return rule.cssText.replace(whole ?? "", `url("${await read}")`);
    });
  const read = await Promise.allSettled(faces);
  return read.map((one) => (one.status === "fulfilled" ? one.value : "")).join("\n");
}

/** @param {Drawing} drawing */
async function saveAsPng(drawing) {
  const svg = picture(drawing);
  const style = document.createElementNS(svg.namespaceURI, "style");
  const own = [
    ["sans-serif", "Course Sans"],
    ["monospace", "Course Mono"],
  ];
  const rules = own.map(
    ([kind, name]) => `g[font-family*="${kind}"] { font-family: "${name}", ${kind} }`,
  );
  style.textContent = `${await letters()}\n${rules.join("\n")}`;
  svg.prepend(style);
  const image = new Image();
  image.src = URL.createObjectURL(file(svg));
  await image.decode();
  const canvas = make("canvas", { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && save(blob, "png"));
}

/**
 * @typedef {object} Pages addresses up to the state; empty where there is none
 * @property {string} link of the page where the figure stands
 * @property {string} embed of the page that shows it alone
 */

/**
 * Buttons for all that can be taken along, and one that brings back what was first.
 * @param {Drawing} drawing
 * @param {State} state
 * @param {Saying} saying
 * @param {Pages} pages
 * @param {() => void} reset
 */
export function takeAway(drawing, state, saying, pages, reset) {
  const { words } = state;
  const call = () => code(state, "torch", drawing.svg.dataset.call);
  const here = () => pages.link + address(state);
  const frame = () => {
    const height = Math.ceil(drawing.stage.parentElement?.offsetHeight ?? 0) + 32;
    const looks = `title="${words.figure}" width="100%" height="${height}" style="border: 0"`;
    const shown = (pages.embed + address(state)).replaceAll("&", "&amp;");
    return `<iframe src="${shown}" ${looks}></iframe>`;
  };
  const links = pages.link
    ? [copyButton(words.link, here, saying), copyButton(words.embed, frame, saying)]
    : [copyButton(words.link, () => code(state, "course"), saying, words.no_site)];
  /** @type {[string, () => unknown][]} */
  const others = [
    [words.svg, () => save(file(picture(drawing)), "svg")],
    [words.png, () => saveAsPng(drawing)],
    [words.reset, reset],
  ];
  return make(
    "div",
    { class: "tc-take" },
    copyButton(words.copy, call, saying),
    ...links,
    ...others.map(([label, onclick]) => make("button", { type: "button", onclick }, label)),
  );
}
