/* Made of js/ by npm run bundle. */
"use strict";var liveFigure=(()=>{var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __hasOwnProp=Object.prototype.hasOwnProperty;var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:true})};var __copyProps=(to,from,except,desc)=>{
if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}
return to};var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);var index_exports={};__export(index_exports,{render:()=>render,start:()=>start});function make(tag,attributes={},...children){const element=document.createElement(tag);for(const[name,value]of Object.entries(
attributes)){if(typeof value==="function")element.addEventListener(name.slice(2),value);else if(value!==false&&value!=null)
element.setAttribute(name,value===true?"":`${value}`)}element.append(...children);return element}function focused(node){
return node.getRootNode().activeElement??null}function rounded(value,digits){const[mantissa,power]=value.toExponential(digits-1).split("e").map(Number);const plain=power>=
-4&&power<digits;const text=plain?`${Number(`${mantissa}e${power}`)}`:`${mantissa}e${power}`;return text.replaceAll("-",
"\u2212")}function number(value){if(Number.isNaN(value))return"nan";if(!Number.isFinite(value))return value>0?"\u221E":"\
\u2212\u221E";if(Number.isInteger(value)&&Math.abs(value)<1e6)return`${value}`.replace("-","\u2212");return rounded(value,
4)}function short(value){const text=number(value);return text.length<=6?text:rounded(value,2)}function product(term,values){
return term.split("*").reduce((result,name)=>result*(values[name]??Number(name)),1)}function sum(terms,values){return terms.
reduceRight((result,term)=>result+product(term,values),0)}function evaluate(expression,values){return expression.split("\
+").reduce((result,term)=>result+product(term,values),0)}function fill(template,values){return template.replace(/\{([^}!=]+)(!?)\}/g,
(_,expression,small)=>(small?short:number)(evaluate(expression,values)))}var Drawing=class{constructor(){this.stage=make("div",{class:"tc-stage"});this.shown="";this.marks=new Map;this.body=null;
this.parts=new Map;this.id=`live${crypto.getRandomValues(new Uint32Array(1))[0]}-`}get svg(){return this.stage.firstElementChild}show(pieces,values){
const summary=pieces[0].match(/data-summary="([^"]*)"/)?.[1]??"";const template=pieces.join("\n").replaceAll("LIVE-",this.
id);const filled=fill(template.replace("{summary}",()=>summary),values);if(filled===this.shown)return false;this.shown=filled;
const[opening,...rest]=filled.split("\n");const closing=rest.pop()??"";this.draw(opening,closing,this.planned(rest));const marks=this.
svg.querySelectorAll("[data-id]");this.marks=new Map([...marks].map(mark=>[mark.dataset.id??"",mark]));return true}planned(pieces){
const plan=[];for(let n=0;n<pieces.length;n+=1){const[start2,place]=pieces[n].match(/^<g transform="([^"]*)"/)??["<g"];const part=place?
pieces[n].slice(start2.length)+pieces[++n]:`>${pieces[n]}</g>`;const kept=this.parts.get(part)?.pop();if(kept&&place)kept.
setAttribute("transform",place);plan.push({part,fresh:start2+part,kept})}return plan}draw(opening,closing,plan){const fresh=plan.
map(one=>one.kept?"":one.fresh).join("");const holder=make("div");holder.innerHTML=opening+fresh+closing;const drawn=holder.
firstElementChild;if(!plan.length)return this.stage.replaceChildren(drawn);const body=drawn.lastElementChild;const made=[
...body.children].values();const dropped=[...this.parts.values()].flat();this.parts=new Map;const elements=plan.map(({part,
kept})=>{const element=kept??made.next().value;const alike=this.parts.get(part);if(alike)alike.push(element);else this.parts.
set(part,[element]);return element});if(!this.body){this.body=body;body.replaceChildren(...elements);return this.stage.replaceChildren(
drawn)}this.patchFrame(drawn,this.body);for(const element of dropped)element.remove();let next=this.body.firstElementChild;
for(const element of elements){if(element===next)next=next.nextElementSibling;else this.body.insertBefore(element,next)}}patchFrame(drawn,body){
const{svg}=this;for(const{name,value}of drawn.attributes)if(svg.getAttribute(name)!==value)svg.setAttribute(name,value);
while(svg.firstElementChild&&svg.firstElementChild!==body)svg.firstElementChild.remove();drawn.lastElementChild?.remove();
body.before(...drawn.children)}keepHeight(){const{stage}=this;const highest=parseFloat(stage.style.minHeight)||0;stage.style.
minHeight=`${Math.max(highest,stage.scrollHeight)}px`}};var MOTION=280;function positionOf(mark){const[x,y]=(mark.getAttribute("transform")?.match(/-?[\d.]+/g)??[]).map(Number);
return[x,y]}function termsOf(mark){return mark.dataset.terms?mark.dataset.terms.split(" "):[]}function write(mark,terms,values){
const text=mark.querySelector("text");if(text.textContent==="{=}")text.dataset.sum="";if("sum"in text.dataset){const blank=!terms.
length&&mark.dataset.terms;text.textContent=blank?"":short(sum(terms,values))}const[largest,room]=(text.dataset.fit??"").
split(" ").map(Number);const size=Math.min(largest,room/Math.max((text.textContent??"").length,2));text.setAttribute("fo\
nt-size",`${size}`)}function neighbour(marks,id,key){const[x,y]=positionOf(marks.get(id));const sideways=key==="ArrowLef\
t"||key==="ArrowRight";const sign=key==="ArrowLeft"||key==="ArrowUp"?-1:1;let[nearest,best]=[Infinity,id];for(const[other,
mark]of marks){const[left,top]=positionOf(mark);const[dx,dy]=[left-x,top-y];const ahead=(sideways?dx:dy)*sign;const aside=Math.
abs(sideways?dy:dx);if(ahead<4||sideways&&aside>4)continue;const distance=sideways?ahead:ahead+aside/1e3;if(distance<nearest)
[nearest,best]=[distance,other]}return best}function places(marks){return new Map([...marks].map(([id,mark])=>[id,{place:positionOf(
mark),mark}]))}function move(before,marks,svg){if(matchMedia("(prefers-reduced-motion: reduce)").matches||!("animate"in svg))
return;const timing={duration:MOTION,easing:"ease-out"};const gone=new Map(before);for(const[id,mark]of marks){const[x,y]=positionOf(
mark);const old=before.get(id)?.place;gone.delete(id);if(!old)mark.animate([{opacity:0},{opacity:1}],timing);else if(old[0]!==
x||old[1]!==y){const[from,to]=[`translate(${old[0]}px, ${old[1]}px)`,`translate(${x}px, ${y}px)`];mark.animate([{transform:from},
{transform:to}],timing)}}for(const{mark:ghost}of gone.values()){ghost.removeAttribute("data-id");ghost.setAttribute("ari\
a-hidden","true");ghost.style.pointerEvents="none";svg.lastElementChild?.append(ghost);const remove=()=>ghost.remove();ghost.
animate([{opacity:1},{opacity:0}],timing).finished.then(remove,remove)}}function said(sentence,values){return sentence.replace(/\{(\w+)\}/g,(_,name)=>`${values[name]}`)}function tell(mark,state){
const{words}=state;const now=state.values();const terms=termsOf(mark);const{name,edit}=mark.dataset;if(edit&&name)return`${name}\
 = ${number(now[edit])}`;if(!terms.length)return name?said(words.nothing,{name}):words.inserted;const spelled=written=>terms.
map(term=>term.split("*").map(written).join("\xB7")).join(" + ");const symbols=spelled(variable=>state.nameOf(variable));
const numbers=spelled(variable=>{const value=now[variable];return value<0?`(${number(value)})`:number(value)});return[name,
symbols,numbers,number(sum(terms,now))].filter(Boolean).join(" = ")}var Message=class{constructor(words){this.words=words;
this.element=make("div",{class:"tc-message",role:"status"})}say(text,exactly=""){this.element.replaceChildren(text);if(!exactly)
return;const summary=make("summary",{},this.words.torch_says);this.element.append(make("details",{},summary,make("code",
{lang:"en"},exactly)))}};var Editing=class{constructor(drawing,state,change,say){this.drawing=drawing;this.state=state;this.change=change;this.say=
say;this.close=null;this.done=()=>{}}get open(){return this.close!==null}edit(id,typed){const{stage,marks}=this.drawing;
const mark=marks.get(id);const variable=mark.dataset.edit??"";const[,name,index]=variable.match(/^([a-z]+)(\d+)$/)??[];const label=this.
state.nameOf(variable);const close=keep=>{if(this.close!==close)return;this.close=null;field.remove();if(keep)this.keep(
name,Number(index),field.value,label);this.done(id)};const field=make("input",{class:"tc-edit",value:typed??this.state.vector(
name)[Number(index)],inputmode:"decimal","aria-label":label,onblur:()=>close(true),onkeydown:event=>{if(event.key==="Ent\
er")close(true);if(event.key==="Escape")close(false);if(event.key==="Enter"||event.key==="Escape")stage.focus()}});this.
place(field,mark);stage.append(field);this.close=close;field.focus();if(typed===void 0)field.select();else field.setSelectionRange(
typed.length,typed.length)}keep(name,index,text,label){const plain=text.trim().replace("\u2212","-");const value=Number(
plain);const vector=[...this.state.vector(name)];if(plain!==""&&Number.isFinite(value)){vector[index]=value;this.change(
{[name]:vector})}else if(plain!==String(vector[index])){this.say(said(this.state.words.not_a_number,{text,name:label}))}}place(field,mark){
const{stage}=this.drawing;const box=mark.querySelector("rect").getBoundingClientRect();const frame=stage.getBoundingClientRect();
const scale=frame.width/stage.offsetWidth||1;Object.assign(field.style,{left:`${(box.left-frame.left)/scale+stage.scrollLeft}\
px`,top:`${(box.top-frame.top)/scale+stage.scrollTop}px`,width:`${Math.max(box.width/scale,64)}px`,height:`${box.height/
scale}px`})}};function copyButton(call,words,say){const onclick=async()=>{try{await navigator.clipboard.writeText(call.textContent??"");
button.textContent=words.copied;setTimeout(()=>button.textContent=words.copy,1500)}catch{getSelection()?.selectAllChildren(
call);say(words.selected)}};const button=make("button",{type:"button",onclick},words.copy);return button}function downloadButton(drawing,words){
const onclick=()=>{const svg=drawing.svg.cloneNode(true);for(const element of[svg,...svg.querySelectorAll("*")])for(const{
name}of[...element.attributes])if(name.startsWith("data-")||name==="class")element.removeAttribute(name);const blob=new Blob(
[new XMLSerializer().serializeToString(svg)],{type:"image/svg+xml"});const href=URL.createObjectURL(blob);make("a",{href,
download:"transposed_convolution.svg"}).click();URL.revokeObjectURL(href)};return make("button",{type:"button",onclick},
words.download)}var NO_ANSWER="no answer";var groupsOf=new WeakMap;async function unpack(bytes){const{writable,readable}=new DecompressionStream(
"gzip");const writer=writable.getWriter();const written=writer.write(bytes).then(()=>writer.close());written.catch(()=>{});
const[reader,decoder]=[readable.getReader(),new TextDecoder];let text="";for(let chunk=await reader.read();!chunk.done;chunk=
await reader.read())text+=decoder.decode(chunk.value,{stream:true});await written;return JSON.parse(text)}function fromBase64(text){
return Uint8Array.from(atob(text),letter=>letter.charCodeAt(0))}function asked(model,key,patience){return new Promise((resolve,reject)=>{
const finish=then=>{clearTimeout(timer);model.off?.("msg:custom",answer);then()};const timer=setTimeout(()=>finish(()=>reject(
new Error(NO_ANSWER))),patience);const answer=(content,buffers)=>{if(content.frames===key)finish(()=>resolve(unpack(buffers[0])));
if(content.refused===key)finish(()=>reject(new Error(content.why)))};model.on("msg:custom",answer);try{if(!model.send)throw new Error(
NO_ANSWER);model.send({want:key})}catch{finish(()=>reject(new Error(NO_ANSWER)))}})}function group(model,key,patience=8e3){
const groups=groupsOf.get(model)??new Map;groupsOf.set(model,groups);const slot=`${key} ${JSON.stringify(model.get("_rea\
ch"))}`;if(!groups.has(slot)){const stored=model.get("_frames")?.[key];const promise=stored?unpack(fromBase64(stored)):asked(
model,key,patience);promise.catch(()=>groups.delete(slot));groups.set(slot,promise)}return groups.get(slot)}var Frames=class{constructor(state,say){
this.state=state;this.say=say;const kept=state.model.get("_frames");this.stored=kept&&Object.keys(kept);this.key="";this.
group={pieces:[],frames:{},stops:{}}}get fits(){return this.key===this.state.groupKey()}drawing(){const places2=this.fits&&
this.group.frames[this.state.key()];return places2?places2.map(place=>this.group.pieces[place]):null}hold(key,group2){[this.
key,this.group]=[key,group2]}async fetched(key){try{if(this.stored&&!this.stored.includes(key))throw new Error(NO_ANSWER);
return await group(this.state.model,key)}catch(error){const{message}=error;this.say(message===NO_ANSWER?this.state.words.
no_kernel:message);return null}}};var Player=class{constructor(drawing,state,sentence){const{words}=state;this.drawing=drawing;this.state=state;this.sentence=
sentence;this.steps=[];this.time=null;this.timer=0;this.button=make("button",{type:"button",class:"tc-play",onclick:()=>this.
play()},words.play);this.slider=make("input",{type:"range",min:0,step:1,"aria-label":words.time,oninput:()=>{this.stop();
this.show(Number(this.slider.value))}});this.order=make("select",{"aria-label":words.order,onchange:()=>{this.stop();this.
read();this.show(0)}},make("option",{value:"stamps"},words.stamps),make("option",{value:"outputs"},words.outputs));this.
speed=make("select",{"aria-label":words.speed,onchange:()=>this.timer&&(this.stop(),this.play())},make("option",{value:1600},
words.slow),make("option",{value:800,selected:true},words.normal),make("option",{value:300},words.fast));const back={type:"\
button","aria-label":words.back,onclick:()=>this.step(-1)};const forth={type:"button","aria-label":words.forth,onclick:()=>this.
step(1)};this.element=make("div",{class:"tc-player",role:"group","aria-label":words.time},make("button",back,"\u2039"),this.
button,make("button",forth,"\u203A"),this.slider,this.order,this.speed)}get stands(){return this.time===null&&!this.timer}read(){
const told=this.drawing.svg.dataset[this.order.value]??"";this.steps=told.split("|").map(step=>step.split(" "));this.slider.
max=`${this.steps.length}`}restart(){this.time=null;this.stop();this.read();this.slider.value=`${this.steps.length}`}show(step){
const{steps}=this;this.time=step>=steps.length?null:Math.max(0,step);const reached=steps.slice(0,this.time??steps.length);
const active=new Set(reached.flat());const newest=new Set(this.time===null?[]:reached.at(-1)??[]);const values=this.state.
values();for(const mark of this.drawing.marks.values()){const terms=termsOf(mark).filter(term=>active.has(term));const waits=mark.
dataset.terms&&!terms.length&&!mark.dataset.name;mark.classList.toggle("waits",Boolean(waits));mark.classList.toggle("li\
t",terms.some(term=>newest.has(term)));mark.classList.remove("dim");write(mark,terms,values)}const shown=this.time??steps.
length;this.slider.value=`${shown}`;this.sentence.textContent=said(this.state.words.step,{step:shown,steps:steps.length})}stop(){
clearInterval(this.timer);this.timer=0;this.button.textContent=this.state.words.play}play(){if(this.timer)return this.stop();
this.show(this.time??0);this.button.textContent=this.state.words.pause;this.timer=setInterval(()=>{this.show((this.time??
this.steps.length)+1);if(this.time===null)this.stop()},Number(this.speed.value))}step(by){this.stop();this.show((this.time??
this.steps.length)+by)}};function markOf(event){const target=event.target;return target.closest("[data-id]")}var Pointing=class{constructor(drawing,state,player,editing,sentence){
this.drawing=drawing;this.state=state;this.player=player;this.editing=editing;this.sentence=sentence;this.pinned=void 0;
this.current=void 0;const{stage}=drawing;stage.addEventListener("focus",()=>this.point(this.here()));stage.addEventListener(
"blur",()=>this.leave());stage.addEventListener("pointerover",event=>{const mark=markOf(event);if(mark&&!player.timer&&!editing.
open)this.light(mark)});stage.addEventListener("pointerout",event=>{if(player.stands&&markOf(event))this.lightPinned()});
stage.addEventListener("click",event=>{const id=markOf(event)?.dataset.id;if(id===void 0)return;this.point(id);this.choose(
id)});stage.addEventListener("keydown",event=>{if(event.target===stage&&this.press(event.key))event.preventDefault()})}get marks(){
return this.drawing.marks}here(){const{current,marks}=this;return current!==void 0&&marks.has(current)?current:marks.keys().
next().value}again(){if(!this.marks.has(this.pinned??""))this.pinned=void 0;const{stage}=this.drawing;if(focused(stage)===
stage&&this.marks.has(this.current??""))this.point(this.current);else this.lightPinned()}leave(){const{stage}=this.drawing;
this.marks.get(this.current??"")?.classList.remove("current");if(!stage.contains(focused(stage)))this.lightPinned()}lightPinned(){
this.light(this.marks.get(this.pinned??""))}light(mark){const terms=new Set(mark?termsOf(mark):[]);for(const other of this.
marks.values()){const belongs=other===mark||termsOf(other).some(term=>terms.has(term));other.classList.toggle("lit",Boolean(
mark)&&belongs);other.classList.toggle("dim",Boolean(mark)&&!belongs)}this.sentence.textContent=mark?tell(mark,this.state):
this.state.words.hover;this.sentence.classList.toggle("quiet",!mark)}point(id){for(const mark2 of this.marks.values())mark2.
classList.remove("current");this.current=id;const mark=this.marks.get(id??"");if(!mark)return;mark.classList.add("curren\
t");this.light(mark)}choose(id){if(this.marks.get(id)?.dataset.edit)return this.editing.edit(id);this.pinned=this.pinned===
id?void 0:id;this.lightPinned()}press(key){const{current,marks}=this;if(current===void 0||!marks.has(current))return false;
if(key.startsWith("Arrow"))this.point(neighbour(marks,current,key));else if(key==="Escape"){this.pinned=void 0;this.light(
void 0)}else if(key==="Enter"||key===" ")this.choose(current);else if(marks.get(current)?.dataset.edit&&/^[-−\d.]$/.test(
key))this.editing.edit(current,key);else return false;return true}};function slider(text,ends,get,set){const output=make("output",{},"");const input=make("input",{type:"range",step:1,"aria\
-label":text,oninput:async()=>{await set(Number(input.value));update()}});const label=make("label",{class:"tc-slider"},make(
"span",{},text),input,output);let told="";const update=()=>{const[[least,most],value]=[ends(),get()];if(told===`${[least,
most,value,input.value]}`)return;[input.min,input.max,input.value]=[`${least}`,`${most}`,`${value}`];output.textContent=
`${value}`;label.hidden=least===most;told=`${[least,most,value,input.value]}`};return{label,update}}function towards(now,wanted,legal){
const sign=Math.sign(wanted-now);let value=now;for(let next=now+sign;sign&&next!==wanted+sign;next+=sign)if(legal(next))
value=next;return value}function sliders(state,frames,message,change){const{words}=state;const stopped=(name,value,[rule,
exactly])=>message.say(said(words.stopped,{name:words[name],value,rule}),exactly);function parameter(name){const get=()=>state.
now()[name];return slider(words[name],()=>state.reach()[name],get,wanted=>{if(!frames.fits)return;const{group:group2}=frames;
const now=get();const value=towards(now,wanted,next=>state.key({[name]:next})in group2.frames);if(value!==wanted)stopped(
name,value,group2.stops[state.key({[name]:wanted})]);else message.say("");if(value!==now)change({[name]:value})})}function count(name){
const vector=state.counts[name];const position=1+Object.keys(state.counts).indexOf(name);const kept=frames.stored?.map(key=>Number(
key.split("/")[position]));const ends=()=>kept?[Math.min(...kept),Math.max(...kept)]:state.reach()[name];const get=()=>state.
vector(vector).length;return slider(words[name],ends,get,async wanted=>{const key=state.groupKey({[name]:wanted});const group2=await frames.
fetched(key);if(!group2)return;const here=state.key();if(!(here in group2.frames))return stopped(name,get(),group2.stops[here]);
frames.hold(key,group2);message.say("");change({[vector]:state.memory[vector].slice(0,wanted)})})}return Object.keys(state.
reach()).map(name=>name in state.counts?count(name):parameter(name))}var State=class{constructor(model){this.model=model;this.words=model.get("_words");this.names=model.get("_names")??{};this.
counts=model.get("_counts");this.vectors=Object.values(this.counts);this.parameters=Object.keys(this.reach()).filter(name=>!(name in
this.counts));this.memory={}}get view(){return this.model.get("view")}reach(){return this.model.get("_reach")}vector(name){
return this.model.get(name)}remember(){for(const name of this.vectors){this.memory[name]??=[...this.model.get("_spare")[name]];
this.vector(name).forEach((value,i)=>this.memory[name][i]=value)}}values(){return Object.fromEntries(this.vectors.flatMap(
name=>this.vector(name).map((value,i)=>[`${name}${i}`,value])))}now(){return Object.fromEntries(this.parameters.map(name=>[
name,this.model.get(name)]))}key(changed={}){const parameters={...this.now(),...changed};return this.parameters.map(name=>parameters[name]).
join(",")}groupKey(changed={}){const lengths=Object.entries(this.counts).map(([c,name])=>[c,this.vector(name).length]);const all={
view:this.view,...Object.fromEntries(lengths),...changed};return["view",...Object.keys(this.counts)].map(name=>all[name]).
join("/")}nameOf(variable){return this.names[variable]??variable.replace(/^([a-z]+)(\d+)$/,"$1[$2]")}set(changes){for(const[
name,value]of Object.entries(changes))this.model.set(name,value);this.model.save_changes?.()}};function isDark(){const{jpThemeLight,vscodeThemeKind}=document.body.dataset;const page=document.documentElement.dataset.
theme;if(jpThemeLight)return jpThemeLight==="false";if(vscodeThemeKind)return/dark|high-contrast$/.test(vscodeThemeKind);
if(page)return page==="dark";return matchMedia("(prefers-color-scheme: dark)").matches}function followTheme(root){const system=matchMedia(
"(prefers-color-scheme: dark)");const update=()=>{root.dataset.theme=isDark()?"dark":"light"};const observer=new MutationObserver(
update);const attributeFilter=["data-jp-theme-light","data-vscode-theme-kind","data-theme"];observer.observe(document.body,
{attributeFilter});observer.observe(document.documentElement,{attributeFilter});system.addEventListener("change",update);
update();return()=>{observer.disconnect();system.removeEventListener("change",update)}}function render({model,el}){const state=new State(model);const{words}=state;const message=new Message(words);const say=text=>message.
say(text);const frames=new Frames(state,say);const drawing=new Drawing;const sentence=make("p",{class:"tc-sentence","ari\
a-live":"polite"});const player=new Player(drawing,state,sentence);const editing=new Editing(drawing,state,change,say);const pointing=new Pointing(
drawing,state,player,editing,sentence);editing.done=id=>pointing.point(id);const controls=sliders(state,frames,message,change);
let drawn="";function change(changes){state.set(changes);draw()}function draw(){editing.close?.(true);state.remember();const template=frames.
drawing();const asked2=template&&JSON.stringify([state.groupKey(),state.now(),state.values()]);if(asked2&&asked2===drawn)
return;drawn=asked2??"";if(!template){if(!drawing.shown)swap([model.get("_first")],false);if(!frames.fits)load(state.groupKey());
return}swap(template,true);for(const control of controls)control.update();for(const button of viewButtons)button.setAttribute(
"aria-pressed",String(button.value===state.view))}async function load(key){const group2=await frames.fetched(key);root.removeAttribute(
"aria-busy");if(!group2||key!==state.groupKey())return;frames.hold(key,group2);draw()}function widen(){frames.key=drawn=
"";draw()}async function choose(view){const key=state.groupKey({view});const group2=await frames.fetched(key);if(!group2)
return;frames.hold(key,group2);say("");change({view})}function swap(pieces,moving){const before=places(drawing.marks);const values=state.
values();if(!drawing.show(pieces,values))return;requestAnimationFrame(()=>drawing.keepHeight());player.restart();const{svg,
marks}=drawing;call.textContent=svg.dataset.call??"";summary.textContent=svg.dataset.summary??"";for(const mark of marks.
values()){mark.classList.remove("waits");write(mark,termsOf(mark),values)}if(moving)move(before,marks,svg);pointing.again()}
for(const[name,value]of Object.entries({tabindex:0,role:"application","aria-roledescription":words.picture,"aria-label":words.
keys}))drawing.stage.setAttribute(name,`${value}`);const names=model.get("_views");const viewButtons=names.map(view=>make(
"button",{type:"button",value:view,onclick:()=>choose(view)},words[view]));const views={class:"tc-views",role:"group","a\
ria-label":words.view};const summary=make("p",{class:"tc-hidden","aria-live":"polite"});const call=make("code",{class:"t\
c-call",lang:"en"});const root=make("div",{class:"tc-figure",role:"group",lang:model.get("_language"),"aria-label":words.
figure,"aria-busy":"true"},make("div",{...views,hidden:names.length<2},...viewButtons),drawing.stage,sentence,make("div",
{class:"tc-sliders"},...controls.map(({label})=>label)),message.element,player.element,make("div",{class:"tc-foot"},call,
copyButton(call,words,say),downloadButton(drawing,words)),summary);root.addEventListener("keydown",event=>event.stopPropagation());
root.addEventListener("focusin",({target})=>target.setAttribute("data-lm-suppress-shortcuts",""));el.replaceChildren(root);
const watched=[...state.parameters,...state.vectors,"view"].map(name=>`change:${name}`);for(const event of watched)model.
on(event,draw);model.on("change:_reach",widen);const forget=followTheme(root);draw();for(const control of controls)control.
update();return()=>{player.stop();forget();for(const event of watched)model.off?.(event,draw);model.off?.("change:_reach",
widen)}}function host(state){const listeners=new Map;return{get:name=>state[name],set(name,value){state[name]=value;for(const listener of[
...listeners.get(`change:${name}`)??[]])listener()},on(event,listener){listeners.set(event,(listeners.get(event)??new Set).
add(listener))},off:(event,listener)=>listeners.get(event)?.delete(listener)}}function start(){for(const el of document.querySelectorAll("[data-tc-figure]")){const state=el.nextElementSibling?.textContent??
"{}";render({model:host(JSON.parse(state)),el})}}return __toCommonJS(index_exports);})();
