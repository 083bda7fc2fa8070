/* Made of js/ by npm run bundle. */
"use strict";var exercise=(()=>{var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __hasOwnProp=Object.prototype.hasOwnProperty;var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:true})};var __copyProps=(to,from,except,desc)=>{
if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}
return to};var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);var index_exports={};__export(index_exports,{ask:()=>ask,begin:()=>begin,deliver:()=>deliver,keep:()=>keep,render:()=>render});function make(tag,attributes={},...children){const element=document.createElement(tag);for(const[name,value2]of Object.entries(
attributes)){if(typeof value2==="function")element.addEventListener(name.slice(2),value2);else if(value2!==false&&value2!=
null)element.setAttribute(name,value2===true?"":`${value2}`)}element.append(...children);return element}function focused(node){
return node.getRootNode().activeElement??null}function isDark(){const{jpThemeLight,vscodeThemeKind}=document.body.dataset;const page=document.documentElement.dataset.
theme;if(jpThemeLight)return jpThemeLight==="false";if(vscodeThemeKind)return/dark|high-contrast$/.test(vscodeThemeKind);
if(page)return page==="dark";return matchMedia("(prefers-color-scheme: dark)").matches}function followTheme(root){const system=matchMedia(
"(prefers-color-scheme: dark)");const update=()=>{root.dataset.theme=isDark()?"dark":"light"};const observer=new MutationObserver(
update);const attributeFilter=["data-jp-theme-light","data-vscode-theme-kind","data-theme"];observer.observe(document.body,
{attributeFilter});observer.observe(document.documentElement,{attributeFilter});system.addEventListener("change",update);
update();return()=>{observer.disconnect();system.removeEventListener("change",update)}}function rounded(value2,digits){const[mantissa,power]=value2.toExponential(digits-1).split("e").map(Number);const plain2=power>=
-4&&power<digits;const text=plain2?`${Number(`${mantissa}e${power}`)}`:`${mantissa}e${power}`;return text.replaceAll("-",
"\u2212")}function written(value2,digits){if(Number.isNaN(value2))return"nan";if(!Number.isFinite(value2))return value2>0?"\u221E":
"\u2212\u221E";if(Number.isInteger(value2)&&Math.abs(value2)<1e6)return`${value2}`.replace("-","\u2212");return rounded(
value2,digits)}function apart(one,other){let digits=4;while(digits<17&&written(one,digits)===written(other,digits))digits+=
1;return written(one,digits)}function said(sentence,values){return sentence.replace(/\{(\w+)\}/g,(_,name)=>`${values[name]}`)}var INNERMOST=/\ue000([^\ue000\ue002]*)\ue002/g;
function spoken(text,sentences,quote=sentence=>sentence){const told=text.replace(INNERMOST,(whole2,inside)=>{const[key,...given]=inside.
split("\uE001");return Object.hasOwn(sentences,key)?said(quote(sentences[key]),given):whole2});return told===text?told:spoken(
told,sentences,quote)}var catalogue={};function speak(words){catalogue={...words}}function tr(text,values={}){return filled(Object.hasOwn(catalogue,
text)?catalogue[text]:text,values)}function filled(text,values){return text.replace(/\{(\w+)\}/g,(place,name)=>Object.hasOwn(
values,name)?`${values[name]}`:place)}function listed(words){return words.reduce((one,other)=>tr("{one}, {other}",{one,other}))}function judgeOf(table,sentences){const find=KINDS[table.form.kind](table);return answer=>{const{place,values={},beyond:beyond2}=find(
answer);if(place===void 0)return{outcome:"not checked",text:beyond2??""};const[outcome,text,idea=null]=table.verdicts[place];
const picture=table.pictures[place]??null;return{outcome,text:spoken(filled(text,values),sentences),idea,picture:picture&&
spoken(picture,sentences,escaped)}}}var KINDS={numbers:({form,answer,right,ideas,wrong,missing,long})=>row=>{const isSame=form.
axes?isAlike:isEqual;const at=[...row,NaN].findIndex((value2,i)=>!isSame(value2,answer[i]??NaN));if(at===answer.length&&
row.length===at)return{place:right};const idea=ideas.find(([other])=>`${other}`===`${row}`);if(idea)return{place:idea[1]};
const isLong=at>=answer.length||form.axes>1&&row.length!==answer.length;const place=isLong?long:at>=row.length?missing[at]:
wrong[at];const all=row.map(value2=>apart(value2,answer[0])).join(", ");const have=apart(row[at]??NaN,answer[at]);return{
place,values:{have,all,count:`${row.length}`}}},fields:({form,at})=>{const axes=form.fields.map(field=>[field,held(field).
map(value2=>JSON.stringify(value2))]);return answer=>{const path=[];for(const[{name,values},known]of axes){if(!(name in answer))
break;const place=known.indexOf(JSON.stringify(answer[name]));if(place<0&&values)return beyond(name,values);path.push(place)}
return walk(at,path)}},layers:({form,nothing:nothing2,at,many,changes,row})=>made2=>{const names=Object.keys(form.layers[0]);
if(!made2.length)return{place:nothing2};if(made2.length>1){const each=made2.map(([layer2,name2,now2])=>filled(changes[layer2][names.
indexOf(name2)],{new:`${now2}`}));const listed2=each.reduce((one,other)=>filled(row,{one,other}));return{place:many,values:{
count:`${made2.length}`,changes:listed2}}}const[[layer,name,now]]=made2;const values=form.values[name];if(now<values.from||
now>values.to)return beyond(name,values);return walk(at,[layer,names.indexOf(name),now-values.from])},lines:({form,at,groups,
few,pair})=>taken=>{if(taken.length!==form.take)return{place:few,values:{count:`${taken.length}`}};const places=new Set(
taken.map(line=>groups[line]));return places.size<taken.length?{place:pair}:walk(at,taken)},choice:({form,at})=>word=>({
place:at[form.options.findIndex(([known])=>known===word)]})};function walk(tree,path){for(const at of path)tree=Array.isArray(
tree)?tree[at]:tree;return{place:tree}}function held({kind,values,also=[]}){if(kind==="truth"||!values)return[true,false];
const{from,to,most=1}=values;const numbers2=Array.from({length:to-from+1},(_,i)=>from+i);if(kind!=="row")return[...numbers2,
...also];const rows=[numbers2.map(value2=>[value2])];while(rows.length<most)rows.push(rows[rows.length-1].flatMap(row=>numbers2.
map(value2=>[...row,value2])));return[...rows.flat(),...also]}function range({from,to,most}){if(most===void 0)return tr(
"{from} to {to}",{from,to});return tr("up to {most} numbers from {from} to {to}",{most,from,to})}function beyond(name,values){
const told={name,range:range(values)};return{beyond:tr("For {name}, this page can judge {range}; the notebook judges any\
 value.",told)}}function isAlike(value2,wanted){const size=Math.max(Math.abs(value2),Math.abs(wanted));return Math.abs(value2-
wanted)<=Math.max(1e-9*size,1e-9)}var isEqual=(value2,wanted)=>value2===wanted;function escaped(text){return text.replaceAll(
"&","&amp;").replaceAll("<","&lt;").replaceAll('"',"&quot;")}var made=0;var unique=name=>`tc-${name}-${made+=1}-${Math.random().toString(36).slice(2)}`;function wide(text,attributes){
const onkeydown=event=>{if(event.key!=="Enter"||event.shiftKey||event.isComposing)return;event.preventDefault();field.form?.
requestSubmit()};const rows=`${Math.max(1,text.split("\n").length)}`;const field=make("textarea",{...attributes,rows,spellcheck:"\
false",onkeydown});field.value=text;return field}function numbersPart({axes},typed){const[asked2,example]=[[tr("Your ans\
wer, a number"),"9"],[tr("Your answer, a row"),"1, 0, 2"],[tr("Your answer, row after row"),"[[1, 0], [2, 3]]"]][axes];const[
id,described]=[unique("answer"),unique("example")];const field=wide(typed[""]??"",{id,class:axes?"tc-wide":"tc-number","\
aria-describedby":described});const element=make("div",{class:"tc-part"},make("div",{class:"tc-asked"},make("label",{for:id},
asked2),make("span",{class:"tc-example",id:described},tr("as in {example}",{example}))),field);return{element,texts:()=>({
"":field.value})}}function fieldsPart({fields},typed){const rows=make("div",{class:"tc-fields"});const element=make("div",
{class:"tc-part"});const texts=new Map;for(const field of fields){const{name,kind}=field;const given=Object.hasOwn(typed,
name)?typed[name]:written2(field.default);if(kind==="truth"){const choice=truth(given,isTrue=>rows.hidden=isTrue);element.
append(choice.element);texts.set(name,choice.text);rows.hidden=choice.text()==="True";continue}const id=unique(name);const held2=field.
values?[make("span",{class:"tc-example",id:`${id}-held`},range(field.values))]:[];const told=held2.length?{"aria-describ\
edby":`${id}-held`}:{};const input=kind==="row"?wide(given,{id,class:"tc-row",...told}):make("input",{id,type:"text",class:"\
tc-number",spellcheck:"false",...told});input.value=given;rows.append(make("label",{for:id},make("code",{},name)," ="),make(
"div",{class:"tc-field"},input,...held2));texts.set(name,()=>input.value)}element.append(rows);return{element,texts:()=>Object.
fromEntries([...texts].map(([name,text])=>[name,text()]))}}function choicePart({options},typed){const chosen=radios(tr("\
Your answer"),options,typed[""]??"",()=>{});chosen.element.classList.add("tc-options");return{element:chosen.element,texts:()=>({
"":chosen.text()})}}var written2=value2=>value2===void 0?"":`${value2}`.replaceAll(",",", ");function truth(given,onChoice){
const choices=[["True",tr("true")],["False",tr("false, as in this case")]];return radios(tr("The sentence is"),choices,given,
value2=>onChoice(value2==="True"))}function radios(asked2,choices,given,onChoice){const name=unique("choice");const said3=given.
trim().toLowerCase();const made2=choices.map(([value2])=>{const checked=said3===value2.toLowerCase();return make("input",
{type:"radio",name,value:value2,checked,onchange:()=>onChoice(value2)})});const labels=choices.map(([,text],i)=>make("la\
bel",{class:"tc-choice"},made2[i],make("span",{},...withCode(text))));return{element:make("fieldset",{class:"tc-truth"},
make("legend",{},asked2),...labels),text:()=>made2.find(radio=>radio.checked)?.value??""}}var withCode=text=>text.split(
"`").map((part,i)=>i%2?make("code",{},part):part);function layersPart({channels,layers},typed){const fields=[];const lines=layers.map((layer,n)=>{const last=Object.keys(layer).
length-1;const parts2=Object.entries(layer).flatMap(([name,old],place)=>{const field=numberField(n,name,old,typed[`${n}.${name}`]);
fields.push(field);const after=place===last?"),":",";return[" ",make("span",{class:"tc-parameter"},`${name}=`,field,after)]});
const call=`nn.ConvTranspose1d(${channels[n]}, ${channels[n+1]},`;return make("div",{class:"tc-layer"},call,...parts2)});
const element=make("div",{class:"tc-part tc-layers",role:"group","aria-label":tr("The decoder\u2019s code")},"decoder = \
nn.Sequential(",...lines,")");const changed=()=>fields.filter(field=>field.value.trim()!==field.defaultValue);return{element,
texts:()=>Object.fromEntries(changed().map(field=>[field.name,field.value]))}}function numberField(n,name,old,text){const tell=()=>{
field.classList.toggle("tc-changed",field.value.trim()!==`${old}`)};const onkeydown=event=>{const by={ArrowUp:1,ArrowDown:-1}[event.
key];if(!by||!/^\d{1,3}$/.test(field.value))return;event.preventDefault();field.value=`${Math.max(0,Number(field.value)+
by)}`;tell()};const field=make("input",{type:"text",inputmode:"numeric",size:"2",maxlength:"12",name:`${n}.${name}`,value:`${old}`,
"aria-label":`decoder[${n}]: ${name}`,autocomplete:"off",onkeydown,oninput:tell,onfocus:()=>field.select()});if(text!==void 0)
field.value=text;tell();return field}var LEAST=6;function draggable(item,list,drop){item.addEventListener("pointerdown",down=>{const target=down.target;const isGrip=Boolean(
target.closest(".tc-grip"));const isLine=isGrip||Boolean(target.closest(".tc-code"))||target===item;if(down.button||!isLine||
down.pointerType!=="mouse"&&!isGrip)return;if(isGrip)down.preventDefault();const ends=new AbortController;const{signal}=ends;
let isDragged=false;const move=event=>{const[x,y]=[event.clientX-down.clientX,event.clientY-down.clientY];if(!isDragged&&
Math.hypot(x,y)<LEAST)return;isDragged=true;item.classList.add("tc-dragged");item.style.transform=`translate(${x}px, ${y}\
px)`;mark(list,placeAt(list,item,event))};const end=event=>{ends.abort();item.classList.remove("tc-dragged");item.style.
transform="";mark(list,null);if(!isDragged)return;const once={capture:true,once:true};const stop=click=>click.stopPropagation();
item.addEventListener("click",stop,once);setTimeout(()=>item.removeEventListener("click",stop,once));if(event.type==="po\
interup")drop(placeAt(list,item,event))};addEventListener("pointermove",move,{signal});addEventListener("pointerup",end,
{signal});addEventListener("pointercancel",end,{signal})})}function placeAt(list,item,{clientX,clientY}){const box=list.
parentElement.getBoundingClientRect();const isInside=clientX>box.left&&clientX<box.right&&clientY>box.top&&clientY<box.bottom;
if(!isInside)return null;const others=[...list.children].filter(other=>other!==item);return others.filter(other=>{const{
top,height}=other.getBoundingClientRect();return clientY>top+height/2}).length}function mark(list,place){const others=[...list.
children].filter(one=>!one.classList.contains("tc-dragged"));list.classList.toggle("tc-last",place!==null&&place>=others.
length);for(const[i,other]of others.entries())other.classList.toggle("tc-next",i===place)}function linesPart({head,lines,take},typed){const first=(typed[""]??"").split(" ").filter(Boolean).map(Number);let order=[
...new Set(first)].filter(line=>line in lines);const taken=make("ol",{class:"tc-taken","aria-label":tr("Your function")});
const left=make("ol",{class:"tc-left","aria-label":tr("Lines to choose from")});const told=make("div",{class:"tc-hidden",
role:"status"});const element=make("div",{class:"tc-part tc-lines"},make("p",{},tr("Put {count} of the lines into your f\
unction, in order.",{count:take})),make("div",{class:"tc-function"},make("code",{},head),taken),left,told);function move(line,place){
order=order.filter(each=>each!==line);if(place!==null)order.splice(Math.max(0,Math.min(place,order.length)),0,line);const control=focused(
element)?.getAttribute("data-does");show();const now={code:lines[line].trim(),place:order.indexOf(line)+1,count:order.length};
told.textContent=place===null?tr("{code} is taken out.",now):tr("{code} is line {place} of {count}.",now);const row2=element.
querySelector(`[data-line="${line}"]`);const again=row2?.querySelector(`[data-does="${control}"]:not(:disabled)`);(again??
row2?.querySelector("[data-does=line]"))?.focus()}function show(){taken.replaceChildren(...order.map((line,place)=>row(line,
place)));const others=lines.map((_,line)=>line).filter(line=>!order.includes(line));left.replaceChildren(...others.map(line=>row(
line,null)));left.hidden=!others.length}function row(line,place){const code=lines[line];const isTaken=place!==null;const button=(does,sign,said3,to)=>make(
"button",{type:"button","data-does":does,"aria-label":said3,title:said3,disabled:to!==null&&(to<0||to>=order.length),onclick:()=>move(
line,to)},sign);const words={code:code.trim()};const buttons=isTaken?[button("up","\u2191",tr("Move up: {code}",words),place-
1),button("down","\u2193",tr("Move down: {code}",words),place+1),button("out","\xD7",tr("Take out: {code}",words),null)]:
[];const onkeydown=event=>{const by={ArrowUp:-1,ArrowDown:1}[event.key];if(!isTaken||!by)return;event.preventDefault();move(
line,place+by)};const onclick=()=>move(line,isTaken?null:order.length);const attributes={type:"button",class:"tc-code","\
data-does":"line",onclick,onkeydown};const shown=make("button",attributes,code.trim());shown.style.setProperty("--tc-ind\
ent",`${code.length-code.trimStart().length}ch`);const grip=make("span",{class:"tc-grip","aria-hidden":"true"},"\u283F");
const item=make("li",{"data-line":line},grip,shown,...buttons);draggable(item,taken,to=>move(line,to));return item}show();
return{element,texts:()=>({"":order.join(" ")})}}var LONGEST=1e4;var SHOWN=60;var SPACE=/[\t\n\v\f\r \u00a0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;var NUMBER=/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
var ENDS=/^[ ,;()[\]]+|[ ,;()[\]]+$/g;var EXAMPLES={number:"2",row:"1, 0, 2",rows:"[[1, 0], [2, 3]]",truth:"True"};var Unread=class extends Error{};
function plain(typed,name){const own=Object.hasOwn(typed,name)?typed[name]:"";const text=typeof own==="string"?own:"";if(text.
length>LONGEST){const count=[...text].length;if(count>LONGEST)throw new Unread(tr("These are {count} characters; {most} \
are more than enough here.",{count,most:LONGEST}))}return text.replace(/[−‐‑–—ー－]/g,"-").replace(/[、､，]/g,
",").replace(/[\uff01-\uff5e]/g,wide2=>String.fromCharCode(wide2.charCodeAt(0)-65248)).replace(/#[^\n]*/g,"").replace(SPACE,
" ")}var isBlank=text=>!text.replace(ENDS,"")||text.includes("...")||text.includes("\u2026");function numbers(text,kind){
const parts2=text.replace(/ ?\/ ?/g,"/").split(/[ ,;()[\]]+/);return parts2.filter(Boolean).map(part=>number2(part,text,
kind))}function number2(part,text,kind){const[over,...under]=part.split("/");if(under.length>1||![over,...under].every(each=>NUMBER.
test(each)))throw unread(text,kind);const made2=Number(over)/Number(under[0]??1);if(!Number.isFinite(made2))throw unread(
text,kind);return made2+0}function unread(text,kind){const values={text:shortened(text.replace(/^ | $/g,"")),example:EXAMPLES[kind]};
return new Unread(tr("\u201C{text}\u201D can't be read; write it as in {example}.",values))}function shortened(text){const letters=[
...text.replace(/[\ud800-\udfff]/gu,"\uFFFD")];return letters.slice(0,SHOWN).join("")+(letters.length>SHOWN?"\u2026":"")}var MOST=999;var NAMED=/([A-Za-z_][A-Za-z0-9_]*) ?=/;function read(form,typed){if(form.kind==="fields")return readFields(
form.fields,typed);if(form.kind==="layers")return readLayers(form.layers,typed);const text=plain(typed,"");if(form.kind===
"choice")return readChoice(form.options,text);if(isBlank(text))throw new Unread(tr("Write your answer into the field fir\
st."));if(form.kind==="lines")return numbers(text,"row").map(n=>whole(n,"lines"));return numbers(text,["number","row","r\
ows"][form.axes])}function readChoice(options,text){const words=options.map(([word])=>word);const said3=text.replace(/^[ ,;.!。()[\]「」'"“”]+|[ ,;.!。()[\]「」'"“”]+$/g,
"").toLowerCase();if(words.includes(said3))return said3;if(isBlank(text))throw new Unread(tr("Choose one of the answers \
first."));const told={text:shortened(text.trim()),words:listed(words.map(word=>`'${word}'`))};throw new Unread(tr("\u201C{tex\
t}\u201D is none of the answers; they are {words}.",told))}function readFields(fields,typed){const texts=new Map;const known=fields.
map(({name})=>name);for(const field of known)for(const[name,text]of byName(field,plain(typed,field))){if(!known.includes(
name)){const values={name:shortened(name),free:listed(known)};throw new Unread(tr("\u201C{name}\u201D is not free to choose here; \
{free} may be.",values))}if(isBlank(text))continue;if(texts.has(name)&&texts.get(name)!==text)throw new Unread(tr("{name\
} is given twice.",{name}));texts.set(name,text)}const answer={};for(const field of fields){const{name,kind}=field;const text=texts.
get(name);if(text!==void 0)answer[name]=value(field,text);else if("default"in field)answer[name]=field.default;else if(kind===
"truth")throw new Unread(tr("Choose first whether the sentence is true or false."));else throw new Unread(tr("Choose a v\
alue for {name} first.",{name}));if(kind==="truth"&&answer[name])return{[name]:true}}return answer}function byName(name,given){
const text=given.replace(/^ ?dict ?\(/,"(");const[before,...rest]=text.split(NAMED);if(!rest.length)return[[name,text]];
if(before.replace(ENDS,""))throw unread(text,"number");return rest.flatMap((part,i)=>i%2?[]:[[part,rest[i+1]]])}function value({
name,kind,axes=1},text){if(kind==="truth"){const said3=text.replace(ENDS,"");if(/^true$/i.test(said3))return true;if(/^false$/i.
test(said3))return false;throw unread(text,kind)}const values=numbers(text,kind);if(kind==="row")return values;const isOneForEach=values.
length===axes&&values.every(each=>each===values[0]);if(values.length>1&&!isOneForEach){const told={name,count:values.length};
throw new Unread(tr("{name} takes one number, and {count} are given.",told))}return values[0]}function readLayers(layers,typed){
const changes=[];for(const[n,layer]of layers.entries())for(const[name,old]of Object.entries(layer)){const text=plain(typed,
`${n}.${name}`);if(isBlank(text))continue;const now=whole(value({name,kind:"number"},text),name);if(now!==old)changes.push(
[n,name,now])}return changes}function whole(given,name){if(Number.isInteger(given)&&given>=0&&given<=MOST)return given;throw new Unread(
tr("{name} takes whole numbers from 0 to {most}.",{name,most:MOST}))}var MARKS={right:"\u2713",wrong:"\u2717",exception:"\u2717","not checked":"?"};var GUESSED={wrong:"\u2192"};var PATIENCE=300;
var Says=class{constructor(guess=false){this.guess=guess;this.mark=make("span",{class:"tc-mark","aria-hidden":"true"});this.
text=make("div",{class:"tc-text",role:"status"});this.picture=make("div",{class:"tc-picture",role:"group","aria-label":tr(
"Your answer and the right one, drawn")});new ResizeObserver(()=>{const{scrollWidth,clientWidth}=this.picture;if(scrollWidth>
clientWidth)this.picture.tabIndex=0;else this.picture.removeAttribute("tabindex")}).observe(this.picture);this.line=make(
"div",{class:"tc-line tc-hidden"},this.mark,this.text);const kind=guess?"tc-verdict tc-guess":"tc-verdict";this.element=
make("div",{class:kind},this.line,this.picture);this.waiting=void 0}wait(){clearTimeout(this.waiting);const told=()=>this.
show({outcome:"waiting",text:tr("Checking \u2026")});this.waiting=setTimeout(told,PATIENCE)}show({outcome,text,picture}){
clearTimeout(this.waiting);this.line.classList.toggle("tc-hidden",!text);this.element.dataset.outcome=outcome;this.mark.
textContent=this.guess&&GUESSED[outcome]||(MARKS[outcome]??"\u2026");this.text.replaceChildren(...emphasized(text,this.guess));
this.picture.replaceChildren(...drawn(picture))}};function emphasized(text,guess){const[right,wrong]=[tr("Right."),tr("W\
rong.")];const word=[right,wrong].find(said3=>text.startsWith(said3));if(!word)return[text];const told=guess&&word===wrong?
tr("Not this time."):word;return[make("strong",{},told),text.slice(word.length)]}function drawn(picture){if(!picture)return[];
const root=new DOMParser().parseFromString(picture,"image/svg+xml").documentElement;return root.localName==="svg"?[document.
importNode(root,true)]:[]}var PARTS={numbers:numbersPart,fields:fieldsPart,layers:layersPart,lines:linesPart,choice:choicePart};function ask(host,form,judge,options={}){
const{words={},typed={},verdict,guess=false,onVerdict}=options;speak(words);const part=form&&PARTS[form.kind](form,typed);
const says=new Says(guess);const actions=make("div",{class:"tc-actions"});if(part)actions.append(make("button",{type:"su\
bmit",class:"tc-check"},tr("Check")));const root=make("form",{class:"tc-ask",novalidate:true,autocomplete:"off",onsubmit},
...part?[part.element,actions,says.element]:[says.element,actions]);const texts=()=>part?.texts()??{};let turn=0;async function onsubmit(event){
event.preventDefault();if(!form)return;const mine=turn+=1;const now=texts();says.wait();const made2=await verdictOn(form,
now,judge);if(mine!==turn)return;says.show(made2);onVerdict?.(made2,now)}root.addEventListener("keydown",event=>event.stopPropagation());
root.setAttribute("data-lm-suppress-shortcuts","");const close=followTheme(root);if(verdict)says.show(verdict);host.replaceChildren(
root);nameAfter(root,host.closest("section[aria-label]")?.getAttribute("aria-label"));return{typed:texts,show:told=>says.
show(told),actions,close}}function nameAfter(root,exercise){if(!exercise)return;for(const field of root.querySelectorAll(
"input:not([type=radio]), textarea, fieldset")){const label=root.querySelector(`label[for="${field.id}"]`)??field.querySelector(
"legend");const name=field.getAttribute("aria-label")??label?.textContent;if(name)field.setAttribute("aria-label",`${name}\
, ${exercise}`)}}async function verdictOn(form,typed,judge){try{return await judge(read(form,typed),typed)}catch(error){
if(error instanceof Unread)return{outcome:"unread",text:error.message};throw error}}var KEY="transposed-convolution";var VERSION=1;var OUTCOMES=["right","wrong","exception"];var NAME=/^[a-z_0-9]{1,40}\.[a-z_0-9]{1,40}$/;
var MOST2=1e3;var LONG=2e3;var Unusable=class extends Error{constructor(why){super(why);this.why=why}};var nothing=()=>({
version:VERSION,done:{},answers:{}});var entries=value2=>typeof value2==="object"&&value2!==null&&!Array.isArray(value2)?
Object.entries(value2).slice(0,MOST2):[];function parse(text){let told;try{told=JSON.parse(text.replace(/^\ufeff/,""))}catch{
throw new Unusable("damaged")}if(!told||typeof told!=="object"||!("version"in told)||!("done"in told))throw new Unusable(
"damaged");if(told.version!==VERSION)throw new Unusable("foreign");const held2=nothing();for(const[name,outcome]of entries(
told.done))if(NAME.test(name)&&OUTCOMES.includes(String(outcome)))held2.done[name]=String(outcome);for(const[name,typed]of entries(
told.answers)){const fields=entries(typed).filter(([field,value2])=>field.length<=40&&typeof value2==="string"&&value2.length<=
LONG);if(NAME.test(name)&&fields.length)held2.answers[name]=Object.fromEntries(fields)}return held2}function merged(old,brought){
const right=Object.entries(old.done).filter(([,outcome])=>outcome==="right");return{version:VERSION,done:{...old.done,...brought.
done,...Object.fromEntries(right)},answers:{...old.answers,...brought.answers}}}var written3=held2=>`${JSON.stringify(held2,
null,1)}
`;var Answers=class{constructor(storage){this.storage=storage;this.lasting=true;this.full=false;this.here=nothing()}read(){
if(this.full)return this.here;try{const text=this.storage().getItem(KEY);this.here=text===null?nothing():parse(text);this.
lasting=true}catch(error){this.lasting=error instanceof Unusable&&error.why==="damaged"}return this.here}bring(brought){
this.here=merged(this.read(),brought);if(!this.lasting)return;try{this.storage().setItem(KEY,written3(this.here))}catch{
this.full=true;this.lasting=false}}record(name,outcome,typed,counts=true){if(!OUTCOMES.includes(outcome))return;this.bring(
{done:counts?{[name]:outcome}:{},answers:{[name]:typed}})}clear(){this.here=nothing();try{this.storage().removeItem(KEY)}catch{}}};var LARGEST=4e6;var NAME2="progress.json";function saving(section,answers,all,changed){const state=section.querySelector(
".state");const where=section.querySelector(".where");const said3=section.querySelector(".said");const file=section.querySelector(
"input[type=file]");const button=name=>section.querySelector(`[data-do=${name}]`);function show(){const{done,answers:typed}=answers.
read();const right=Object.values(done).filter(outcome=>outcome==="right").length;state.textContent=tr("{right} of {all} \
exercises right",{right,all});where.textContent=answers.lasting?tr("Your answers are kept in this browser only; nothing \
is sent anywhere."):tr("This browser keeps nothing for this page: save your answers before you leave.");const none=!Object.
keys({...done,...typed}).length;for(const name of["save","forget"])button(name).disabled=none}button("save").addEventListener(
"click",()=>{const link=document.createElement("a");const text=new Blob([written3(answers.read())],{type:"application/js\
on"});link.href=URL.createObjectURL(text);link.download=NAME2;link.click();URL.revokeObjectURL(link.href);said3.textContent=
tr("Saved as {file}. progress() in a notebook reads it, too.",{file:NAME2})});button("restore").addEventListener("click",
()=>file.click());file.addEventListener("change",async()=>{const[chosen]=file.files??[];if(!chosen)return;try{if(chosen.
size>LARGEST)throw new Unusable("damaged");const brought=parse(await chosen.text());answers.bring(brought);said3.textContent=
tr("{count} exercises restored.",{count:Object.keys(brought.done).length});changed()}catch(error){said3.textContent=error instanceof
Unusable&&error.why==="foreign"?tr("{file} is of another version of this course.",{file:chosen.name}):tr("{file} holds n\
o saved answers.",{file:chosen.name})}file.value="";show()});const forget=button("forget");const asks=forget.textContent??
"";const unasked=()=>{forget.textContent=asks;delete forget.dataset.sure};forget.addEventListener("blur",unasked);forget.
addEventListener("click",()=>{if(!forget.dataset.sure){forget.dataset.sure="asked";forget.textContent=tr("Really forget \
all answers?");return}answers.clear();unasked();said3.textContent=tr("Forgotten.");changed();show();button("restore").focus()});
show();return show}function counted(asked2,done,chapter){const names=asked2[chapter]??[];const right=names.filter(name=>done[`${chapter}.${name}`]===
"right");return{right:right.length,all:names.length}}function tick(page,asked2,done){for(const element of page.querySelectorAll(
"[data-of]")){const of=element.dataset.of??"";const{right,all}=counted(asked2,done,of);let mark2=element.querySelector("\
.tick");if(!right){mark2?.remove();continue}if(!mark2){mark2=document.createElement("span");mark2.className="tick";element.
append(" ",mark2)}mark2.textContent=right===all?"\u2713":`${right}/${all}`;mark2.setAttribute("role","img");const told=tr(
"{right} of {all} exercises right",{right,all});mark2.setAttribute("aria-label",told);mark2.setAttribute("title",told)}}function keeping(page,asked2,renewed){const answers=new Answers(()=>localStorage);const all=Object.values(asked2).reduce(
(count,names)=>count+names.length,0);const section=page.querySelector(".kept");const tell=section?saving(section,answers,
all,anew):()=>{};if(section)section.hidden=false;function show(){tick(page,asked2,answers.read().done);tell()}function anew(){
show();renewed()}addEventListener("storage",show);addEventListener("pageshow",show);show();const counts=name=>{const[chapter,
own]=name.split(".");return Boolean(asked2[chapter]?.includes(own))};return{counts,typed:name=>answers.read().answers[name],
record(name,outcome,typed){answers.record(name,outcome,typed,counts(name));show()}}}var COUNT=10;var Review=class{constructor(host,said3){speak(said3.words);this.said=said3;this.folder=host.dataset.review??
"";this.files=(host.dataset.files??"").split(" ");this.waiting=[];this.asked=make("div",{class:"asked"});this.count=make(
"p",{class:"count",role:"status"});const others=make("button",{type:"button",class:"others",onclick:()=>this.next()},tr(
"Ten more"));host.replaceChildren(this.asked,make("div",{class:"tally"},this.count,others))}next(){if(!this.waiting.length)
this.waiting=shuffled(this.files);const file=this.waiting.pop();const failed=()=>{this.waiting.unshift(file);this.count.
textContent=tr("The exercises could not be loaded; try again.")};const script=make("script",{src:`${this.folder}${file}.\
js`,onerror:failed});script.addEventListener("load",()=>script.remove());document.head.append(script)}show(tables){const first=!this.
asked.childElementCount;const right=new Set;const names=shuffled(Object.keys(tables)).slice(0,COUNT);const tell=()=>{const values={
right:right.size,all:names.length};this.count.textContent=tr("{right} of {all} are right so far.",values)};const sections=names.
map(name=>this.section(tables[name],({outcome})=>{if(outcome==="right")right.add(name);tell()}));this.asked.replaceChildren(
...sections);tell();if(first)return;sections[0].tabIndex=-1;sections[0].focus({preventScroll:true});sections[0].scrollIntoView()}section(table,onVerdict){
const{words,sentences}=this.said;const holder=make("div");holder.innerHTML=spoken(table.html,sentences,escaped);const place=holder.
querySelector(".ask");ask(place,table.form,judgeOf(table,sentences),{words,onVerdict});return holder.firstElementChild}};
function shuffled(items){const mixed=[...items];for(let last=mixed.length-1;last>0;last-=1){const other=Math.floor(Math.
random()*(last+1));[mixed[last],mixed[other]]=[mixed[other],mixed[last]]}return mixed}var kept;var asked=new Map;var review;function keep(){speak(said2().words);kept=keeping(document,data("exercise-names"),
()=>asked.forEach(pose))}function begin(){const host=document.querySelector("[data-review]");review=new Review(host,said2());
review.next()}function deliver(tables){if(review){review.show(tables);return}for(const[name,table]of Object.entries(tables)){
asked.set(name,table);pose(table,name)}}async function pose(table,name){const host=document.querySelector(`.ask[data-exe\
rcise="${name}"]`);if(!host)return;const{words,sentences}=said2();const judge=judgeOf(table,sentences);const typed=kept?.
typed(name);const verdict=typed&&await judged(table,judge,typed);ask(host,inWords(table.form,sentences),judge,{words,typed,
verdict,guess:kept&&!kept.counts(name),onVerdict:(told,now)=>{kept?.record(name,told.outcome,now);unfold(name,told)}});unfold(
name,verdict)}function unfold(name,verdict){const answer=document.querySelector(`details.answer[data-of="${name}"]`);if(answer&&
["right","wrong"].includes(verdict?.outcome??""))answer.toggleAttribute("open",true)}function inWords(form,sentences){if(form.
kind!=="choice")return form;const options=form.options.map(([word,text])=>[word,spoken(text,sentences)]);return{...form,
options}}async function judged(table,judge,typed){try{return await judge(read(table.form,typed),typed)}catch{return null}}
var data=id=>JSON.parse(document.getElementById(id)?.textContent??"{}");var said2=()=>data("exercise-words");var PATIENCE2=2e4;function render({model,el}){speak(model.get("_words"));let asked2=0;const open=new Map;const answered=question=>new Promise(
done=>{const id=asked2+=1;const timer=setTimeout(()=>form.show(silence()),PATIENCE2);open.set(id,told2=>{clearTimeout(timer);
open.delete(id);done(told2)});model.send?.({...question,id})});const silence=()=>({outcome:"not checked",text:tr("The no\
tebook's kernel does not answer yet. If it has ended, start it and run the cell again.")});const onMessage=told2=>open.get(
told2?.id)?.(told2);model.on("msg:custom",onMessage);const form=ask(el,model.get("_form"),(_,typed)=>answered({do:"check",
typed}),{words:model.get("_words"),typed:model.get("_typed"),verdict:model.get("_verdict"),guess:model.get("_guess")});const told=make(
"div",{class:"tc-told",role:"status"});form.actions.after(told);let hints=0;const hint=()=>show({do:"hint",step:hints+=1});
const solution=()=>show({do:"solution"});async function show(question){const{text,code=""}=await answered(question);told.
replaceChildren(...code?[make("pre",{},code)]:[],make("p",{},text))}if(model.get("_helps"))form.actions.append(make("but\
ton",{type:"button",onclick:hint},tr("Hint")),make("button",{type:"button",onclick:solution},tr("Solution")));return()=>{
model.off?.("msg:custom",onMessage);form.close()}}return __toCommonJS(index_exports);})();
