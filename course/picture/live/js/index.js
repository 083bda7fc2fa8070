// What the bundle offers: to a widget's host, to a page of our own, and to the files of drawings.
//
// After a change here: `npm run format`, `npm run check`, `npm test`, and `npm run bundle`, which
// writes ../figure.bundle.js. The tools come once with `npm install`.
export { render } from "./figure.js";
export { deliver } from "./files.js";
export { start, whole } from "./page.js";
