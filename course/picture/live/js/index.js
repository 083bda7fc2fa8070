// What the bundle offers: to a widget's host, and to a page of our own.
export { render } from "./figure.js";
export { start } from "./page.js";
