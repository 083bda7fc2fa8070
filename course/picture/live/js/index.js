// What the bundle offers: to a widget's host, and to a page of our own.
//
// After a change here: `npm run format`, `npm run check`, `npm test`, and `npm run bundle`, which
// writes ../figure.bundle.js. The tools come once with `npm install`.
export { render } from "./figure.js";
export { start } from "./page.js";
