// A chain of layers: its sizes one after the other, and two of them that should meet.
import { unreadable } from "./address.js";
import { ORDER, readChain } from "./chain.js";
import { meetingOf } from "./chain_meeting.js";
import { plain, shortened, times, wholeNumbers } from "./numbers.js";
import { folded, make, one, speaker, table } from "./page.js";
import { N_, tr } from "./words.js";
import { walk } from "./walk.js";

/** @import { Row } from "./walk.js" */

const EXAMPLE = `self.down1 = nn.Conv2d(3, 16, 3, stride=2, padding=1)
self.down2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
self.up2 = nn.ConvTranspose2d(32, 16, 2, stride=2)`;
/** What stands between the numbers of a size. */
const BETWEEN = /[,\s×xX]+/;
const ASSUMED = N_(
  "Read one after the other, as they stand here: branches, skips and whatever else forward does " +
    "are not seen.",
);
/** How many rows are shown. */
const ROWS = 100;
/** What is kept of a long text, which a browser takes seconds to show. */
const MOST = 101_000;

/**
 * @param {HTMLElement} section
 * @param {() => void} changed
 * @returns {import("./page.js").Part}
 */
export function chainPart(section, changed) {
  /** @type {HTMLFormElement} */
  const form = one(section, "form");
  const place = one(section, ".answer");
  const say = speaker(section);
  /** @param {string} name @returns {HTMLInputElement | HTMLTextAreaElement} */
  const field = (name) => one(form, `[name=${name}]`);
  /** Which rows should meet, as an address has it: "1,3", or "1;64,64" for a size. */
  let meet = "";

  function update() {
    for (const name of ["input_size", "in_channels"]) field(name).removeAttribute("aria-invalid");
    if (field("chain").value.length > MOST)
      field("chain").value = field("chain").value.slice(0, MOST);
    const text = field("chain").value;
    if (!text.trim()) {
      place.replaceChildren();
      return say("");
    }
    const { layers, passed } = readChain(text);
    const input = inputOf(layers);
    if (input.fault) {
      field(input.name).setAttribute("aria-invalid", "true");
      place.replaceChildren(make("div", { class: "refusal" }, make("p", {}, input.fault)));
      return say(input.fault);
    }
    const given = { channels: input.channels, size: input.size };
    const rows = walk(layers, given);
    const last = rows[rows.length - 1];
    const said = !last
      ? tr("No layer was found in this text.")
      : last.after
        ? tr("{count} layers: {before} becomes {after}.", {
            count: rows.length,
            before: times(input.size),
            after: times(last.after.size),
          })
        : tr("Stops at {name}: {why}", { name: shortened(last.name || last.call), why: last.why });
    /** @type {Node[]} */
    const results = [make("p", {}, said)];
    if (passed.some(({ why }) => why === tr(ORDER))) results.push(make("p", {}, tr(ASSUMED)));
    if (rows.length) results.push(sizes(rows), meetingOf(layers, given, rows, meet, chose));
    if (passed.length) results.push(passedOver(passed));
    place.replaceChildren(...results);
    say(said);
  }

  /** @param {string} wanted @param {string} said */
  function chose(wanted, said) {
    meet = wanted;
    say(said);
    changed();
  }

  /** @param {import("./chain.js").Read[]} layers */
  function inputOf(layers) {
    const [size, channels] = ["input_size", "in_channels"].map((name) => field(name).value.trim());
    const empty = { name: "", fault: "", size: [0], channels: /** @type {number | null} */ (null) };
    if (!size)
      return { ...empty, name: "input_size", fault: tr("Enter {name}.", { name: "input_size" }) };
    const count = plain(size).split(BETWEEN).filter(Boolean).length;
    const { axes } = layers[0]?.kind ?? { axes: [] };
    const read = wholeNumbers(size, count === 1 && axes.length === 1 ? axes[0] : count);
    if (read.fault) return { ...empty, name: "input_size", fault: read.fault };
    if (read.values.length > 3 || read.values.some((value) => value < 1))
      return {
        ...empty,
        name: "input_size",
        fault: tr("A size must be at least 1, along 1 to 3 axes."),
      };
    const found = channels ? wholeNumbers(channels, 1) : { values: [null], fault: "" };
    if (found.fault) return { ...empty, name: "in_channels", fault: found.fault };
    return { ...empty, size: read.values, channels: found.values[0] };
  }

  one(form, "[data-example]").addEventListener("click", () => {
    field("chain").value = EXAMPLE;
    field("input_size").value = "33, 33";
    field("in_channels").value = "3";
    meet = "1,3";
    update();
    changed();
  });

  return {
    update,
    take(values) {
      const size = values.get("input_size") ?? field("input_size").defaultValue;
      const channels = values.get("in_channels") ?? "";
      const meeting = values.get("meet") ?? "";
      if (!/^\d[\d, ]{0,40}$/.test(size)) return unreadable("input_size", size);
      if (!/^\d{0,10}$/.test(channels)) return unreadable("in_channels", channels);
      if (!/^(\d{1,3}[,;]\d[\d,]{0,40})?$/.test(meeting)) return unreadable("meet", meeting);
      field("chain").value = values.get("chain") ?? "";
      field("input_size").value = size.split(/[, ]+/).join(", ");
      field("in_channels").value = channels;
      meet = meeting;
      update();
      return "";
    },
    state() {
      const chain = field("chain").value.trim();
      if (!chain) return [];
      const [size, channels] = ["input_size", "in_channels"].map((name) =>
        field(name).value.trim(),
      );
      /** @type {[string, string][]} */
      const state = [
        ["chain", chain],
        ["input_size", plain(size).split(BETWEEN).join(",")],
        ["in_channels", channels],
        ["meet", meet],
      ];
      return state.filter(([, value]) => value);
    },
  };
}

/** @param {Row[]} rows */
function sizes(rows) {
  /** @param {Row["before"]} state */
  const told = ({ channels, size }) => [channels === null ? "–" : `${channels}`, times(size)];
  const shown = rows.slice(0, ROWS).map(({ name, call, after, why }, n) => {
    const code = make("code", {}, call);
    const layer = name ? make("span", {}, `${name} `, code) : code;
    return [`${n + 1}`, layer, ...(after ? told(after) : ["", why])];
  });
  const [channels, size] = told(rows[0].before);
  const head = ["", tr("layer"), tr("channels"), tr("size after it")];
  const first = ["0", tr("input"), channels, size];
  return table(tr("Sizes layer by layer"), head, [first, ...shown], { free: 1 });
}

/** @param {import("./reading.js").Passed[]} passed */
function passedOver(passed) {
  const lines = passed.map(({ line, text, why }) =>
    make("li", {}, tr("Line {line}:", { line }), " ", make("code", {}, text), " ", why),
  );
  const title = tr("Notes: {count}", { count: passed.length });
  return folded("passed", title, () => [make("ul", {}, ...lines)]);
}
