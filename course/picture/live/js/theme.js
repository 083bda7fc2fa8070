// Light or dark, as the host says it.

function isDark() {
  const { jpThemeLight, vscodeThemeKind } = document.body.dataset;
  const page = document.documentElement.dataset.theme;
  if (jpThemeLight) return jpThemeLight === "false";
  if (vscodeThemeKind) return /dark|high-contrast$/.test(vscodeThemeKind);
  if (page) return page === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/**
 * Keep the figure's theme that of JupyterLab, VS Code, the page or the system.
 * @param {HTMLElement} root
 * @returns {() => void} what ends it
 */
export function followTheme(root) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    root.dataset.theme = isDark() ? "dark" : "light";
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
