// A live figure. It swaps drawings that were made ahead of time, moves what two of them share, lights
// what belongs together, and works out numbers from the expressions that a drawing carries. What is
// drawn, which values are possible and why others are not, all comes from the drawings' maker.
//
// A drawing is an SVG template. In it {x0*w2} is a number, {x0!} the same for a small cell, {=} the
// sum of the terms that its mark carries, {summary} the drawing's summary. A mark is an element with
// data-id (the same thing in every drawing), data-terms ("x0*w2 x1*w0") and perhaps data-name and,
// where its number is a variable that can be changed, data-edit ("x0"). A template comes in pieces: one
// that opens the drawing, one that closes it, and between them elements; a mark takes two, of which
// the first says where it stands.

const MOTION = 280;
const groupsOf = new WeakMap(); // model -> Map of group key -> Promise of a group

// ---- numbers -----------------------------------------------------------------------------------

function rounded(value, digits) {
  const [mantissa, power] = value.toExponential(digits - 1).split("e").map(Number);
  const text = power < -4 || power >= digits ? `${mantissa}e${power}` : `${Number(`${mantissa}e${power}`)}`;
  return text.replaceAll("-", "−");
}

export function number(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return `${value}`.replace("-", "−");
  return rounded(value, 4);
}

export function short(value) {
  const text = number(value);
  return text.length <= 6 ? text : rounded(value, 2);
}

function product(term, values) {
  return term.split("*").reduce((result, name) => result * (values[name] ?? Number(name)), 1);
}

// Terms are told in the order of reading and added from the last to the first, as their maker does.
function sum(terms, values) {
  return terms.reduceRight((result, term) => result + product(term, values), 0);
}

function evaluate(expression, values) {
  return expression.split("+").reduce((result, term) => result + product(term, values), 0);
}

export function fill(template, values) {
  return template.replace(/\{([^}!=]+)(!?)\}/g, (_, expression, small) =>
    (small ? short : number)(evaluate(expression, values)),
  );
}

// ---- groups of drawings ------------------------------------------------------------------------

// Chunk by chunk: through a Blob and a Response it would take three times as long.
async function unpack(bytes) {
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => {}); // the reader tells the same error
  const [reader, decoder] = [readable.getReader(), new TextDecoder()];
  let text = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
    text += decoder.decode(chunk.value, { stream: true });
  await written;
  return JSON.parse(text);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// The group of a key: from the page where it is stored there, else from the kernel.
function group(model, key, patience = 8000) {
  if (!groupsOf.has(model)) groupsOf.set(model, new Map());
  const groups = groupsOf.get(model);
  const slot = `${key} ${JSON.stringify(model.get("_reach"))}`;
  if (!groups.has(slot)) {
    const stored = model.get("_frames")?.[key];
    const promise = stored
      ? unpack(fromBase64(stored))
      : new Promise((resolve, reject) => {
          const timer = setTimeout(() => finish(() => reject(new Error("no answer"))), patience);
          const answer = (content, buffers) => {
            if (content.frames === key) finish(() => resolve(unpack(buffers[0])));
            if (content.refused === key) finish(() => reject(new Error(content.why)));
          };
          const finish = (then) => {
            clearTimeout(timer);
            model.off("msg:custom", answer);
            then();
          };
          model.on("msg:custom", answer);
          try {
            model.send({ want: key });
          } catch {
            // The host knows already that the kernel is dead.
            finish(() => reject(new Error("no answer")));
          }
        });
    promise.catch(() => groups.delete(slot));
    groups.set(slot, promise);
  }
  return groups.get(slot);
}

