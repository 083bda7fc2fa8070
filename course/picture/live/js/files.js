// Groups of drawings in files beside the page, each a script that calls `deliver`: a page that is a
// file itself can load nothing else.
import { make } from "./elements.js";

/** @type {Map<string, (data: string) => void>} key -> who waits for its file */
const waiting = new Map();

/**
 * What the file of a group calls.
 * @param {string} key
 * @param {string} data in Base85
 */
export function deliver(key, data) {
  waiting.get(key)?.(data);
}

/**
 * @param {string} folder
 * @param {string} key
 * @returns {Promise<BufferSource>} gzipped
 */
export function beside(folder, key) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src: `${folder}${key.replaceAll("/", "-")}.js` });
    /** @param {() => void} then */
    const finish = (then) => {
      waiting.delete(key);
      script.remove();
      then();
    };
    waiting.set(key, (data) => finish(() => resolve(fromBase85(data))));
    script.addEventListener("error", () => finish(() => reject(new Error(key))));
    document.head.append(script);
  });
}

const DIGITS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/**
 * Python's base64.b85decode.
 * @param {string} text
 */
export function fromBase85(text) {
  const digit = new Uint8Array(128);
  [...DIGITS].forEach((letter, n) => (digit[letter.charCodeAt(0)] = n));
  const padding = (5 - (text.length % 5)) % 5;
  const whole = text + "~".repeat(padding);
  const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
  for (let n = 0; n < whole.length; n += 5) {
    let value = 0;
    for (let i = 0; i < 5; i += 1) value = value * 85 + digit[whole.charCodeAt(n + i)];
    bytes.setUint32((n / 5) * 4, value);
  }
  return new Uint8Array(bytes.buffer, 0, bytes.byteLength - padding);
}
