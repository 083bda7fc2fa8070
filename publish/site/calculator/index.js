// The calculator: what the page's script starts.
import { speak } from "./words.js";

const words = document.getElementById("calculator-words");
if (words) speak(JSON.parse(words.textContent ?? "{}"));
