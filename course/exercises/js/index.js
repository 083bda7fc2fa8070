// What the bundle offers: to a widget's host, and to pages.
//
// After a change here: `npm run format`, `npm run check`, `npm test`, and `npm run bundle`, which
// writes ../exercise.bundle.js. The tools come once with `npm install`.
export { ask } from "./form.js";
export { render } from "./panel.js";
