/* Made of calculator/ by npm run bundle. */
"use strict";(()=>{var catalogue={};function speak(sentences){catalogue={...sentences}}var words=document.getElementById("calculator-words");if(words)speak(JSON.parse(words.textContent??"{}"));})();
