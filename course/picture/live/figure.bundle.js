/* Made of js/ by npm run bundle. */
"use strict";var liveFigure=(()=>{var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __hasOwnProp=Object.prototype.hasOwnProperty;var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:true})};var __copyProps=(to,from,except,desc)=>{
if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}
return to};var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);var index_exports={};__export(index_exports,{deliver:()=>deliver,render:()=>render,start:()=>start,whole:()=>whole});function*scrollersOf(element){for(let up=parentOf(element);up;up=parentOf(up))yield up}var parentOf=element=>element.parentElement??
element.getRootNode().host??null;var placeOf=element=>[...scrollersOf(element)].reduce((place,{scrollTop})=>place+scrollTop,
element.getBoundingClientRect().top);function staying(control,root,draw){const before=control&&placeOf(control);draw();if(!control||
before===void 0)return;requestAnimationFrame(()=>{if(!control.isConnected)return;const wanted=root.getBoundingClientRect().
top-(placeOf(control)-before);const missing=()=>root.getBoundingClientRect().top-wanted;const scroll=()=>{for(const scroller of scrollersOf(
root))if(Math.abs(missing())>=.5)scroller.scrollBy({top:missing(),behavior:"instant"})};scroll();if(missing()<.5)return;
const padding=parseFloat(getComputedStyle(root).paddingBottom);const below=Math.max(0,innerHeight-root.getBoundingClientRect().
bottom);root.style.paddingBottom=`${Math.ceil(padding+missing()+below)}px`;scroll()})}function lastTouched(root){let touched;
for(const event of["pointerdown","focusin"])root.addEventListener(event,({target})=>{const element=target;touched=element.
closest(".tc-says")??element});return()=>touched}function make(tag,attributes={},...children){const element=document.createElement(tag);for(const[name,value]of Object.entries(
attributes)){if(typeof value==="function")element.addEventListener(name.slice(2),value);else if(value!==false&&value!=null)
element.setAttribute(name,value===true?"":`${value}`)}element.append(...children);return element}function focused(node){
return node.getRootNode().activeElement??null}function keepKeys(root){root.addEventListener("keydown",event=>event.stopPropagation());
root.addEventListener("focusin",({target})=>target.setAttribute("data-lm-suppress-shortcuts",""))}function rounded(value,digits){const[mantissa,power]=value.toExponential(digits-1).split("e").map(Number);const plain=power>=
-4&&power<digits;const text=plain?`${Number(`${mantissa}e${power}`)}`:`${mantissa}e${power}`;return text.replaceAll("-",
"\u2212")}var number=value=>written(value,4);function written(value,digits){if(Number.isNaN(value))return"nan";if(!Number.
isFinite(value))return value>0?"\u221E":"\u2212\u221E";if(Number.isInteger(value)&&Math.abs(value)<1e6)return`${value}`.
replace("-","\u2212");return rounded(value,digits)}function short(value){const text=number(value);return text.length<=6?text:rounded(value,2)}function product(term,values){
return term.split("*").reduce((result,name)=>result*(values[name]??Number(name)),1)}function sum(terms,values){return terms.
reduceRight((result,term)=>result+product(term,values),0)}function factors(term,values){const told=term.split("*").map(name=>number(
values[name]));return told.map(text=>text.startsWith("\u2212")?`(${text})`:text).join("\xB7")}function parts(terms,newest,values){
const before=terms.filter(term=>!newest.has(term));const added=terms.filter(term=>newest.has(term)).map(term=>sum([term],
values));return before.length?[sum(before,values),...added]:added}function joined(numbers3,written2){return numbers3.map(
written2).reduce((all,one)=>all+(one.startsWith("\u2212")?one:`+${one}`))}function evaluate(expression,values){return expression.
split("+").reduce((result,term)=>result+product(term,values),0)}function fill(template,values){return template.replace(/\{([^}!=]+)(!?)\}/g,
(_,expression,small)=>(small?short:number)(evaluate(expression,values)))}var[LEAST,USUAL]=[10,11];var[EDGE,AIR]=[18,16];var calls=new WeakMap;function longestCall(group2){const known=calls.get(
group2);if(known!==void 0)return known;const told=group2.parts.map(part=>part.match(/^ role="img".* data-call="([^"]*)"/)?.[1]??
"");const longest=told.reduce((one,other)=>one.length<other.length?other:one,"");calls.set(group2,longest);return longest}
function shift(low,high,start2,end){return low<start2?low-start2:Math.max(0,Math.min(high-end,low-start2))}function fit(label,room){
const largest=Number(label.dataset.label);label.removeAttribute("textLength");label.setAttribute("font-size",`${largest}`);
const wide=label.getComputedTextLength();if(wide<=.9*room)return;label.setAttribute("font-size",`${Math.max(LEAST,largest*
Math.min(1,room/wide))}`);label.setAttribute("lengthAdjust","spacingAndGlyphs");label.setAttribute("textLength",`${Math.
min(wide,room)}`)}var Room=class{constructor(drawing){this.drawing=drawing;this.height=0;this.smallest=USUAL;this.told=make(
"code");this.call=make("div",{class:"tc-call",lang:"en"},this.told)}follow(group2){const{stage,svg}=this.drawing;stage.style.
setProperty("--tc-wide",`${svg.getAttribute("width")}px`);this.told.textContent=svg.dataset.call??"";const longest=longestCall(
group2);if(longest.length>=(this.call.dataset.longest??"").length)this.call.dataset.longest=longest}settle(growing=false){
const{stage,svg,body}=this.drawing;const drawn=body??svg.lastElementChild;const left=Number(drawn?.getAttribute("transfo\
rm")?.match(/[\d.]+/)?.[0]??0);for(const label of svg.querySelectorAll("[data-label]"))fit(label,left-EDGE);const texts=svg.
querySelectorAll(":not([aria-hidden]) > text[font-size]");const sizes=[...texts].map(text=>Number(text.getAttribute("fon\
t-size")));const smallest=Math.min(USUAL,...sizes);this.smallest=growing?Math.min(this.smallest,smallest):smallest;const scale=LEAST/
this.smallest;const wide=Number(svg.getAttribute("width"));stage.style.setProperty("--tc-least",`${Math.ceil(wide*scale)}\
px`);this.height=Math.max(this.height,svg.getBoundingClientRect().height);stage.style.setProperty("--tc-tall",`${Math.ceil(
this.height)}px`)}reveal(marks){if(!marks.length)return;const{stage}=this.drawing;const boxes=marks.map(mark=>mark.getBoundingClientRect());
const frame=stage.getBoundingClientRect();const least=edge=>Math.min(...boxes.map(edge))-AIR;const most=edge=>Math.max(...boxes.
map(edge))+AIR;const[left,right]=[least(box=>box.left),most(box=>box.right)];const[top,bottom]=[least(box=>box.top),most(
box=>box.bottom)];stage.scrollLeft+=shift(left,right,frame.left,frame.left+stage.clientWidth);stage.scrollTop+=shift(top,
bottom,frame.top,frame.top+stage.clientHeight)}};var MOTION=280;var LEAST2=10;function positionOf(mark){const[x,y]=(mark.getAttribute("transform")?.match(/-?[\d.]+/g)??[]).
map(Number);return[x,y]}function termsOf(mark){return mark.dataset.terms?mark.dataset.terms.split(" "):[]}function bearers(marks,kinds){
const found=new Map;for(const kind of kinds)for(const[id,mark]of marks)if(id[0]===kind)for(const term of termsOf(mark))found.
set(term,mark);return found}function write(mark,terms,values,newest=new Set){const text=mark.querySelector("text");const[
largest,room]=(text.dataset.fit??"").split(" ").map(Number);if(text.textContent==="{=}")text.dataset.sum="";let letters2=2;
if("sum"in text.dataset){const blank=!terms.length&&mark.dataset.terms;text.textContent=blank?"":short(sum(terms,values));
const comes=terms.some(term=>newest.has(term));const told=comes?joined(parts(terms,newest,values),short):text.textContent;
if(told!==text.textContent&&room/told.length>=LEAST2){text.textContent=told;letters2=Math.min(told.length+1,room/LEAST2)}}
for(const area of mark.querySelectorAll("[data-of]"))area.style.fillOpacity=terms.some(term=>term.startsWith(`${area.dataset.
of}*`))?"":"0";const size=Math.min(largest,room/Math.max((text.textContent??"").length,letters2));text.setAttribute("fon\
t-size",`${size}`)}function neighbour(marks,id,key){const[x,y]=positionOf(marks.get(id));const sideways=key==="ArrowLeft"||
key==="ArrowRight";const sign=key==="ArrowLeft"||key==="ArrowUp"?-1:1;let[nearest2,best]=[Infinity,id];for(const[other,mark]of marks){
const[left,top]=positionOf(mark);const[dx,dy]=[left-x,top-y];const ahead=(sideways?dx:dy)*sign;const aside=Math.abs(sideways?
dy:dx);if(ahead<4||sideways&&aside>4)continue;const distance=sideways?ahead:ahead+aside/1e3;if(distance<nearest2)[nearest2,
best]=[distance,other]}return best}function places(marks){const left=leftOf(marks);return new Map([...marks].map(([id,mark])=>{
const[x,y]=positionOf(mark);return[id,{place:[x+left,y],mark}]}))}function leftOf(marks){const[mark]=marks.values();return mark?
positionOf(mark.parentElement)[0]??0:0}function travel(mark,from,timing,to=positionOf(mark)){if(!from)return mark.animate(
[{opacity:0},{opacity:1}],timing);const places2=[from,to].map(([x,y])=>`translate(${x}px, ${y}px)`);if(places2[0]===places2[1])
return null;return mark.animate(places2.map(transform=>({transform})),timing)}function copy(mark,told){const made=mark.cloneNode(
true);inert(made);made.querySelector("text").textContent=told;mark.parentElement?.append(made);return made}function inert(mark){
mark.removeAttribute("data-id");mark.removeAttribute("data-edit");mark.setAttribute("aria-hidden","true");mark.style.pointerEvents=
"none"}var isStill=svg=>matchMedia("(prefers-reduced-motion: reduce)").matches||!("animate"in svg);function move(before,marks,svg){
if(isStill(svg))return;const timing={duration:MOTION,easing:"ease-out"};const gone=new Map(before);const left=leftOf(marks);
for(const[id,mark]of marks){const place=before.get(id)?.place;gone.delete(id);travel(mark,place&&[place[0]-left,place[1]],
timing)}for(const{mark:ghost}of gone.values()){inert(ghost);svg.lastElementChild?.append(ghost);const remove=()=>ghost.remove();
ghost.animate([{opacity:1},{opacity:0}],timing).finished.then(remove,remove)}}function said(sentence,values){return sentence.replace(/\{(\w+)\}/g,(_,name)=>`${values[name]}`)}var INNERMOST=/\ue000([^\ue000\ue002]*)\ue002/g;
function spoken(text,sentences,quote=sentence=>sentence){const told=text.replace(INNERMOST,(whole2,inside)=>{const[key,...given]=inside.
split("\uE001");return Object.hasOwn(sentences,key)?said(quote(sentences[key]),given):whole2});return told===text?told:spoken(
told,sentences,quote)}var kindOf=mark=>(mark.dataset.id??"")[0];var isCut=(mark,marks)=>kindOf(mark)==="s"&&!marks.has(`\
y${mark.dataset.id?.slice(1)}`);var spelled=(terms,written2)=>terms.map(term=>term.split("*").map(written2).join("\xB7")).
join(" + ");function tell(mark,state,marks){const{words}=state;const now=state.values();const terms=termsOf(mark);const{
name,edit}=mark.dataset;if(edit&&name)return`${name} = ${number(now[edit])}`;if(!terms.length&&!name)return words[`nothi\
ng_${kindOf(mark)}`];const numbers3=terms.map(term=>factors(term,now)).join(" + ");const symbols=spelled(terms,variable=>state.
nameOf(variable));const written2=[name,symbols,numbers3,number(sum(terms,now))].filter(Boolean).join(" = ");const told={
sum:terms.length?written2:said(words.nothing,{name}),name:""};if(isCut(mark,marks))return said(words.cut,told);if(mark.querySelector(
'[data-look="back"]'))return said(words.given_back,told);const early=!!mark.querySelector('[data-look="early"]');if(!name)
return landing(terms[0],told,early,words,marks);return early?said(words.early,told):told.sum}function landing(term,told,early,words,marks){
const sums=[...marks.values()].filter(mark=>"sy".includes(kindOf(mark))&&termsOf(mark).includes(term));const kept=sums.find(
mark=>!isCut(mark,marks));const name=(kept??sums[0])?.dataset.name??"";const lands=early?words.lands_early:words.lands;return said(
kept?lands:name?words.lands_cut:words.cut,{...told,name})}var FEW=3;function heard(mark,state,marks){const{words,view}=state;
const kind=kindOf(mark);const[term]=termsOf(mark);const[one,other]=term?term.split("*").map(name=>state.nameOf(name)):[];
const row=said(words[`row_${kind}_${view}`]??words[`row_${kind}`],{one,other});const lit=litBeside(mark,state,marks);return said(
lit?words.heard_lit:words.heard,{row,sum:tell(mark,state,marks),lit})}function litBeside(mark,state,marks){const kinds=new Map;
for(const other of marks.values()){if(!other.classList.contains("lit")||other===mark)continue;const name=other.dataset.name??
spelled(termsOf(other),one2=>state.nameOf(one2));if(name===mark.dataset.name)continue;if(!kinds.has(name)||kindOf(other)===
"y")kinds.set(name,kindOf(other))}const names={};for(const[name,kind]of kinds)(names[kind]??=[]).push(name);const told=Object.
entries(names).flatMap(([kind,some])=>some.length>(kind==="p"?1:FEW)?[said(state.words[`many_${kind}`],{count:some.length})]:
some);const last=told.pop()??"";const one=told.reduce((row,next)=>row&&said(state.words.row,{one:row,other:next})||next,
"");return one&&said(state.words.and,{one,other:last})||last}var escaped=text=>text.replace(/[&<>"]/g,letter=>`&#${letter.charCodeAt(0)};`);function consistsOf(template,asRows){const firsts=new Set(
template.match(/(?<=data-id="x)\d+(?=")/g));const sums=template.matchAll(/data-id="[sy][^"]*" data-terms="([^"]*)" data-name="([^"]*)"/g);
const told=Array.from(sums,([,terms,name])=>{const products=terms.replaceAll(/([a-z])(\d+)/g,"$1[$2]").replaceAll("*","\xB7");
const second=Object.fromEntries(terms.split(" ").map(term=>term.slice(1).split("*")));const row=[...firsts].map(first=>first in
second?`{${second[first]}}`:"0");return`${name} = ${asRows?`[${row.join(", ")}]`:products.replaceAll(" "," + ")||0}`});return told.
join("; ")}var Drawing=class{constructor(){this.stage=make("div",{class:"tc-stage"});this.shown="";this.marks=new Map;this.
body=null;this.parts=new Map;this.room=new Room(this);this.id=`live${crypto.getRandomValues(new Uint32Array(1))[0]}-`}get svg(){
return this.stage.firstElementChild}show(pieces2,values,sentences){const summary=pieces2[0].match(/data-summary="([^"]*)"/)?.[1]??
"";const template=pieces2.join("\n").replaceAll("LIVE-",this.id);const whole2=template.replace("{summary}",()=>summary).
replace(/\{(sums|rows)\}/,(_,name)=>consistsOf(template,name==="rows"));const filled=fill(spoken(whole2,sentences,escaped),
values);if(filled===this.shown)return false;this.shown=filled;const[opening,...rest]=filled.split("\n");const closing=rest.
pop()??"";this.draw(opening,closing,this.planned(rest));const marks=this.svg.querySelectorAll("[data-id]");this.marks=new Map(
[...marks].map(mark=>[mark.dataset.id??"",mark]));return true}planned(pieces2){const plan=[];for(let n=0;n<pieces2.length;n+=
1){const[start2,place]=pieces2[n].match(/^<g transform="([^"]*)"/)??["<g"];const part=place?pieces2[n].slice(start2.length)+
pieces2[++n]:`>${pieces2[n]}</g>`;const kept=this.parts.get(part)?.pop();if(kept&&place)kept.setAttribute("transform",place);
plan.push({part,fresh:start2+part,kept})}return plan}draw(opening,closing,plan){const fresh=plan.map(one=>one.kept?"":one.
fresh).join("");const holder=make("div");holder.innerHTML=opening+fresh+closing;const drawn=holder.firstElementChild;if(!plan.
length)return this.stage.replaceChildren(drawn);const body=drawn.lastElementChild;const made=[...body.children].values();
const dropped=[...this.parts.values()].flat();this.parts=new Map;const elements=plan.map(({part,kept})=>{const element=kept??
made.next().value;const alike=this.parts.get(part);if(alike)alike.push(element);else this.parts.set(part,[element]);return element});
if(!this.body){this.body=body;body.replaceChildren(...elements);return this.stage.replaceChildren(drawn)}this.patchFrame(
drawn,this.body);for(const element of dropped)element.remove();let next=this.body.firstElementChild;for(const element of elements){
if(element===next)next=next.nextElementSibling;else this.body.insertBefore(element,next)}}patchFrame(drawn,body){const{svg}=this;
const fresh=drawn.lastElementChild;body.removeAttribute("transform");for(const[from,to]of[[drawn,svg],[fresh,body]])for(const{
name,value}of from.attributes)if(to.getAttribute(name)!==value)to.setAttribute(name,value);while(svg.firstElementChild&&
svg.firstElementChild!==body)svg.firstElementChild.remove();fresh.remove();body.before(...drawn.children)}};var Editing=class{constructor(drawing,state,change,say){this.drawing=drawing;this.state=state;this.change=change;this.say=
say;this.close=null;this.kept={};this.done=()=>{}}get open(){return this.close!==null}edit(id,typed){const{stage,marks}=this.
drawing;const mark=marks.get(id);const variable=mark.dataset.edit??"";const[,name,index]=variable.match(/^([a-z]+)(\d+)$/)??
[];const label=this.state.nameOf(variable);const close=keep=>{if(this.close!==close)return;this.close=null;field.remove();
delete this.kept[variable];if(!keep)this.say("");else if(!this.keep(name,Number(index),field.value,label))this.kept[variable]=
field.value.trim();this.done(id)};const field=make("input",{class:"tc-edit",value:typed??(this.kept[variable]||this.state.
vector(name)[Number(index)]),"aria-label":label,onblur:()=>close(true),onkeydown:event=>{if(event.key==="Enter")close(true);
if(event.key==="Escape")close(false);if(event.key==="Enter"||event.key==="Escape")stage.focus({preventScroll:true})}});this.
place(field,mark);stage.append(field);this.close=close;field.focus();if(typed===void 0)field.select();else field.setSelectionRange(
typed.length,typed.length)}keep(name,index,text,label){const plain=text.normalize("NFKC").trim().replace("\u2212","-");const value=Number(
plain);const vector=this.state.vector(name);const{not_a_number:bad,emptied}=this.state.words;const fits=plain!==""&&Number.
isFinite(value);const told={text,name:label,value:number(vector[index])};this.say(fits?"":said(plain?bad:emptied,told));
if(fits)this.change({[name]:vector.map((old,n)=>n===index?value:old)});return fits}place(field,mark){const{stage}=this.drawing;
const box=mark.querySelector("rect").getBoundingClientRect();const frame=stage.getBoundingClientRect();const scale=frame.
width/stage.offsetWidth||1;Object.assign(field.style,{left:`${(box.left-frame.left)/scale+stage.scrollLeft}px`,top:`${(box.
top-frame.top)/scale+stage.scrollTop}px`,width:`${Math.max(box.width/scale,64)}px`,height:`${box.height/scale}px`})}};var LONGEST=2e3;var NUMBER=/^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;function address(state,figure=1){const vectors=state.vectors.
map(name=>[name,state.rows(name).join(";")]);const parts2=[...vectors,...Object.entries(state.now()),["view",state.view]];
if(figure>1)parts2.unshift(["figure",figure]);return parts2.map(([name,value])=>`${name}=${value}`).join("&")}var isState=hash=>hash.
includes("=");function read(hash,known){const text=hash.replace(/^#/,"");if(text.length>LONGEST)return`${text.slice(0,20)}\
\u2026`;const found={figure:1,vectors:{},parameters:{},view:void 0};for(const part of text.split("&").filter(Boolean)){const[
name,...rest]=part.split("=");const value=decoded(rest.join("="));const rows=value.split(";").map(numbers);const one=rows.
length===1&&rows[0].length===1?rows[0][0]:NaN;if(name==="view"&&known.views.includes(value))found.view=value;else if(name===
"figure"&&one>=1&&Number.isInteger(one))found.figure=one;else if(known.parameters.includes(name)&&Number.isInteger(one))
found.parameters[name]=one;else if(known.vectors.includes(name)&&rows.every(row=>isRow(row,rows[0].length)))found.vectors[name]=
rows;else return part.length>40?`${part.slice(0,40)}\u2026`:part}return found}function decoded(text){try{return decodeURIComponent(
text)}catch{return text}}function numbers(text){const parts2=text.split(",").map(one=>one.trim().replace("\u2212","-"));
return parts2.map(one=>one.length<=30&&NUMBER.test(one)?Number(one):NaN)}var isRow=(row,length)=>row.length===length&&row.
every(Number.isFinite);function copyButton(label,text,saying,remark=""){const{words}=saying;const onclick=async()=>{const told=text();try{await navigator.
clipboard.writeText(told);button.style.minWidth=`${button.offsetWidth}px`;button.textContent=words.copied;setTimeout(()=>button.
textContent=label,1500);saying.speak(words.copied);saying.say(remark)}catch{const field=make("textarea",{readonly:true,rows:told.
split("\n").length});field.value=told;saying.say(remark||words.by_hand);saying.message.append(make("label",{class:"tc-co\
py"},field));field.setAttribute("aria-label",words.by_hand);field.select()}};const button=make("button",{type:"button",onclick},
label);return button}function code(state,name,call=""){const listed=vector=>{const rows=state.rows(vector).map(row=>`[${row.
join(", ")}]`);return state.shapes[vector]?`[${rows.join(", ")}]`:rows[0]};const vectors=Object.fromEntries(state.vectors.
map(vector=>[vector,listed(vector)]));const parameters=Object.entries(state.now()).map(([one,value])=>`${one}=${value}`);
const values={call,view:state.view,parameters:parameters.join(", "),...vectors};return said(state.model.get("_code")[name],
values)}function picture(drawing){const svg=drawing.svg.cloneNode(true);for(const pen of svg.querySelectorAll("[data-pen\
]"))pen.remove();for(const element of[svg,...svg.querySelectorAll("*")])for(const{name}of[...element.attributes])if(name.
startsWith("data-")||name==="class")element.removeAttribute(name);return svg}var file=svg=>new Blob([new XMLSerializer().
serializeToString(svg)],{type:SVG});var SVG="image/svg+xml";function save(blob,ending){const href=URL.createObjectURL(blob);
make("a",{href,download:`transposed_convolution.${ending}`}).click();URL.revokeObjectURL(href)}async function letters(){
const sheets=[...document.styleSheets].flatMap(sheet=>{try{return[...sheet.cssRules]}catch{return[]}});const faces=sheets.
filter(rule=>rule instanceof CSSFontFaceRule).map(async rule=>{const[whole2,address2]=rule.cssText.match(/url\("([^"]+)"\)/)??
[];const url=new URL(address2??"",document.baseURI);if(url.protocol==="file:")return"";const bytes=await(await fetch(url)).
blob();const reader=new FileReader;const read3=new Promise(resolve=>reader.onload=()=>resolve(reader.result));reader.readAsDataURL(
bytes);return rule.cssText.replace(whole2??"",`url("${await read3}")`)});const read2=await Promise.allSettled(faces);return read2.
map(one=>one.status==="fulfilled"?one.value:"").join("\n")}async function saveAsPng(drawing){const svg=picture(drawing);
const style=document.createElementNS(svg.namespaceURI,"style");const own=[["sans-serif","Course Sans"],["monospace","Cou\
rse Mono"]];const rules=own.map(([kind,name])=>`g[font-family*="${kind}"] { font-family: "${name}", ${kind} }`);style.textContent=
`${await letters()}
${rules.join("\n")}`;svg.prepend(style);const image=new Image;image.src=URL.createObjectURL(file(svg));await image.decode();
const canvas=make("canvas",{width:2*image.width,height:2*image.height});canvas.getContext("2d")?.drawImage(image,0,0,canvas.
width,canvas.height);URL.revokeObjectURL(image.src);canvas.toBlob(blob=>blob&&save(blob,"png"))}function takeAway(drawing,state,saying,pages,reset){
const{words}=state;const call=()=>code(state,"torch",drawing.svg.dataset.call);const here=()=>pages.link+address(state);
const frame=()=>{const height=Math.ceil(drawing.stage.parentElement?.offsetHeight??0)+32;const looks=`title="${words.figure}\
" width="100%" height="${height}" style="border: 0"`;const shown=(pages.embed+address(state)).replaceAll("&","&amp;");return`\
<iframe src="${shown}" ${looks}></iframe>`};const links=pages.link?[copyButton(words.link,here,saying),copyButton(words.
embed,frame,saying)]:[copyButton(words.link,()=>code(state,"course"),saying,words.no_site)];const others=[[words.svg,()=>save(
file(picture(drawing)),"svg")],[words.png,()=>saveAsPng(drawing)],[words.reset,reset]];return make("div",{class:"tc-take"},
copyButton(words.copy,call,saying),...links,...others.map(([label,onclick])=>make("button",{type:"button",onclick},label)))}var waiting=new Map;function deliver(key,data2){waiting.get(key)?.(data2)}function beside(folder,key){return new Promise(
(resolve,reject)=>{const script=make("script",{src:`${folder}${key.replaceAll("/","-")}.js`});const finish=then=>{waiting.
delete(key);script.remove();then()};waiting.set(key,data2=>finish(()=>resolve(fromBase85(data2))));script.addEventListener(
"error",()=>finish(()=>reject(new Error(key))));document.head.append(script)})}var DIGITS="0123456789ABCDEFGHIJKLMNOPQRS\
TUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";function fromBase85(text){const digit=new Uint8Array(128);[...DIGITS].
forEach((letter,n)=>digit[letter.charCodeAt(0)]=n);const padding=(5-text.length%5)%5;const whole2=text+"~".repeat(padding);
const bytes=new DataView(new ArrayBuffer(whole2.length/5*4));for(let n=0;n<whole2.length;n+=5){let value=0;for(let i=0;i<
5;i+=1)value=value*85+digit[whole2.charCodeAt(n+i)];bytes.setUint32(n/5*4,value)}return new Uint8Array(bytes.buffer,0,bytes.
byteLength-padding)}var NO_ANSWER="no answer";var groupsOf=new WeakMap;var FILES={};async function unpack(bytes){const{writable,readable}=new DecompressionStream(
"gzip");const writer=writable.getWriter();const written2=writer.write(bytes).then(()=>writer.close());written2.catch(()=>{});
const[reader,decoder]=[readable.getReader(),new TextDecoder];let text="";for(let chunk=await reader.read();!chunk.done;chunk=
await reader.read())text+=decoder.decode(chunk.value,{stream:true});await written2;const{frames,drawn,...group2}=JSON.parse(
text);const places2=frames.map((key,n)=>[key,n]);const of=n=>drawn.map(entries=>entries[n]);return{...group2,frames:Object.
fromEntries(places2.map(([key,n])=>[key,of(n)]))}}function fromBase64(text){return Uint8Array.from(atob(text),letter=>letter.
charCodeAt(0))}function asked(model,key,patience){return new Promise((resolve,reject)=>{const finish=then=>{clearTimeout(
timer);model.off?.("msg:custom",answer);then()};const timer=setTimeout(()=>finish(()=>reject(new Error(NO_ANSWER))),patience);
const answer=(content,buffers)=>{if(content.frames===key)finish(()=>resolve(unpack(buffers[0])));if(content.refused===key)
finish(()=>reject(new Error(content.why)))};model.on("msg:custom",answer);try{if(!model.send)throw new Error(NO_ANSWER);
model.send({want:key})}catch{finish(()=>reject(new Error(NO_ANSWER)))}})}function group(model,key,patience=8e3){const[stored,
folder]=[model.get("_frames")?.[key],model.get("_beside")];const owner=folder?FILES:model;const groups=groupsOf.get(owner)??
new Map;groupsOf.set(owner,groups);const slot=folder?folder+key:`${key} ${JSON.stringify(model.get("_reach"))}`;if(!groups.
has(slot)){const promise=stored?unpack(fromBase64(stored)):folder?beside(folder,key).then(unpack):asked(model,key,patience);
promise.catch(()=>groups.delete(slot));groups.set(slot,promise)}return groups.get(slot)}function numbers2(letters2){let last=0;
return Array.from(letters2,letter=>{const code2=letter.charCodeAt(0)-32;last+=code2%2?-(code2+1)/2:code2/2;return last})}
function pieces(group2,[one,two,three,four,x,y]){const[parts2,marks,columns,rows]=[one,two,three,four].map(numbers2);const drawn=[];
let n=0;for(let i=0;i<parts2.length;i+=1){const mark=group2.marks[marks[i]];if(mark){drawn.push(`<g transform="translate\
(${x[columns[n]]} ${y[rows[n]]})"${mark}`);n+=1}drawn.push(group2.parts[parts2[i]])}return[drawn.slice(0,3).join(""),...drawn.
slice(3)]}var Frames=class{constructor(state,say){this.state=state;this.say=say;this.key="";this.group={parts:[],marks:[],
frames:{},stops:{}}}get fits(){return this.key===this.state.groupKey()}drawing(){const frame=this.fits&&this.group.frames[this.
state.key()];return frame?pieces(this.group,frame):null}hold(key,group2){[this.key,this.group]=[key,group2]}async fetched(key){
try{return await group(this.state.model,key)}catch(error){const{message}=error;this.say(message===NO_ANSWER?this.state.words.
no_kernel:message);return null}}};var Narration=class{constructor(drawing,state,saying){this.drawing=drawing;this.state=state;this.saying=saying;this.description=
make("p",{class:"tc-hidden",id:`${drawing.id}description`});this.keys=make("p",{hidden:true,id:`${drawing.id}keys`},state.
words.keys);this.opening="";this.view=state.view;this.told=this.all();for(const[name,value]of Object.entries({tabindex:0,
role:"application","aria-roledescription":state.words.picture,"aria-describedby":this.keys.id}))drawing.stage.setAttribute(
name,`${value}`)}all(){return JSON.stringify(this.state.all())}follow(){const{drawing,state,saying}=this;const{words,view}=state;
this.description.textContent=drawing.svg.getAttribute("aria-label");drawing.stage.setAttribute("aria-label",said(words.stage,
{view:words[view]}));if(this.opening)saying.speak(this.opening);this.opening="";const told=this.all();if(told!==this.told){
if(view!==this.view)saying.speak(words[`reading_${view}`],"view");saying.speak(drawing.svg.dataset.summary??"","result")}
[this.told,this.view]=[told,view]}};function ride({svg,marks},mark){const rider=svg?.querySelector("[data-rides]");const home=marks.get(rider?.dataset.rides??
"");if(!rider||!home)return;const there=mark?.dataset.id?.[0]===home.dataset.id?.[0]?mark:home;const[[x,y],[left,top]]=[
positionOf(there),positionOf(home)];rider.setAttribute("transform",`translate(${x-left} ${y-top})`);const told=svg.querySelector(
"[data-home]");if(told)told.style.visibility=there===home?"":"hidden"}var LISTED=3;var KINDS={stamps:"x",outputs:"sy"};function stepsOf(marks,order){const steps=new Map;for(const[id,mark]of marks)
if(KINDS[order].includes(id[0])&&mark.dataset.terms)steps.set(id.slice(1),mark);return[...steps.values()]}function stepSaid(mark,reached,marks,state){
const{name="",edit,terms}=mark.dataset;if(!edit||!terms)return tell(mark,state,marks);const{words}=state;const values=state.
values();const newest=termsOf(mark);const all=bearers(marks,"sy");const products=newest.slice(0,LISTED).map(term=>{const place=all.
get(term)?.dataset.name;return said(place?words.step_lands:words.step_lost,{product:factors(term,values),place})});if(newest.
length>LISTED)products.push("\u2026");const grown=[...new Set(newest.map(term=>all.get(term)))].flatMap(sumMark=>{const there=sumMark?
termsOf(sumMark).filter(term=>reached.has(term)):[];const added=parts(there,new Set(newest),values);if(!sumMark||added.length<
2)return[];return[`${sumMark.dataset.name} = ${joined(added,number)} = ${number(sum(there,values))}`]});if(grown.length>
LISTED-1)grown.splice(LISTED-1,Infinity,"\u2026");const stamp={name,value:number(values[edit]),products:products.join(",\
 ")};return[said(words.stamp,stamp),grown.join(", ")].filter(Boolean).join("; ")}function longestStep(longest,{words}){const[
place]=longest.split(" = ");const product2=said(words.step_lands,{product:"10\xB710",place});const products=[...Array(LISTED).
fill(product2),"\u2026"].join(", ");const stamp=said(words.stamp,{name:place,value:"10",products});const grown=[...Array(
LISTED-1).fill(`${place} = 100+100 = 200`),"\u2026"].join(", ");const told=[longest,`${stamp}; ${grown}`];return step(words,
10,10,told[1].length>told[0].length?told[1]:told[0])}function step(words,shown,steps,told=""){const count=said(words.step,
{step:shown,steps});return told?`${count}: ${told}`:count}var TRAVEL=500;var LETTER=60;var Player=class{constructor(drawing,state,saying){const{words}=state;this.drawing=drawing;
this.state=state;this.saying=saying;this.steps=[];this.time=null;this.timer=0;this.button=make("button",{type:"button",class:"\
tc-play",onclick:()=>this.play()},words.play);this.slider=make("input",{type:"range",min:0,step:1,"aria-label":words.moment,
oninput:()=>{this.stop();this.show(Number(this.slider.value))}});this.order=make("select",{"aria-label":words.order,onchange:()=>{
this.stop();this.read();this.show(0)}},make("option",{value:"stamps"},words.stamps),make("option",{value:"outputs"},words.
outputs));this.speed=make("select",{"aria-label":words.speed,onchange:()=>this.timer&&(this.stop(),this.play())},make("o\
ption",{value:4e3},words.slow),make("option",{value:2e3,selected:true},words.normal),make("option",{value:700},words.fast));
const back={type:"button","aria-label":words.back,onclick:()=>this.step(-1)};const forth={type:"button","aria-label":words.
forth,onclick:()=>this.step(1)};this.element=make("div",{class:"tc-player",role:"group","aria-label":words.moment},make(
"button",back,"\u2039"),this.button,make("button",forth,"\u203A"),this.slider,this.order,this.speed)}get stands(){return this.
time===null&&!this.timer}read(){this.steps=stepsOf(this.drawing.marks,this.order.value);this.slider.max=`${this.steps.length}`}restart(){
this.time=null;this.stop();this.read();this.stand(this.steps.length,step(this.state.words,this.steps.length,this.steps.length));
this.saying.keepRoom(longestStep(this.state.model.get("_longest")??"",this.state),"")}stand(shown,told){this.slider.value=
`${shown}`;this.slider.setAttribute("aria-valuetext",told)}show(wanted){const{steps,state}=this;this.time=wanted>=steps.
length?null:Math.max(0,wanted);const shown=this.time??steps.length;const reached=new Set(steps.slice(0,shown).flatMap(termsOf));
const all=this.time===null;const last=steps[shown-1];const newest=new Set(last&&!all?termsOf(last):[]);const values=state.
values();for(const mark of this.drawing.marks.values()){const terms=termsOf(mark).filter(term=>all||reached.has(term));const waits=mark.
dataset.terms&&!terms.length&&!mark.dataset.name;mark.classList.toggle("waits",Boolean(waits));mark.classList.toggle("li\
t",terms.some(term=>newest.has(term)));mark.classList.remove("dim");write(mark,terms,values,newest)}ride(this.drawing,all?
void 0:last);this.drawing.room.settle(true);this.drawing.room.reveal(this.newest());const told=last&&stepSaid(last,reached,
this.drawing.marks,state);const sentence=step(state.words,shown,steps.length,told);this.stand(shown,sentence);this.saying.
say("");this.saying.tell(sentence);return sentence}travel(){const{marks,svg}=this.drawing;const last=this.steps[(this.time??
this.steps.length)-1];if(!last||isStill(svg))return;const timing={duration:Math.min(TRAVEL,Number(this.speed.value)/2),easing:"\
ease-out"};const[inputs,products,places2]=["x","p","sy"].map(kinds=>bearers(marks,kinds));for(const term of termsOf(last)){
const[input,product2,place]=[inputs,products,places2].map(one=>one.get(term));const from=input&&!product2?.dataset.edit?
positionOf(input):void 0;if(product2)travel(product2,from,timing);else if(from&&input&&place){const ghost=copy(input,short(
sum([term],this.state.values())));travel(ghost,from,timing,positionOf(place))?.finished.then(()=>ghost.remove(),()=>ghost.
remove())}}}newest(){const lit=[...this.drawing.marks].filter(([,mark])=>mark.classList.contains("lit"));const products=lit.
filter(([id])=>id[0]==="p");return(products.length?products:lit).map(([,mark])=>mark)}stop(){clearInterval(this.timer);this.
timer=0;this.button.textContent=this.state.words.play}play(){if(this.timer)return this.stop();this.show(this.time??0);this.
button.textContent=this.state.words.pause;const pace=Number(this.speed.value);this.timer=setInterval(()=>{const told=this.
show((this.time??this.steps.length)+1);this.travel();if(this.time===null||told.length*LETTER<=pace)this.saying.speak(told);
if(this.time===null)this.stop()},pace)}step(by){this.stop();this.saying.speak(this.show((this.time??this.steps.length)+by));
if(by>0)this.travel()}};function markOf(event){const target=event.target;return target.closest("[data-id]")}var Pointing=class{constructor(drawing,state,player,editing,saying){
this.drawing=drawing;this.state=state;this.player=player;this.editing=editing;this.saying=saying;this.pinned=void 0;this.
current=void 0;this.finger=false;this.pencil=make("button",{type:"button",class:"tc-pencil",hidden:true,onclick:()=>editing.
edit(this.pinned??"")});saying.sentence.before(this.pencil);const{stage}=drawing;stage.addEventListener("pointerdown",({
pointerType})=>{this.finger=pointerType==="touch"});stage.addEventListener("focus",()=>{this.point(this.here());if(stage.
matches(":focus-visible")&&!saying.speaks)this.speak()});stage.addEventListener("blur",()=>this.leave());stage.addEventListener(
"pointerover",event=>{const mark=markOf(event);if(mark&&!player.timer&&!editing.open)this.light(mark)});stage.addEventListener(
"pointerout",event=>{if(player.stands&&markOf(event))this.lightPinned()});stage.addEventListener("click",event=>{const mark=markOf(
event);const id=mark?.dataset.id;if(id===void 0)return;this.point(id);if(this.finger&&mark?.dataset.edit&&this.pinned!==
id)this.pin(id);else this.choose(id)});stage.addEventListener("keydown",event=>{if(event.target===stage&&this.press(event.
key))event.preventDefault()})}get marks(){return this.drawing.marks}here(){const{current,marks}=this;return current!==void 0&&
marks.has(current)?current:marks.keys().next().value}again(){if(!this.marks.has(this.pinned??""))this.pinned=void 0;const{
stage}=this.drawing;if(focused(stage)===stage&&this.marks.has(this.current??""))this.point(this.current);else this.lightPinned()}leave(){
const{stage}=this.drawing;this.marks.get(this.current??"")?.classList.remove("current");if(!stage.contains(focused(stage)))
this.lightPinned()}lightPinned(){this.light(this.marks.get(this.pinned??""))}light(mark){const terms=new Set(mark?termsOf(
mark):[]);for(const other of this.marks.values()){const belongs=other===mark||termsOf(other).some(term=>terms.has(term));
other.classList.toggle("lit",Boolean(mark)&&belongs);other.classList.toggle("dim",Boolean(mark)&&!belongs)}ride(this.drawing,
mark);const{words}=this.state;const{edit,id}=mark?.dataset??{};this.pencil.hidden=!(this.finger&&edit&&id===this.pinned);
if(edit)this.pencil.textContent=said(words.change,{name:this.state.nameOf(edit)});const hint=matchMedia("(pointer: coars\
e)").matches?words.touch:words.hover;this.saying.tell(mark?tell(mark,this.state,this.marks):hint,!mark)}point(id){for(const mark2 of this.
marks.values())mark2.classList.remove("current");this.current=id;const mark=this.marks.get(id??"");if(!mark)return;mark.
classList.add("current");this.light(mark);this.drawing.room.reveal([mark])}speak(){const mark=this.marks.get(this.current??
"");if(mark)this.saying.speak(heard(mark,this.state,this.marks))}pin(id){const{saying,state,marks}=this;const mark=marks.
get(id??this.pinned??"");if(mark){const sum2=tell(mark,state,marks);saying.speak(said(id===void 0?state.words.freed:state.
words.pinned,{sum:sum2}))}this.pinned=id;this.lightPinned()}choose(id){if(this.marks.get(id)?.dataset.edit)return this.editing.
edit(id);this.pin(this.pinned===id?void 0:id)}press(key){const{current,marks}=this;if(current===void 0||!marks.has(current))
return false;if(key.startsWith("Arrow")){this.point(neighbour(marks,current,key));this.speak()}else if(key==="Escape")this.
pin(void 0);else if(key==="Enter"||key===" ")this.choose(current);else if(marks.get(current)?.dataset.edit&&/^[-−\d.]$/.
test(key))this.editing.edit(current,key);else return false;return true}};var Saying=class{constructor(words){this.words=words;this.sentence=make("p",{class:"tc-sentence"});this.message=make("di\
v",{class:"tc-message"});this.longest=["tc-room tc-sum","tc-room"].map(kind=>make("p",{class:kind,"aria-hidden":"true"}));
this.element=make("div",{class:"tc-says"},...this.longest,make("div",{class:"tc-said"},this.sentence,this.message));this.
voice=make("p",{class:"tc-hidden",role:"status"});this.utterance=new Map}tell(text,quiet=false){this.sentence.textContent=
text;this.sentence.classList.toggle("quiet",quiet)}say(text,exactly="",offer){if(text)this.speak(text);this.message.replaceChildren(
text);if(offer){const{text:label,take:onclick}=offer;this.message.append(" ",make("button",{type:"button",onclick},label))}
if(!exactly)return;const summary=make("summary",{},this.words.torch_says);this.message.append(make("details",{},summary,
make("code",{lang:"en"},exactly)))}speak(text,about=text){if(!this.speaks)queueMicrotask(()=>{const told=[...this.utterance.
values()].join(" ");this.utterance.clear();this.voice.textContent=told===this.voice.textContent?`${told}\xA0`:told});this.
utterance.set(about,text)}get speaks(){return this.utterance.size>0}keepRoom(sentence,message){[sentence,message].forEach(
(text,kind)=>{const room=this.longest[kind];if(text.length>(room.textContent??"").length)room.textContent=text})}};function slider(text,ends,get,set){const shown=make("span",{class:"tc-value","aria-hidden":"true"});const input=make("in\
put",{type:"range",step:1,"aria-label":text,oninput:async()=>{await set(Number(input.value));update()}});const label=make(
"label",{class:"tc-slider"},make("span",{"aria-hidden":"true"},text),input,shown);let told="";const update=()=>{const[[least,
most],value]=[ends(),get()];if(told===`${[least,most,value,input.value]}`)return;[input.min,input.max,input.value]=[`${least}`,
`${most}`,`${value}`];shown.textContent=`${value}`;label.hidden=least===most;told=`${[least,most,value,input.value]}`};return{
label,update,get,focus:()=>input.focus()}}function towards(now,wanted,legal){const sign=Math.sign(wanted-now);let value=now;
for(let next=now+sign;sign&&next!==wanted+sign;next+=sign)if(legal(next))value=next;return value}function mend(state,group2,wanted){
const ways=Object.entries(state.now()).flatMap(([name,now])=>{const[least,most]=state.reach()[name];const values=Array.from(
{length:most-least+1},(_,n)=>least+n);return name in wanted?[]:values.map(value=>[name,value,value-now])});const nearest2=ways.
sort(([,,a],[,,b])=>Math.abs(a)-Math.abs(b)||a-b);const way=nearest2.find(([name,value])=>Object.hasOwn(group2.frames,state.
key({...wanted,[name]:value})));return way&&[way[0],way[1]]}function longestStop({words,model},group2){const rules=Object.
values(group2.stops).map(([rule2])=>rule2);const longest=rules.reduce((one,other)=>one.length<other.length?other:one,"");
const widest={name:"output_padding",value:10};const rule=spoken(longest,model.get("_sentences"));const offer=[said(words.
too,widest),words.torch_says].join(" \u25B8 ");return longest&&`${said(words.stopped,{...widest,rule})} ${offer}`}function sliders(state,frames,saying,change){
const{words}=state;const told=text=>spoken(text,state.model.get("_sentences"));function stopped(name,group2,asked2,go){const[
rule,exactly]=group2.stops[state.key(asked2)].map(told);const text=said(words.stopped,{name:words[name],value:made[name].
get(),rule});const way=mend(state,group2,asked2);if(!way)return saying.say(text,exactly);const[other,value]=way;const label=said(
words.too,{name:words[other],value});const take=()=>{const more={[other]:value};if(Object.hasOwn(group2.frames,state.key(
{...asked2,...more})))go(more);made[name].focus()};saying.say(text,exactly,{text:label,take});saying.speak(`${text} ${label}`)}
function parameter(name){const get=()=>state.now()[name];const ends=()=>state.reach()[name];return slider(words[name],ends,
get,wanted=>{if(!frames.fits)return;const{group:group2}=frames;const now=get();const value=towards(now,wanted,next=>state.
key({[name]:next})in group2.frames);if(value!==now)change({[name]:value});if(value===wanted)return saying.say("");const asked2={
[name]:wanted};stopped(name,group2,asked2,more=>{saying.say("");change({...asked2,...more})})})}function count(name){const get=()=>state.
size(name);const ends=()=>state.reach()[name];return slider(words[name],ends,get,async wanted=>{const key=state.groupKey(
{[name]:wanted});const group2=await frames.fetched(key);if(!group2)return;const go=more=>{frames.hold(key,group2);saying.
say("");change({...state.resized(name,wanted),...more})};if(Object.hasOwn(group2.frames,state.key()))go();else stopped(name,
group2,{},go)})}const made=Object.fromEntries(Object.keys(state.reach()).map(name=>[name,name in state.counts?count(name):
parameter(name)]));return Object.values(made)}var rowsOf=values=>(Array.isArray(values[0])?values:[values]).map(row=>[...row]);var State=class{constructor(model){this.
model=model;this.words=model.get("_words");this.shapes=model.get("_shapes")??{};this.counts=model.get("_counts");this.vectors=
Object.values(this.counts);this.parameters=Object.keys(this.reach()).filter(name=>!(name in this.counts));this.memory={};
this.first=this.all()}get view(){return this.model.get("view")}reach(){return this.model.get("_reach")}vector(name){return this.
model.get(name)}remember(){for(const name of this.vectors){const rows=this.memory[name]??=rowsOf(this.model.get("_spare")[name]);
this.rows(name).forEach((row,r)=>rows[r]=[...row,...(rows[r]??[]).slice(row.length)])}}shape(name){const shape=this.shapes[name];
const side=Math.sqrt(this.vector(name).length);return shape&&(shape[0]===shape[1]?[side,side]:shape)}size(count){const name=this.
counts[count];return this.shape(name)?.[0]??this.vector(name).length}resized(count,size){const name=this.counts[count];const rows=this.
memory[name].slice(0,this.shapes[name]?size:1);return{[name]:rows.flatMap(row=>row.slice(0,size))}}values(){return Object.
fromEntries(this.vectors.flatMap(name=>this.vector(name).map((value,i)=>[`${name}${i}`,value])))}now(){return Object.fromEntries(
this.parameters.map(name=>[name,this.model.get(name)]))}all(){const names=[...this.vectors,...this.parameters,"view"];return Object.
fromEntries(names.map(name=>[name,this.model.get(name)]))}rows(name){const vector=this.vector(name);const width=this.shape(
name)?.[1]??vector.length;return vector.flatMap((_,i)=>i%width?[]:[vector.slice(i,i+width)])}key(changed={}){const parameters={
...this.now(),...changed};return this.parameters.map(name=>parameters[name]).join(",")}groupKey(changed={}){const sizes=Object.
entries(this.counts).map(([count,name])=>{const[size,shape]=[changed[count],this.shape(name)];return(size&&shape?[size,size]:
shape)?.join("x")??size??this.size(count)});return[changed.view??this.view,...sizes].join("/")}nameOf(variable){const name=variable.
replace(/\d+$/,"");const n=Number(variable.slice(name.length));const width=this.shape(name)?.[1];return`${name}[${width?
`${Math.floor(n/width)}, ${n%width}`:n}]`}set(changes){for(const[name,value]of Object.entries(changes))this.model.set(name,
value);this.model.save_changes?.()}};function linkTerms(root,labels,names){labels.forEach((label,n)=>label.dataset.parameter=names[n]);let[pointed,held]=["",
""];const show=()=>{const name=pointed||held;if(name)root.dataset.named=name;else delete root.dataset.named};const named=({
target})=>{const shows=target.closest("[data-parameter]");return shows?.dataset.parameter??""};const hold=event=>{held=event.
type==="focusout"?"":named(event);show()};for(const event of["focusin","input","focusout"])root.addEventListener(event,hold);
root.addEventListener("pointerover",event=>{pointed=named(event);show()});root.addEventListener("pointerleave",({pointerType})=>{
if(pointerType!=="touch")pointed="";show()})}function isDark(){const{jpThemeLight,vscodeThemeKind}=document.body.dataset;const page=document.documentElement.dataset.
theme;if(jpThemeLight)return jpThemeLight==="false";if(vscodeThemeKind)return/dark|high-contrast$/.test(vscodeThemeKind);
if(page)return page==="dark";return matchMedia("(prefers-color-scheme: dark)").matches}function followTheme(root){const system=matchMedia(
"(prefers-color-scheme: dark)");const update=()=>{root.dataset.theme=isDark()?"dark":"light"};const observer=new MutationObserver(
update);const attributeFilter=["data-jp-theme-light","data-vscode-theme-kind","data-theme"];observer.observe(document.body,
{attributeFilter});observer.observe(document.documentElement,{attributeFilter});system.addEventListener("change",update);
update();return()=>{observer.disconnect();system.removeEventListener("change",update)}}var render=given=>build(given).close;function build({model,el},pages){const state=new State(model);const{words}=state;const alone=model.
get("_embed")&&`${model.get("_embed")}#`;const known=pages??{link:alone,embed:alone};const saying=new Saying(words);const say=text=>saying.
say(text);const frames=new Frames(state,say);const drawing=new Drawing;const narration=new Narration(drawing,state,saying);
const player=new Player(drawing,state,saying);const editing=new Editing(drawing,state,change,say);const pointing=new Pointing(
drawing,state,player,editing,saying);editing.done=id=>pointing.point(id);const controls=sliders(state,frames,saying,change);
const labels=controls.map(({label})=>label);let ready=Promise.resolve();let changing=false;let drawn="";function change(changes){
staying(touched(),root,()=>{changing=true;state.set(changes);changing=false;draw()})}function reset(){narration.opening=
words.was_reset;change(state.first);if(frames.fits)narration.follow()}function draw(){if(changing)return;editing.close?.(
true);state.remember();const template=frames.drawing();const asked2=template&&JSON.stringify([state.groupKey(),state.now(),
state.values()]);if(asked2&&asked2===drawn)return;drawn=asked2??"";if(!template){if(!drawing.shown&&model.get("_first"))
swap([model.get("_first")],false);if(!frames.fits)ready=load(state.groupKey());return}swap(template,true);saying.keepRoom(
model.get("_longest")??"",longestStop(state,frames.group));for(const control of controls)control.update();for(const button of viewButtons)
button.setAttribute("aria-pressed",String(button.value===state.view))}async function load(key){const group2=await frames.
fetched(key);root.removeAttribute("aria-busy");if(!group2||key!==state.groupKey())return;frames.hold(key,group2);staying(
touched(),root,draw)}function widen(){frames.key=drawn="";draw()}async function choose(view){const key=state.groupKey({view});
const group2=await frames.fetched(key);if(!group2)return;frames.hold(key,group2);say("");if(view!==state.view)drawing.room.
height=0;change({view})}function swap(pieces2,moving){const before=places(drawing.marks);const values=state.values();if(!drawing.
show(pieces2,values,model.get("_sentences")))return;requestAnimationFrame(()=>drawing.room.settle());player.restart();const{
svg,marks}=drawing;drawing.room.follow(frames.group);narration.follow();for(const mark of marks.values()){mark.classList.
remove("waits");write(mark,termsOf(mark),values)}if(moving)move(before,marks,svg);pointing.again()}const names=model.get(
"_views");const viewButtons=names.map(view=>make("button",{type:"button",value:view,onclick:()=>choose(view)},words[view]));
const views={class:"tc-views",role:"group","aria-label":words.view};const root=make("div",{class:"tc-figure",role:"group",
lang:model.get("_language"),"aria-label":words.figure,"aria-describedby":narration.description.id,"aria-busy":"true"},make(
"div",{...views,hidden:names.length<2},...viewButtons),narration.description,narration.keys,drawing.stage,saying.element,
make("div",{class:"tc-sliders"},...labels),player.element,make("div",{class:"tc-foot"},drawing.room.call,takeAway(drawing,
state,saying,known,reset)),saying.voice);const touched=lastTouched(root);keepKeys(root);el.replaceChildren(root);linkTerms(
root,labels,Object.keys(state.reach()));const watched=[...state.parameters,...state.vectors,"view"].map(name=>`change:${name}`);
for(const event of watched)model.on(event,draw);model.on("change:_reach",widen);const forget=followTheme(root);draw();for(const control of controls)
control.update();function close(){player.stop();forget();for(const event of watched)model.off?.(event,draw);model.off?.(
"change:_reach",widen)}return{state,close,change,saying,ready}}function host(state){const listeners=new Map;return{get:name=>state[name],set(name,value){state[name]=value;for(const listener of[
...listeners.get(`change:${name}`)??[]])listener()},on(event,listener){listeners.set(event,(listeners.get(event)??new Set).
add(listener))},off:(event,listener)=>listeners.get(event)?.delete(listener)}}function stateOf({vectors,parameters,view},first,wholes){const own=new State(host(first));const rows=Object.fromEntries(
own.vectors.map(name=>[name,vectors[name]??own.rows(name)]));const planes=Object.values(rows).some(one=>one.length>1);const named=own.
vectors.every(name=>name in vectors);const whole2=wholes[planes?2:1];for(const base of[first,whole2]){if(!base||planes!==
Object.keys(base._shapes).length>0)continue;const values=own.parameters.map(name=>[name,parameters[name]??(named?(whole2??
base)._reach[name][0]:first[name])]);const shown=view??(base._views.includes(first.view)?first.view:base._views[0]);const told={
...base,...Object.fromEntries(values),view:shown};const fits=[base._views.includes(shown),...own.parameters.map(name=>isIn(
told[name],base._reach[name])),...Object.entries(own.counts).map(([count,name])=>put(told,count,name,rows[name]))];if(fits.
every(Boolean))return told}return null}var isIn=(value,[least,most])=>least<=value&&value<=most;function put(told,count,name,rows){
const[size,shape]=[[rows.length,rows[0].length],told._shapes[name]];told[name]=rows.flat();const square=!shape||shape[0]===
shape[1];if(!square)return`${size}`===`${shape}`;return isIn(size[1],told._reach[count])&&size[0]===(shape?size[1]:1)}var PAUSE=300;function placeOf2(hash,places2){const number2=Number(hash.match(/[#&]figure=(\d{1,3})(?=&|$)/)?.[1]??1);return isState(
hash)?places2[number2-1]??places2[0]:void 0}function follow(places2){const framed=window.parent!==window;const timers=new Map;
for(const place of places2)place.heard=()=>{clearTimeout(timers.get(place));timers.set(place,setTimeout(()=>write2(place),
PAUSE))};function write2(place){const{address:now,at:before}=place;if(now===before)return;place.at=now;try{if(!framed)history.
replaceState({before},"");history[framed?"replaceState":"pushState"](null,"",`#${now}`)}catch{}}addEventListener("popsta\
te",async({state})=>{for(const hash of new Set([location.hash,`#${state?.before??""}`])){const place=placeOf2(hash,places2);
if(!place||hash===`#${place.address}`)continue;await place.open(hash);place.el.scrollIntoView({block:"nearest"})}})}var SIZES={input_size:"length"};function moveByWords(places2){for(const word of document.querySelectorAll("[data-sets]:n\
ot(a *)")){const asked2=word.dataset.sets??"";const place=nearest(word,places2,asked2);if(!place)continue;const text=word.
textContent?.trim()??"";const button=make("button",{type:"button",class:`tc-sets of-${asked2.split("=")[0]}`,"aria-label":said(
place.first._words.sets,{text}),onclick:()=>move2(place,asked2)},...word.childNodes);keepKeys(button);word.replaceWith(button)}}
function nearest(word,places2,asked2){const isBehind=({el})=>word.compareDocumentPosition(el)&Node.DOCUMENT_POSITION_FOLLOWING;
const behind=places2.filter(isBehind);const before=places2.filter(place=>!isBehind(place)).reverse();const names=asked2.
split("&").map(part=>part.split("=")[0]);const inOrder=[...behind,...before];return inOrder.find(place=>names.every(name=>has(
place,name)))??inOrder[0]}function has({first},name){const known=["view",...Object.keys(first._reach),...Object.values(first.
_counts)];return known.includes(SIZES[name]??name)}async function move2(place,asked2){const{el,figure}=place;for(let fold=el.
closest("details");fold;fold=fold.parentElement?.closest("details")??null)fold.open=true;if(!figure)return;figure.saying.
say("");const wanted=withParts(figure.state,place.address,asked2);const shown=el.querySelector(".tc-stage > svg");if(wanted===
place.address)figure.saying.speak(shown?.dataset.summary??"","result");else{const{at}=place;await place.open(`#${wanted}`);
place.at=at;place.heard()}if(place.number)bringIntoSight(el.querySelector(".tc-stage")??el)}function withParts(state,address2,asked2){
const parts2=text=>text.split("&").map(part=>[part.split("=")[0],part.slice(part.indexOf("=")+1)]);const merged=new Map(
parts2(address2));for(const[name,value]of parts2(asked2)){const count=SIZES[name]??name;if(count in state.counts)merged.
set(state.counts[count],sized(state,count,Number(value)));else merged.set(name,value)}return[...merged].map(part=>part.join(
"=")).join("&")}function sized(state,count,size){const of=state.counts[count];const{[of]:row}=state.resized(count,size);
const width=state.shapes[of]?size:row.length;return Array.from({length:row.length/width},(_,r)=>row.slice(r*width,(r+1)*
width).join(",")).join(";")}function bringIntoSight(stage){const isStill2=matchMedia("(prefers-reduced-motion: reduce)").
matches;stage.scrollIntoView({block:"nearest",behavior:isStill2?"instant":"smooth"})}var Place=class{constructor(el,first,wholes,number2=1){this.el=el;this.first=first;this.wholes=wholes;this.number=number2;
this.figure=void 0;this.told=first;this.asked=0;this.at="";this.heard=()=>{}}get address(){return this.figure?address(this.
figure.state,this.number):""}mount(told=this.first){this.figure?.close();this.told=told;const model=host({...told});const[
here]=location.href.split("#");const alone=told._embed&&`${new URL(told._embed,here).href}#`;const own=this.number&&`${here}\
#${this.number>1?`figure=${this.number}&`:""}`;const pages={link:own||alone,embed:alone||own||""};this.figure=build({model,
el:this.el},pages);for(const name of Object.keys(this.figure.state.all()))model.on(`change:${name}`,()=>this.heard());this.
at=this.address;return this.figure}async open(hash){this.el.closest("details")?.toggleAttribute("open",true);const tolds=[
this.first,...Object.values(this.wholes)];const{vectors,parameters}=new State(host(this.first));const views=tolds.flatMap(
told2=>told2._views);const found=read(hash,{vectors,parameters,views});const told=typeof found==="string"?null:stateOf(found,
this.first,this.wholes);if(told)await this.show(told);else{const{unread,beyond}=this.first._words;this.say(typeof found===
"string"?said(unread,{text:found}):beyond)}}async show(told){const asked2=this.asked+=1;const state=new State(host(told));
const words=this.first._words;const drawn=await group(state.model,state.groupKey()).catch(()=>null);if(asked2!==this.asked)
return;if(!drawn)return this.say(words.no_kernel);const stop=drawn.stops[state.key()]?.map(text=>spoken(text,told._sentences));
if(stop)return this.say(stop[0],stop[1]);const fits=["_shapes","_reach","_views"].every(name=>JSON.stringify(told[name])===
JSON.stringify(this.told[name]));if(this.figure&&fits)this.figure.change(state.all());else await this.mount({...told,_first:""}).
ready;this.at=this.address}say(text,exactly=""){(this.figure??this.mount()).saying.say(text,exactly)}};var data=element=>JSON.
parse(element?.textContent||"{}");async function start(addressed=true){const wholes=data(document.querySelector("#tc-who\
les"));const places2=[...document.querySelectorAll("[data-tc-figure]")].map((el,n)=>new Place(el,data(el.nextElementSibling),
wholes,addressed?n+1:0));const meant=addressed?placeOf2(location.hash,places2):void 0;for(const place of places2)if(place!==
meant)place.mount();moveByWords(places2);if(!addressed)return;if(meant){await meant.open(location.hash);meant.el.scrollIntoView()}
follow(places2)}function whole(el,wholes,heard2=()=>{}){const place=new Place(el,wholes[1],wholes,0);place.heard=()=>place.
figure&&heard2(place.figure.state.all());return{show({x,w,view,...parameters}){const rows=values=>Array.isArray(values[0])?
values:[values];const vectors={x:rows(x),w:rows(w)};const told=stateOf({figure:1,vectors,parameters,view},wholes[1],wholes);
if(told)place.show(told);return Boolean(told)}}}return __toCommonJS(index_exports);})();
