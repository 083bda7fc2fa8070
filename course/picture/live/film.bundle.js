/* Made of js/film.js by npm run bundle. */
"use strict";var film=(()=>{var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __hasOwnProp=Object.prototype.hasOwnProperty;var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:true})};var __copyProps=(to,from,except,desc)=>{
if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}
return to};var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);var film_exports={};__export(film_exports,{Film:()=>Film,render:()=>render,start:()=>start});function make(tag,attributes={},...children){const element=document.createElement(tag);for(const[name,value]of Object.entries(
attributes)){if(typeof value==="function")element.addEventListener(name.slice(2),value);else if(value!==false&&value!=null)
element.setAttribute(name,value===true?"":`${value}`)}element.append(...children);return element}function keepKeys(root){root.addEventListener("keydown",event=>event.stopPropagation());root.addEventListener("focusin",
({target})=>target.setAttribute("data-lm-suppress-shortcuts",""))}function said(sentence,values){return sentence.replace(/\{(\w+)\}/g,(_,name)=>`${values[name]}`)}function isDark(){const{jpThemeLight,vscodeThemeKind}=document.body.dataset;const page=document.documentElement.dataset.
theme;if(jpThemeLight)return jpThemeLight==="false";if(vscodeThemeKind)return/dark|high-contrast$/.test(vscodeThemeKind);
if(page)return page==="dark";return matchMedia("(prefers-color-scheme: dark)").matches}function followTheme(root){const system=matchMedia(
"(prefers-color-scheme: dark)");const update=()=>{root.dataset.theme=isDark()?"dark":"light"};const observer=new MutationObserver(
update);const attributeFilter=["data-jp-theme-light","data-vscode-theme-kind","data-theme"];observer.observe(document.body,
{attributeFilter});observer.observe(document.documentElement,{attributeFilter});system.addEventListener("change",update);
update();return()=>{observer.disconnect();system.removeEventListener("change",update)}}var HELD=3;var Film=class{constructor(svg,words){this.svg=svg;this.words=words;this.body=svg.querySelector("[data-frames\
]");this.steps=Number(this.body.dataset.frames);this.seconds=Number(this.body.dataset.seconds);this.shown=1;this.timer=0;
this.button=make("button",{type:"button",onclick:()=>this.toggle()});this.slider=make("input",{type:"range",min:1,max:this.
steps,step:1,"aria-label":words.moment,oninput:()=>{this.stop();this.show(Number(this.slider.value))}});this.count=make(
"span",{class:"tc-count","aria-hidden":"true"});this.line=make("p",{class:"tc-film-line","aria-hidden":"true"});this.speed=
make("select",{"aria-label":words.speed},make("option",{value:2},words.slow),make("option",{value:1,selected:true},words.
normal),make("option",{value:.4},words.fast));this.voice=make("p",{class:"tc-hidden",role:"status"});const back={type:"b\
utton","aria-label":words.back,onclick:()=>this.step(-1)};const forth={type:"button","aria-label":words.forth,onclick:()=>this.
step(1)};this.list=make("ol");this.element=make("div",{class:"tc-film"},make("div",{class:"tc-player",role:"group","aria\
-label":words.film},make("button",back,"\u2039"),this.button,make("button",forth,"\u203A"),this.slider,this.count,this.speed,
this.voice),this.line,make("details",{ontoggle:()=>this.tellAll()},make("summary",{},words.all_steps),this.list));this.body.
setAttribute("data-stepped","");this.asked=0;svg.addEventListener("animationstart",()=>{cancelAnimationFrame(this.asked);
this.asked=requestAnimationFrame(()=>this.seek(this.shown))});const still=matchMedia("(prefers-reduced-motion: reduce)").
matches;this.stop();this.show(still?this.steps:1);if(!still)this.play()}seek(step){for(const one of this.svg.getAnimations(
{subtree:true})){one.pause();one.currentTime=(step-.5)*this.seconds*1e3}}told(){return[...this.body.querySelectorAll(":s\
cope [font-family] text")].filter(text=>getComputedStyle(text).visibility==="visible").map(text=>text.textContent).join(
" ").replace(/\s+/g," ")}show(step){this.shown=Math.min(Math.max(step,1),this.steps);this.seek(this.shown);const count=said(
this.words.step,{step:this.shown,steps:this.steps});const sentence=this.told();const told=`${count}: ${sentence}`;this.line.
textContent=sentence;this.slider.value=`${this.shown}`;this.slider.setAttribute("aria-valuetext",told);this.count.textContent=
count;return told}tellAll(){if(this.list.firstChild)return;for(let n=1;n<=this.steps;n+=1){this.seek(n);this.list.append(
make("li",{},this.told()))}this.seek(this.shown)}stop(){clearTimeout(this.timer);this.timer=0;this.button.textContent=this.
words.play}play(){this.button.textContent=this.words.pause;const frames=this.shown===this.steps?HELD:1;const pace=frames*
this.seconds*1e3*Number(this.speed.value);this.timer=setTimeout(()=>{this.show(this.shown===this.steps?1:this.shown+1);this.
play()},pace)}toggle(){if(this.timer)return this.stop();if(this.shown===this.steps)this.show(1);this.play()}step(by){this.
stop();this.voice.textContent=this.show(this.shown+by)}};function mount(svg,words,root){const film=new Film(svg,words);root.
append(film.element);keepKeys(root);const forget=followTheme(root);return()=>{film.stop();forget()}}function render({model,
el}){const stage=make("div",{class:"tc-film-stage"});stage.innerHTML=model.get("_svg");const root=make("div",{class:"tc-\
figure",lang:model.get("_language")},stage);el.replaceChildren(root);const svg=stage.firstElementChild;return mount(svg,
model.get("_words"),root)}function start(){const words=JSON.parse(document.querySelector("#tc-film")?.textContent||"{}");
for(const body of document.querySelectorAll("svg [data-frames]")){const svg=body.closest("svg");const root=make("div",{class:"\
tc-figure"});(svg.closest(".still")??svg).after(root);mount(svg,words,root)}}return __toCommonJS(film_exports);})();
