// The check "What do you believe?": the page holds its questions and all that can be said to them,
// and this shows what belongs to the answers chosen. Nothing is kept or sent.

/**
 * What was chosen: by a question's name the value of the answer, "?" for "I don't know".
 * @typedef {Record<string, string>} Chosen
 */

/**
 * Start one check. Whoever wants to keep what is chosen listens to its event "beliefs", which
 * bubbles and has it as `detail`; to put it back, check the fields and send the form a "change".
 * @param {HTMLElement} root
 */
export function check(root) {
  /** @param {string} selector @returns {any} */
  const find = (selector) => root.querySelector(selector);
  /** @type {HTMLFormElement} */
  const form = find("form");
  /** @type {HTMLElement} */
  const result = find(".result");
  /** @type {HTMLElement} */
  const count = find(".count");
  /** @type {HTMLElement} */
  const unread = find(".unread");
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = form.querySelectorAll("input");

  /** @returns {Chosen} */
  const chosen = () =>
    Object.fromEntries(
      [...fields].filter((one) => one.checked).map((one) => [one.name, one.value]),
    );

  function changed() {
    const done = Object.keys(chosen()).length;
    count.textContent = (count.dataset.said ?? "").replace("{done}", `${done}`);
    unread.textContent = "";
    result.hidden = true;
    root.classList.remove("told");
  }

  function tell() {
    changed();
    root.dispatchEvent(new CustomEvent("beliefs", { bubbles: true, detail: chosen() }));
  }

  function show() {
    const now = chosen();
    if (!Object.keys(now).length) {
      unread.textContent = unread.dataset.said ?? "";
      fields[0].focus();
      return;
    }
    for (const list of result.querySelectorAll("ol")) {
      let some = false;
      for (const line of list.querySelectorAll("li")) {
        const [name, value] = (line.dataset.when ?? "").split(" ");
        line.hidden = (now[name] ?? "?") !== value;
        some ||= !line.hidden;
      }
      list.hidden = !some;
      /** @type {HTMLElement} */ (list.previousElementSibling).hidden = !some;
    }
    find(".none").hidden = result.querySelector("ol:not([hidden])") !== null;
    result.hidden = false;
    root.classList.add("told");
    // A screen reader reads what gets the focus.
    result.focus({ preventScroll: true });
    result.scrollIntoView();
  }

  form.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  find(".result > button").addEventListener("click", () => {
    form.reset();
    tell();
    fields[0].focus();
  });
  // What is kept may still have to be put back.
  changed();
}

/** Start the checks of a page. */
export function start() {
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-beliefs]")).forEach(
    check,
  );
}

/**
 * Show the check in a notebook.
 * @param {{ model: { get(name: string): string }, el: HTMLElement }} host
 */
export function render({ model, el }) {
  // A notebook's command mode must not see our keys; Notebook 7 asks the focused element for leave.
  el.addEventListener("keydown", (event) => event.stopPropagation());
  el.addEventListener("focusin", ({ target }) =>
    /** @type {Element} */ (target).setAttribute("data-lm-suppress-shortcuts", ""),
  );
  el.classList.add("js");
  el.innerHTML = model.get("_html");
  check(/** @type {HTMLElement} */ (el.firstElementChild));
}