// ---- small pieces of page ----------------------------------------------------------------------

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// A sentence with values in the places that it names.
const said = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function followTheme(root) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    const { jpThemeLight, vscodeThemeKind } = document.body.dataset;
    const page = document.documentElement.dataset.theme;
    const dark = jpThemeLight
      ? jpThemeLight === "false"
      : vscodeThemeKind
        ? /dark|high-contrast$/.test(vscodeThemeKind)
        : page
          ? page === "dark"
          : system.matches;
    root.dataset.theme = dark ? "dark" : "light";
  };
  const observer = new MutationObserver(update);
  const attributeFilter = ["data-jp-theme-light", "data-vscode-theme-kind", "data-theme"];
  observer.observe(document.body, { attributeFilter });
  observer.observe(document.documentElement, { attributeFilter });
  system.addEventListener("change", update);
  update();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", update);
  };
}

const positionOf = (mark) =>
  mark.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
const termsOf = (mark) => (mark.dataset.terms ? mark.dataset.terms.split(" ") : []);
const indexed = (variable) => variable.replace(/^([a-z]+)(\d+)$/, "$1[$2]");

// ---- the figure --------------------------------------------------------------------------------

function render({ model, el }) {
  // A notebook loads this module once for each figure, so that counting figures would not do.
  const uid = `live${crypto.getRandomValues(new Uint32Array(1))[0]}-`;
  const words = model.get("_words");
  const names = model.get("_names") ?? {}; // variable -> its name, where that is not x[3]
  const nameOf = (variable) => names[variable] ?? indexed(variable);
  const reach = () => model.get("_reach"); // slider -> [least, most]
  const counts = model.get("_counts"); // slider -> the vector whose length it sets
  const states = Object.keys(reach()).filter((name) => !(name in counts));
  const stored = model.get("_frames") && Object.keys(model.get("_frames"));
  const memory = {}; // vector -> all values it ever had here, for when it grows again
  let loaded = null; // the group that is shown
  let loadedKey = "";
  let answered = null; // the state that is drawn, since each change is heard of more than once
  let shown = ""; // what is drawn, to draw nothing twice
  let body = null; // the element that holds what is drawn
  let parts = new Map(); // part of the drawing, as text -> the elements that show it
  let marks = new Map();
  let pinned = null;
  let current = null; // the mark that the keyboard is on
  let leave = null; // closes the field in which a number is being edited
  let steps = [];
  let time = null; // null: everything stands
  let player = 0;
  let playOrder = "stamps";

  // -- state

  const vectors = Object.values(counts);
  const remember = () => {
    for (const name of vectors) {
      memory[name] ??= [...model.get("_spare")[name]];
      model.get(name).forEach((value, i) => (memory[name][i] = value));
    }
  };
  const values = () =>
    Object.fromEntries(
      vectors.flatMap((name) => model.get(name).map((value, i) => [`${name}${i}`, value])),
    );
  const state = () => Object.fromEntries(states.map((name) => [name, model.get(name)]));
  const keyOf = (parameters) => states.map((name) => parameters[name]).join(",");
  const groupKey = (view, lengths) => [view, ...Object.keys(counts).map((c) => lengths[c])].join("/");
  const lengths = () =>
    Object.fromEntries(Object.entries(counts).map(([c, name]) => [c, model.get(name).length]));

  function change(changes) {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
    draw();
  }

  // -- drawing

  function drawing() {
    const key = keyOf(state());
    const wanted = groupKey(model.get("view"), lengths());
    if (loadedKey === wanted && loaded.frames[key])
      return loaded.frames[key].map((i) => loaded.pieces[i]);
    return null;
  }

  // Draw what the model says, at once if its group is there, else as soon as it has come.
  function draw() {
    leave?.(true);
    remember();
    const wanted = groupKey(model.get("view"), lengths());
    const template = drawing();
    const asked = template && JSON.stringify([wanted, state(), values()]);
    if (asked && asked === answered) return;
    answered = asked;
    if (template === null) {
      if (!shown) swap([model.get("_first")], false);
      if (loadedKey !== wanted) load(wanted);
      return;
    }
    swap(template, true);
    for (const slider of sliders) slider.update();
    for (const button of viewButtons.children)
      button.setAttribute("aria-pressed", String(button.value === model.get("view")));
  }

  async function load(key) {
    const arrived = await fetched(key);
    root.removeAttribute("aria-busy");
    if (!arrived || key !== groupKey(model.get("view"), lengths())) return;
    [loaded, loadedKey] = [arrived, key];
    draw();
  }

  // The drawings that are loaded hold less than can be reached from now on.
  function widen() {
    [loadedKey, answered] = ["", null];
    draw();
  }

  // The drawing that a template in pieces makes; elements of the last one stay where nothing changed.
  function assemble(pieces) {
    const filled = fill(
      pieces
        .join("\n")
        .replaceAll("LIVE-", uid)
        .replace("{summary}", () => pieces[0].match(/data-summary="([^"]*)"/)?.[1] ?? ""),
      values(),
    );
    if (filled === shown) return;
    shown = filled;
    const [opening, ...rest] = filled.split("\n");
    const closing = rest.pop() ?? "";
    const plan = [];
    let fresh = "";
    for (let n = 0; n < rest.length; n += 1) {
      const [start, place] = rest[n].match(/^<g transform="([^"]*)"/) ?? ["<g"];
      const part = place ? rest[n].slice(start.length) + rest[++n] : `>${rest[n]}</g>`;
      const kept = parts.get(part)?.pop();
      if (kept && place) kept.setAttribute("transform", place);
      if (!kept) fresh += start + part;
      plan.push([part, kept]);
    }
    const holder = make("div");
    holder.innerHTML = opening + fresh + closing;
    const drawn = holder.firstElementChild;
    if (!plan.length) return stage.replaceChildren(drawn);
    const made = [...drawn.lastElementChild.children].values();
    const dropped = [...parts.values()].flat();
    parts = new Map();
    const elements = plan.map(([part, kept]) => {
      const element = kept ?? made.next().value;
      if (parts.has(part)) parts.get(part).push(element);
      else parts.set(part, [element]);
      return element;
    });
    const svg = stage.firstElementChild;
    if (!body) {
      body = drawn.lastElementChild;
      body.replaceChildren(...elements);
      return stage.replaceChildren(drawn);
    }
    for (const { name, value } of drawn.attributes)
      if (svg.getAttribute(name) !== value) svg.setAttribute(name, value);
    while (svg.firstElementChild !== body) svg.firstElementChild.remove();
    drawn.lastElementChild.remove();
    body.before(...drawn.children);
    for (const element of dropped) element.remove();
    let next = body.firstElementChild;
    for (const element of elements) {
      if (element === next) next = next.nextElementSibling;
      else body.insertBefore(element, next);
    }
  }

  function swap(pieces, moving) {
    const before = new Map([...marks].map(([id, mark]) => [id, [positionOf(mark), mark]]));
    const last = shown;
    assemble(pieces);
    if (shown === last) return;
    const svg = stage.firstElementChild;
    marks = new Map([...svg.querySelectorAll("[data-id]")].map((mark) => [mark.dataset.id, mark]));
    // The height is asked for when all is laid out anyway: now, it would cost half of the move.
    requestAnimationFrame(keepHeight);
    steps = (svg.dataset[playOrder] ?? "").split("|").map((step) => step.split(" "));
    time = null;
    stop();
    timeSlider.max = steps.length;
    timeSlider.value = steps.length;
    call.textContent = svg.dataset.call;
    summary.textContent = svg.dataset.summary;
    for (const mark of marks.values()) {
      mark.classList.remove("waits");
      write(mark, termsOf(mark));
    }
    if (moving) move(before, svg);
    if (pinned && !marks.has(pinned)) pinned = null;
    if (document.activeElement === stage && marks.has(current)) point(current);
    else light(marks.get(pinned));
  }

  // What stands below the picture must not jump when a smaller one follows.
  function keepHeight() {
    const highest = parseFloat(stage.style.minHeight) || 0;
    stage.style.minHeight = `${Math.max(highest, stage.scrollHeight)}px`;
  }

  // A mark's number, from the terms that count, and the size at which it fits.
  function write(mark, terms) {
    const text = mark.querySelector("text");
    if (text.textContent === "{=}") text.dataset.sum = "";
    if ("sum" in text.dataset) {
      const blank = !terms.length && mark.dataset.terms;
      text.textContent = blank ? "" : short(sum(terms, values()));
    }
    const [largest, room] = text.dataset.fit.split(" ").map(Number);
    text.setAttribute("font-size", Math.min(largest, room / Math.max(text.textContent.length, 2)));
  }

  function move(before, svg) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || !stage.animate) return;
    const timing = { duration: MOTION, easing: "ease-out" };
    for (const [id, mark] of marks) {
      const [x, y] = positionOf(mark);
      if (before.has(id)) {
        const [[oldX, oldY]] = before.get(id);
        before.delete(id);
        if (oldX === x && oldY === y) continue;
        const [from, to] = [`translate(${oldX}px, ${oldY}px)`, `translate(${x}px, ${y}px)`];
        mark.animate([{ transform: from }, { transform: to }], timing);
      } else {
        mark.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      }
    }
    for (const [, ghost] of before.values()) {
      ghost.removeAttribute("data-id");
      ghost.setAttribute("aria-hidden", "true");
      ghost.style.pointerEvents = "none";
      svg.lastElementChild.append(ghost);
      ghost.animate([{ opacity: 1 }, { opacity: 0 }], timing).finished.then(
        () => ghost.remove(),
        () => ghost.remove(),
      );
    }
  }

  // -- what belongs together

  function light(mark) {
    const terms = new Set(mark ? termsOf(mark) : []);
    for (const other of marks.values()) {
      const shares = termsOf(other).some((term) => terms.has(term));
      other.classList.toggle("lit", Boolean(mark) && (shares || other === mark));
      other.classList.toggle("dim", Boolean(mark) && !shares && other !== mark);
    }
    sentence.textContent = mark ? tell(mark) : words.hover;
    sentence.classList.toggle("quiet", !mark);
  }

  // The sum behind a mark, written out.
  function tell(mark) {
    const now = values();
    const [terms, name, shows] = [termsOf(mark), mark.dataset.name, mark.dataset.edit];
    if (shows && name) return `${name} = ${number(now[shows])}`;
    if (!terms.length) return name ? said(words.nothing, { name }) : words.inserted;
    const factor = (value) => (value < 0 ? `(${number(value)})` : number(value));
    const symbols = terms.map((term) => term.split("*").map(nameOf).join("·")).join(" + ");
    const numbers = terms
      .map((term) => term.split("*").map((variable) => factor(now[variable])).join("·"))
      .join(" + ");
    const parts = [name, symbols, numbers, number(sum(terms, now))];
    return parts.filter(Boolean).join(" = ");
  }

  function point(id) {
    for (const mark of marks.values()) mark.classList.remove("current");
    current = id;
    const mark = marks.get(id);
    if (!mark) return;
    mark.classList.add("current");
    light(mark);
  }

  function pin(id) {
    pinned = pinned === id ? null : id;
    light(marks.get(pinned));
  }

  function neighbour(key) {
    const [x, y] = positionOf(marks.get(current));
    const sideways = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    let best = null;
    for (const [id, mark] of marks) {
      const [dx, dy] = [positionOf(mark)[0] - x, positionOf(mark)[1] - y];
      const ahead = (sideways ? dx : dy) * sign;
      const aside = Math.abs(sideways ? dy : dx);
      if (ahead < 4 || (sideways && aside > 4)) continue;
      const distance = sideways ? ahead : ahead + aside / 1000;
      if (!best || distance < best[0]) best = [distance, id];
    }
    return best?.[1] ?? current;
  }

  // -- editing a number in its place

  function edit(id, typed) {
    const variable = marks.get(id).dataset.edit;
    const [, name, index] = variable.match(/^([a-z]+)(\d+)$/);
    const box = marks.get(id).querySelector("rect").getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    const close = (keep) => {
      if (leave !== close) return;
      leave = null;
      const text = field.value.trim().replace("−", "-");
      const value = Number(text);
      field.remove();
      if (keep && text !== "" && Number.isFinite(value)) {
        const vector = [...model.get(name)];
        vector[index] = value;
        change({ [name]: vector });
      } else if (keep && text !== String(model.get(name)[index])) {
        say(said(words.not_a_number, { text: field.value, name: nameOf(variable) }));
      }
      point(id);
    };
    const field = make("input", {
      class: "tc-edit",
      value: typed ?? model.get(name)[index],
      inputmode: "decimal",
      "aria-label": nameOf(variable),
      onblur: () => close(true),
      onkeydown: (event) => {
        if (event.key === "Enter") close(true);
        if (event.key === "Escape") close(false);
        if (event.key === "Enter" || event.key === "Escape") stage.focus();
      },
    });
    // A deck scales its pages, and the figure on them.
    const scale = frame.width / stage.offsetWidth || 1;
    Object.assign(field.style, {
      left: `${(box.left - frame.left) / scale + stage.scrollLeft}px`,
      top: `${(box.top - frame.top) / scale + stage.scrollTop}px`,
      width: `${Math.max(box.width / scale, 64)}px`,
      height: `${box.height / scale}px`,
    });
    stage.append(field);
    leave = close;
    field.focus();
    if (typed === undefined) field.select();
    else field.setSelectionRange(typed.length, typed.length);
  }

  // -- playing

  function show(step) {
    time = step >= steps.length ? null : Math.max(0, step);
    const reached = steps.slice(0, time ?? steps.length);
    const active = new Set(reached.flat());
    const newest = new Set(time === null ? [] : (reached.at(-1) ?? []));
    for (const mark of marks.values()) {
      const terms = termsOf(mark).filter((term) => active.has(term));
      const waits = mark.dataset.terms && !terms.length && !mark.dataset.name;
      mark.classList.toggle("waits", Boolean(waits));
      mark.classList.toggle("lit", terms.some((term) => newest.has(term)));
      mark.classList.remove("dim");
      write(mark, terms);
    }
    timeSlider.value = time ?? steps.length;
    sentence.textContent = said(words.step, { step: time ?? steps.length, steps: steps.length });
  }

  function stop() {
    clearInterval(player);
    player = 0;
    playButton.textContent = words.play;
  }

  function play() {
    if (player) return stop();
    show(time === null ? 0 : time);
    playButton.textContent = words.pause;
    player = setInterval(() => {
      show((time ?? steps.length) + 1);
      if (time === null) stop();
    }, Number(speed.value));
  }

  const step = (by) => {
    stop();
    show((time ?? steps.length) + by);
  };

  // -- saying why not

  function say(text, exactly = "") {
    message.replaceChildren(text);
    if (exactly)
      message.append(
        make("details", {}, make("summary", {}, words.torch_says), make("code", { lang: "en" }, exactly)),
      );
  }

  // -- sliders

  // The legal value nearest to the wanted one on the way from where the slider is.
  function towards(now, wanted, legal) {
    const sign = Math.sign(wanted - now);
    let value = now;
    for (let next = now + sign; sign && next !== wanted + sign; next += sign)
      if (legal(next)) value = next;
    return value;
  }

  function stateSlider(name) {
    return slider(name, () => reach()[name], () => model.get(name), (wanted) => {
      const now = state();
      if (loadedKey !== groupKey(model.get("view"), lengths())) return;
      const keyWith = (value) => keyOf({ ...now, [name]: value });
      const value = towards(now[name], wanted, (next) => keyWith(next) in loaded.frames);
      if (value !== wanted) stopped(name, value, loaded.stops[keyWith(wanted)]);
      else say("");
      if (value !== now[name]) change({ [name]: value });
    });
  }

  const stopped = (name, value, [rule, exactly]) =>
    say(said(words.stopped, { name: words[name], value, rule }), exactly);

  function countSlider(name) {
    const vector = counts[name];
    const position = 1 + Object.keys(counts).indexOf(name);
    const kept = stored?.map((key) => Number(key.split("/")[position]));
    const ends = () => (kept ? [Math.min(...kept), Math.max(...kept)] : reach()[name]);
    return slider(name, ends, () => model.get(vector).length, async (wanted) => {
      const key = groupKey(model.get("view"), { ...lengths(), [name]: wanted });
      const arrived = await fetched(key);
      if (!arrived) return;
      const here = keyOf(state());
      if (!(here in arrived.frames)) {
        return stopped(name, model.get(vector).length, arrived.stops[here]);
      }
      [loaded, loadedKey] = [arrived, key];
      say("");
      change({ [vector]: memory[vector].slice(0, wanted) });
    });
  }

  // The group of a key; where it can't be had a sentence says so, and all stays as it is.
  async function fetched(key) {
    try {
      if (stored && !stored.includes(key)) throw new Error("no answer");
      return await group(model, key);
    } catch (error) {
      say(error.message === "no answer" ? words.no_kernel : error.message);
      return null;
    }
  }

  async function choose(view) {
    const key = groupKey(view, lengths());
    const arrived = await fetched(key);
    if (!arrived) return;
    [loaded, loadedKey] = [arrived, key];
    say("");
    change({ view });
  }

  function slider(name, ends, get, set) {
    const output = make("output", {}, "");
    const input = make("input", {
      type: "range",
      step: 1,
      "aria-label": words[name],
      oninput: async () => {
        await set(Number(input.value));
        update();
      },
    });
    let told = "";
    const update = () => {
      const [[least, most], value] = [ends(), get()];
      if (told === `${[least, most, value, input.value]}`) return;
      [input.min, input.max, input.value] = [least, most, value];
      output.textContent = value;
      label.hidden = least === most;
      told = `${[least, most, value, input.value]}`;
    };
    const label = make("label", { class: "tc-slider" }, make("span", {}, words[name]), input, output);
    return { label, update };
  }

  // -- the page's parts

  const root = make("div", {
    class: "tc-figure",
    role: "group",
    lang: model.get("_language"),
    "aria-label": words.figure,
  });
  root.setAttribute("aria-busy", "true");
  const views = model.get("_views");
  const viewButtons = make(
    "div",
    { class: "tc-views", role: "group", "aria-label": words.view },
    ...views.map((view) =>
      make("button", { type: "button", value: view, onclick: () => choose(view) }, words[view]),
    ),
  );
  viewButtons.hidden = views.length < 2;
  const stage = make("div", {
    class: "tc-stage",
    tabindex: 0,
    role: "application",
    "aria-roledescription": words.picture,
    "aria-label": words.keys,
    onfocus: () => point(current && marks.has(current) ? current : marks.keys().next().value),
    onblur: () => {
      marks.get(current)?.classList.remove("current");
      if (!stage.contains(document.activeElement)) light(marks.get(pinned));
    },
    onpointerover: (event) => {
      const mark = event.target.closest("[data-id]");
      if (mark && !player && !stage.querySelector(".tc-edit")) light(mark);
    },
    onpointerout: (event) => {
      if (!player && time === null && event.target.closest("[data-id]")) light(marks.get(pinned));
    },
    onclick: (event) => {
      const mark = event.target.closest("[data-id]");
      if (!mark) return;
      point(mark.dataset.id);
      if (mark.dataset.edit) edit(mark.dataset.id);
      else pin(mark.dataset.id);
    },
    onkeydown: (event) => {
      if (event.target !== stage || !marks.has(current)) return;
      const editable = marks.get(current).dataset.edit;
      if (event.key.startsWith("Arrow")) point(neighbour(event.key));
      else if (event.key === "Escape") {
        pinned = null;
        light(null);
      } else if (event.key === "Enter" || event.key === " ") {
        if (editable) edit(current);
        else pin(current);
      } else if (editable && /^[-−\d.]$/.test(event.key)) edit(current, event.key);
      else return;
      event.preventDefault();
    },
  });
  const sentence = make("p", { class: "tc-sentence", "aria-live": "polite" });
  const message = make("div", { class: "tc-message", role: "status" });
  const summary = make("p", { class: "tc-hidden", "aria-live": "polite" });
  const call = make("code", { class: "tc-call", lang: "en" });

  const playButton = make("button", { type: "button", class: "tc-play", onclick: play }, words.play);
  const timeSlider = make("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": words.time,
    oninput: () => {
      stop();
      show(Number(timeSlider.value));
    },
  });
  const order = make(
    "select",
    {
      "aria-label": words.order,
      onchange: () => {
        playOrder = order.value;
        const svg = stage.firstElementChild;
        steps = svg.dataset[playOrder].split("|").map((one) => one.split(" "));
        timeSlider.max = steps.length;
        stop();
        show(0);
      },
    },
    make("option", { value: "stamps" }, words.stamps),
    make("option", { value: "outputs" }, words.outputs),
  );
  const speed = make(
    "select",
    { "aria-label": words.speed, onchange: () => player && (stop(), play()) },
    make("option", { value: 1600 }, words.slow),
    make("option", { value: 800, selected: true }, words.normal),
    make("option", { value: 300 }, words.fast),
  );
  const playerRow = make(
    "div",
    { class: "tc-player", role: "group", "aria-label": words.time },
    make("button", { type: "button", "aria-label": words.back, onclick: () => step(-1) }, "‹"),
    playButton,
    make("button", { type: "button", "aria-label": words.forth, onclick: () => step(1) }, "›"),
    timeSlider,
    order,
    speed,
  );
  const sliders = Object.keys(reach()).map((name) =>
    name in counts ? countSlider(name) : stateSlider(name),
  );
  const copy = make("button", { type: "button", onclick: copyCall }, words.copy);

  async function copyCall() {
    try {
      await navigator.clipboard.writeText(call.textContent);
      copy.textContent = words.copied;
      setTimeout(() => (copy.textContent = words.copy), 1500);
    } catch {
      getSelection().selectAllChildren(call);
      say(words.selected);
    }
  }

  function download() {
    const svg = stage.firstElementChild.cloneNode(true);
    for (const element of [svg, ...svg.querySelectorAll("*")])
      for (const { name } of [...element.attributes])
        if (name.startsWith("data-") || name === "class") element.removeAttribute(name);
    const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
    const link = make("a", { href: URL.createObjectURL(blob), download: "transposed_convolution.svg" });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  root.append(
    viewButtons,
    stage,
    sentence,
    make("div", { class: "tc-sliders" }, ...sliders.map(({ label }) => label)),
    message,
    playerRow,
    make(
      "div",
      { class: "tc-foot" },
      call,
      copy,
      make("button", { type: "button", onclick: download }, words.download),
    ),
    summary,
  );
  // The host's shortcuts (a notebook's command mode, a deck's slide change) must not see our keys.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  // Notebook 7 takes keys on their way down, and asks the focused element itself for leave.
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", ""));
  el.replaceChildren(root);

  const watched = [...states, ...vectors, "view"].map((name) => `change:${name}`);
  for (const event of watched) model.on(event, draw);
  model.on("change:_reach", widen);
  const forget = followTheme(root);
  draw();
  for (const one of sliders) one.update();

  return () => {
    stop();
    forget();
    for (const event of watched) model.off(event, draw);
    model.off("change:_reach", widen);
  };
}

export default { render };
