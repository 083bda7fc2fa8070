/* Made of calculator/ by npm run bundle. */
"use strict";(()=>{var catalogue={};function speak(sentences2){catalogue={...sentences2}}function tr(text,values={}){const said2=Object.hasOwn(
catalogue,text)?catalogue[text]:text;return said2.replace(/\{(\w+)\}/g,(place2,name)=>Object.hasOwn(values,name)?`${values[name]}`:
place2)}var N_=text=>text;function sentences(parts){return parts.filter(Boolean).reduce((one2,other)=>one2?tr("{one} {ot\
her}",{one:one2,other}):other,"")}function refused(parameter,value,rule,nearest2=null){return sentences([tr("{parameter}\
={value} is not possible: {rule}.",{parameter,value,rule}),nearest2===null?"":tr("The nearest value that works is {value\
}.",{value:nearest2})])}var LARGEST=10**9;var IllegalLayer=class extends Error{constructor(parameter,value,rule,nearest2,torch=""){super(refused(
parameter,value,rule,nearest2));this.name="IllegalLayer";this.parameter=parameter;this.value=value;this.rule=rule;this.nearest=
nearest2;this.torch=torch}};function whole(name,value,most=LARGEST){if(value>most)throw new IllegalLayer(name,value,exceeds(
most),most);if(Number.isInteger(value))return value;throw new IllegalLayer(name,value,tr("it must be a whole number"),null)}
var exceeds=most=>tr("it must not exceed {most}",{most});function atLeast(name,value,least){if(value>=least)return value;
throw new IllegalLayer(name,value,tr("it must be at least {least}",{least}),least)}function sized(input_size){if(whole("\
input_size",input_size)>=1)return input_size;const rule=tr("the {name} needs at least 1 element",{name:"input"});throw new IllegalLayer(
"input_size",input_size,rule,1)}var MANY=10**4;var PHASES=8;var divisor=(one2,other)=>other?divisor(other,one2%other):one2;var isEven=({kernel_size,stride,
dilation})=>kernel_size%stride===0&&divisor(stride,dilation)===1;var hasHoles=({kernel_size,stride,dilation})=>kernel_size<
stride||divisor(stride,dilation)>1;function tapsOfPhases({kernel_size,stride,dilation}){if(Math.max(kernel_size,stride)>
MANY)return null;const taps=Array.from({length:stride},()=>[]);for(let k=0;k<kernel_size;k++)taps[k*dilation%stride].push(
k);return taps}function toldTaps(layer2){const{kernel_size,stride,dilation}=layer2;if(isEven(layer2))return`${kernel_size/
stride}`;const visited=stride/divisor(stride,dilation);const[least,rest]=[Math.floor(kernel_size/visited),kernel_size%visited];
if(stride>PHASES){return tr("{least} to {most}",{least:hasHoles(layer2)?0:least,most:least+Math.sign(rest)})}const counts=new Array(
stride).fill(0);for(let n=0;n<visited;n++)counts[n*dilation%stride]=least+(n<rest?1:0);return`(${counts.join(", ")})`}function meeting(layer2,place2,input_size){
const{stride,padding,dilation}=layer2;const{first,last,step}=tapsOn(layer2,place2,input_size);const pairs=[];for(let k=last;k>=
first&&pairs.length<MANY;k-=step){pairs.push([(place2+padding-k*dilation)/stride,k])}return pairs}var cut=({padding,output_padding})=>({
left:padding,right:Math.max(0,padding-output_padding)});function gained(layer2,input_size){const output_size=outputSize(
layer2,input_size);const cells=Math.min(layer2.output_padding,output_size);const past2=Math.min(cells,Math.max(0,layer2.
output_padding-layer2.padding));if(cells-past2>MANY)return null;let back=0;for(let place2=output_size-cells;place2<output_size-
past2;place2++){const{first,last}=tapsOn(layer2,place2,input_size);if(first<=last)back++}return{back,empty:cells-back}}function tapsOn({
kernel_size,stride,padding,dilation},place2,input_size){const from=place2+padding;const shared2=divisor(stride,dilation);
const step=stride/shared2;if(from<0||from%shared2)return{first:0,last:-1,step};const least=Math.max(0,Math.ceil((from-(input_size-
1)*stride)/dilation));const most=Math.min(kernel_size-1,Math.floor(from/dilation));const one2=BigInt(from/shared2)*BigInt(
inverse(dilation/shared2,step));const last=most-mod(most-Number(one2%BigInt(step)),step);return{first:least,last,step}}var mod=(value,by)=>(value%
by+by)%by;function inverse(value,by){let[rest,next2,sum2,other]=[by,mod(value,by),0,1];while(next2){const times2=Math.floor(
rest/next2);[rest,next2,sum2,other]=[next2,rest-times2*next2,other,sum2-times2*other]}return mod(sum2,by)}var PARAMETERS=["stride","padding","output_padding","dilation"];var FIELDS=["kernel_size",...PARAMETERS];var LEAST={kernel_size:1,
stride:1,padding:0,output_padding:0,dilation:1};function layer({kernel_size,stride=1,padding=0,output_padding=0,dilation=1}){
const made={kernel_size,stride,padding,output_padding,dilation};for(const name of FIELDS)made[name]=atLeast(name,whole(name,
made[name]),LEAST[name]);const bound=Math.max(stride,dilation);if(output_padding>=bound){throw new IllegalLayer("output_\
padding",output_padding,tr("it must be smaller than stride or dilation, so here smaller than {bound}",{bound}),bound-1,`\
output padding must be smaller than either stride or dilation, but got output_padding_height: 0 output_padding_width: ${made.
output_padding} stride_height: 1 stride_width: ${stride} dilation_height: 1 dilation_width: ${dilation}`)}return Object.
freeze(made)}function outputSize(layer2,input_size){const size=exactSize(layer2,input_size);if(size>Number.MAX_SAFE_INTEGER){
throw new IllegalLayer("output_size",size,exceeds(Number.MAX_SAFE_INTEGER),null)}if(size<1){throw new IllegalLayer("padd\
ing",layer2.padding,tr("the output would have {formula} elements, and it needs at least 1",{formula:sizeFormula(layer2,input_size)}),
Math.floor((Number(size)+2*layer2.padding-1)/2),`Given input size per channel: (1 x ${input_size}). Calculated output si\
ze per channel: (1 x ${size}). Output size is too small`)}return Number(size)}function outputPaddingFor(layer2,input_size,output_size){
output_size=whole("output_size",output_size,Number.MAX_SAFE_INTEGER);const most=outputSize({...layer2,output_padding:layer2.
stride-1},input_size);const least=most-layer2.stride+1;if(output_size<least||output_size>most){throw new IllegalLayer("o\
utput_size",output_size,tr("without output_padding it is {least}, and stride {stride} leaves room for {more} more",{least:`${least}`.
replace("-","\u2212"),stride:layer2.stride,more:layer2.stride-1}),Math.min(Math.max(output_size,least,1),most),`requeste\
d an output size of [${output_size}], but valid sizes range from [${least}] to [${most}] (for an input of torch.Size([${input_size}\
]))`)}const output_padding=output_size-least;outputSize({...layer2,output_padding},input_size);return output_padding}function convOutputSize({
kernel_size,stride,padding,dilation},input_size){const cells=sized(input_size)+2*padding;const reach=BigInt(dilation)*BigInt(
kernel_size-1)+1n;if(reach>cells){throw new IllegalLayer("kernel_size",kernel_size,tr("the kernel spans {reach} cells an\
d the padded input only {cells}",{reach,cells}),Math.floor((cells-1)/dilation)+1)}return Math.floor((cells-Number(reach))/
stride)+1}function exactSize(layer2,input_size){const[n,k,s,d]=[sized(input_size),layer2.kernel_size,layer2.stride,layer2.
dilation];const full=BigInt(n-1)*BigInt(s)+BigInt(d)*BigInt(k-1)+1n;return full+BigInt(layer2.output_padding-2*layer2.padding)}
var FORMULA="({input} \u2212 1)\xB7{stride} \u2212 2\xB7{padding} + {dilation}\xB7({kernel_size} \u2212 1) + {output_padding} + 1";
var CONV="\u230A({input} + 2\xB7{padding} \u2212 {dilation}\xB7({kernel_size} \u2212 1) \u2212 1) / {stride}\u230B + 1";
var sizePieces=(layer2,input_size)=>pieces(`${FORMULA} = ${exactSize(layer2,input_size)}`,layer2,input_size);var convSizePieces=(layer2,input_size)=>pieces(
`${CONV} = ${convOutputSize(layer2,input_size)}`,layer2,input_size);var sizeFormula=(layer2,input_size)=>sizePieces(layer2,
input_size).reduce((line,[text])=>line+text,"");function pieces(formula2,layer2,input_size){const values=new Map(Object.
entries({input:input_size,...layer2}));const parts=formula2.replace("= -","= \u2212").split(/[{}]/);return parts.map((part,n)=>n%
2?[`${values.get(part)}`,part]:[part,""])}var plain=text=>text.replace(/[！-～]/g,wide=>String.fromCharCode(wide.charCodeAt(0)-65248)).replaceAll("\u3001",",").
replaceAll("\u2212","-");function wholeNumbers(text,axes2){const refusedFor=fault=>({values:[],fault});const unread=()=>tr(
"\u201C{text}\u201D can\u2019t be read: enter whole numbers, as in 4 or 4, 3.",{text:shortened(text)});if(text.length>200)
return refusedFor(unread());const parts=plain(text).replace(/^[\s([]+|,?[\s)\]]+$/g,"").split(/\s*[,\s×xX]\s*/);if(/\b0x/i.
test(text)||!parts.every(part=>/^[+-]?\d+$/.test(part)))return refusedFor(unread());const values=parts.map(Number);if(values.
some(value=>Math.abs(value)>LARGEST))return refusedFor(tr("Numbers beyond {most} are too large here.",{most:LARGEST}));if(values.
length===1)return{values:Array(axes2).fill(values[0]),fault:""};if(values.length!==axes2)return refusedFor(tr("\u201C{text}\u201D \
has {count} numbers: enter one for all axes, or {axes}.",{text:shortened(text),count:values.length,axes:axes2}));return{
values,fault:""}}var written=(values,between=", ")=>values.every(value=>value===values[0])?`${values[0]}`:values.join(between);
var shortened=text=>text.length>40?`${text.slice(0,38)}\u2026`:text;var times=size=>size.join(" \xD7 ");var LONGEST=8e3;var NAMES=new Map([["error",["error"]],["chain",["chain","input_size","in_channels","meet"]],["settings",
["axes","input_size","output_size"]],["size",["axes","transposed","input_size","kernel_size","stride","padding","output_\
padding","dilation","in_channels","out_channels","groups"]]]);var TEXTS=new Set(["error","chain"]);var sizesIn=text=>/\b0x/i.
test(text)?text:plain(text).replace(/(\d) ?[x×] ?(?=\d)/gi,"$1,");function stateOf(hash){if(!hash.includes("="))return null;
const unread=fault=>({part:"",values:new Map,fault});if(hash.length>LONGEST)return unread(tr("The address is too long to\
 be read."));const values=new Map;for(const piece2 of hash.slice(1).split("&")){if(!piece2)continue;const at=piece2.indexOf(
"=");const name=at<0?piece2:piece2.slice(0,at);try{const text=decodeURIComponent(at<0?"":piece2.slice(at+1));values.set(
name,TEXTS.has(name)?text:sizesIn(text))}catch{return unread(unreadable(name,piece2.slice(at+1)))}}const part=["error","\
chain"].find(name=>values.has(name));const chosen=part??(values.has("output_size")?"settings":"size");const names=NAMES.
get(chosen)??[];const strange=[...values].find(([name])=>!names.includes(name));if(strange)return unread(unreadable(...strange));
return{part:chosen,values,fault:""}}var unreadable=(name,value)=>tr("\u201C{text}\u201D in the address can\u2019t be read, so the addre\
ss is ignored.",{text:shortened(`${name}=${value}`)});function hashOf(state2){const pieces2=state2.map(([name,value])=>{
const text=encodeURIComponent(value).replaceAll("%2C",",").replaceAll("%3B",";");return`${name}=${text.replace(/%3A/g,":")}`});
const hash=`#${pieces2.join("&")}`;return hash.length>LONGEST||!state2.length?"":hash}var TOKEN=new RegExp([/[^\S\n]+|#[^\n]*|\\\r?\n/,/[\n;]/,/"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/,
/(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/,/[\p{L}_][\p{L}\p{N}_.]*/u,/\*\*=?|\/\/=?|->|[-+*/%=!<>:]=|[^]/].map(
part=>part.source).join("|"),"uy");var KINDS=[["line",/^[\n;]/],["space",/^(?:\s|#|\\\r?\n)/],["string",/^["']/],["numbe\
r",/^\.?\d/],["name",/^[\p{L}_]/u],["op",/^/]];var CLOSED_BY=new Map([["(",")"],["[","]"],["{","}"]]);var CLOSING=new Set(
CLOSED_BY.values());var DEEPEST=30;var SHOWN=120;function tokensOf(text){const tokens=[];const open=[];const passed=[];let line=1;
TOKEN.lastIndex=0;for(let found2;found2=TOKEN.exec(text);){const[part]=found2;const kind=KINDS.find(([,begins])=>begins.
test(part))?.[0]??"op";const inner=open.at(-1);const token={kind:kind==="space"?"op":kind,text:part,line,start:found2.index,
end:TOKEN.lastIndex,items:[]};if(kind==="op"&&CLOSED_BY.has(part)){if(open.length===DEEPEST){const why=tr("Brackets are \
nested more than {most} deep.",{most:DEEPEST});return{tokens:[],passed:[{line,text:part,why}]}}token.kind=part;(inner?.items??
tokens).push(token);open.push(token)}else if(kind==="op"&&CLOSING.has(part)){if(inner&&CLOSED_BY.get(inner.text)===part){
inner.end=TOKEN.lastIndex;open.pop()}else passed.push({line,text:part,why:tr("This bracket was never opened.")})}else if(kind!==
"space"&&(kind!=="line"||!inner)){(inner?.items??tokens).push(token)}if(kind!=="name"&&kind!=="number")line+=part.split(
"\n").length-1}if(open.length){const[first]=open;const why=tr("This bracket is never closed, so what follows is read as \
if it stood inside.");passed.push({line:first.line,text:first.text,why});for(const token of open)token.end=text.length}return{
tokens,passed}}function divided(tokens,divides2){const parts=[[]];tokens.forEach((token,at)=>{if(divides2(token,at))parts.
push([]);else parts[parts.length-1].push(token)});return parts.filter(part=>part.length)}var isOp=(token,...texts)=>token?.
kind==="op"&&texts.includes(token.text);function shown(text){const line=text.slice(0,8*SHOWN).replace(/\s+/g," ").trim();
return line.length>SHOWN?`${line.slice(0,SHOWN)}\u2026`:line}function children(tokens){const starts=[0,...tokens.keys()].
filter(at=>at>0&&isChild(tokens.slice(at,at+2)));return[0,...starts].map((start2,n)=>tokens.slice(start2,starts[n])).filter(
({length})=>length)}var isCall=([first,second,...more])=>first?.kind==="name"&&second?.kind==="("&&more.every(({kind})=>kind===
"(");var isChild=([first,second])=>first?.kind==="("&&isOp(second,":");function withoutTarget(tokens){if(isChild(tokens)){
return{label:tokens[0].items.map(({text})=>text).join(""),tokens:tokens.slice(2)}}const at=tokens.map(token=>isOp(token,
"=","+=")).lastIndexOf(true);if(at>0){const[target2]=tokens;const label=at===1||isOp(tokens[1],":")?target2.text.replace(
/^self\./,""):"";return{label:target2.kind==="name"?label:"",tokens:tokens.slice(at+1)}}if(tokens[0]?.kind==="string"&&isOp(
tokens[1],":")){return{label:tokens[0].text.slice(1,-1),tokens:tokens.slice(2)}}const led=isOp(tokens[0],"*","**")||tokens[0]?.
text==="return";return{label:"",tokens:led?tokens.slice(1):tokens}}var LONGEST2=30;var PRINTED="same valid zeros reflect replicate circular nearest linear bilinear bicubic trilinear area";
var WORDS=new Map([["True",true],["False",false],["None",null],...PRINTED.split(" ").map(word=>[word,word])]);var OPERATORS=new Map(
[["+",[1,(a,b)=>a+b]],["-",[1,(a,b)=>a-b]],["*",[2,(a,b)=>a*b]],["/",[2,(a,b)=>a/b]],["//",[2,(a,b)=>Math.floor(a/b)]],[
"%",[2,(a,b)=>a-b*Math.floor(a/b)]],["**",[4,(a,b)=>a**b]]]);var SIGN=3;function valueOf(tokens){if(tokens.length>LONGEST2)
return void 0;let at=0;const value=sum2(0);return at===tokens.length?value:void 0;function sum2(least){let left=operand();
for(;;){const token=tokens[at];const[power,compute]=token?.kind==="op"&&OPERATORS.get(token.text)||[0,null];if(!compute||
power<=least)return left;at+=1;const right=sum2(token.text==="**"?power-1:power);left=typeof left==="number"&&typeof right===
"number"?finite(compute(left,right)):void 0}}function operand(){const token=tokens[at];at+=1;if(isOp(token,"-","+")){const value2=sum2(
SIGN);if(typeof value2!=="number")return void 0;return token.text==="-"?-value2:value2}if(token?.kind==="number")return finite(
Number(token.text.replaceAll("_","")));if(token?.kind==="string")return token.text.replace(/^("""|'''|["'])([^]*)\1$/,"$\
2");if(token?.kind==="name")return WORDS.get(token.text);if(token?.kind!=="("&&token?.kind!=="[")return void 0;const values=[];
for(const part of divided(token.items,one3=>isOp(one3,","))){const value2=valueOf(part);if(value2===void 0)return void 0;
values.push(value2)}const one2=token.kind==="("&&values.length===1&&!isOp(token.items.at(-1),",");return one2?values[0]:
values}}var finite=value=>Math.abs(value)<=Number.MAX_SAFE_INTEGER?value:void 0;var CHANNELS=new Set("in_channels out_channels num_features num_channels groups num_groups".split(" "));var Stop=class extends Error{};
function along(name,value,axes2,least=-LARGEST){const list2=Array.isArray(value)?value:[value];if(list2.length!==1&&list2.
length!==axes2){const rule=tr("it must be one number, or one for each of {axes} axes",{axes:axes2});throw new Stop(refused(
name,written2(value),rule))}return Array.from({length:axes2},(_,n)=>whole2(name,list2[list2.length===1?0:n],least))}function whole2(name,value,least=-LARGEST){
if(typeof value!=="number"){throw new Stop(refused(name,written2(value),tr("it must be a whole number")))}return atLeast(
name,whole(name,value),least)}function written2(value){if(Array.isArray(value))return`(${value.map(written2).join(", ")}${value.
length===1?",":""})`;if(typeof value==="string")return`'${value}'`;if(typeof value==="boolean")return value?"True":"Fals\
e";return`${value??"None"}`}var isFloat=token=>isOp(token,"/")||token.kind==="number"&&/[.eE]/.test(token.text)||token.items.
some(isFloat);function argumentsOf(module,kind,parts,source){const lazy=module.startsWith("Lazy")&&parts[0]?.length===1&&
parts[0][0].text==="0";const found2=new Map;const texts=[];for(const[n,part]of parts.slice(lazy?1:0).entries()){const named=part[0].
kind==="name"&&isOp(part[1],"=");const name=named?part[0].text:kind.takes[n];const values={module,name:shown(name??""),text:"",
count:kind.takes.length};if(!name)return tr("{module} takes at most {count} arguments.",values);if(!kind.takes.includes(
name))return tr("{module} takes no argument {name}.",values);if(found2.has(name))return tr("{module} is given {name} twi\
ce.",values);const given=named?part.slice(2):part;const value=valueOf(given);const counted=CHANNELS.has(name);if(value===
void 0&&kind.reads.has(name)&&!counted){return tr("Its {name} must be written as a number, because no code is run.",values)}
if(kind.reads.has(name)&&name!=="scale_factor"&&given.some(isFloat)){return tr("Its {name} is no whole number to Python:\
 write // for /, and 2 for 2.0.",values)}found2.set(name,counted?value:value??null);texts.push([name,value===void 0?source(
given):written2(value)])}const missing=kind.needs.find(name=>!found2.has(name));if(missing)return tr("{module} needs {na\
me}.",{module,name:missing});return{parameters:Object.fromEntries(found2),written:Object.fromEntries(texts)}}var each=(shape,change)=>shape.slice(1).map((n,axis)=>change(Number(n),axis));function wantChannels(shape,wanted){const[
channels2]=shape;if(typeof wanted==="number"&&channels2!==null&&channels2!==wanted){const joined=wanted>channels2?tr("If\
 torch.cat adds the rest, put a name in place of {wanted} to go on.",{wanted}):"";throw new Stop(sentences([tr("It takes\
 {wanted} channels, but gets {channels}.",{wanted,channels:channels2}),joined]))}}function outChannels(p){const groups=whole2(
"groups",p.groups??1,1);for(const name of["in_channels","out_channels"]){if(p[name]===void 0)continue;const channels2=whole2(
name,p[name],1);if(channels2%groups){const rule=tr("groups={groups} must divide it",{groups});const nearest2=Math.max(1,
Math.round(channels2/groups))*groups;throw new Stop(refused(name,channels2,rule,nearest2))}}return p.out_channels===void 0?
null:Number(p.out_channels)}var ones=(name,p,axes2)=>along(name,p[name]??(name.endsWith("padding")?0:1),axes2);function conv(shape,p,axes2){
const out=outChannels(p);wantChannels(shape,p.in_channels);const[kernel_size,stride,dilation]=["kernel_size","stride","d\
ilation"].map(name=>ones(name,p,axes2));const same=p.padding==="same";if(same&&stride.some(one2=>one2!==1)){const rule=tr(
"with stride={stride}, a convolution doesn't take 'same'",{stride:written2(p.stride)});throw new Stop(refused("padding",
"'same'",rule))}const word=typeof p.padding==="string";if(word&&!same&&p.padding!=="valid"){const rule=tr("it must be a \
number, 'same' or 'valid'");throw new Stop(refused("padding",written2(p.padding),rule))}const padding=word?kernel_size.map(
()=>0):ones("padding",p,axes2);return[out,...each(shape,(n,axis)=>{const one2={kernel_size:kernel_size[axis],stride:stride[axis],
dilation:dilation[axis]};const spread=layer({...one2,padding:padding[axis]});const most=same?Math.ceil(one2.dilation*(one2.
kernel_size-1)/2):padding[axis];mirror(n,most,String(p.padding_mode??"zeros"));return same?n:convOutputSize(spread,n)})]}
function transposed(shape,p,axes2){const out=outChannels(p);if((p.padding_mode??"zeros")!=="zeros"){const rule=tr("a tra\
nsposed convolution takes 'zeros' only");throw new Stop(refused("padding_mode",written2(p.padding_mode),rule))}wantChannels(
shape,p.in_channels);const layers=axesOf(p,axes2);return[out,...each(shape,(n,axis)=>outputSize(layer(layers[axis]),n))]}
function axesOf(p,axes2){const all=["kernel_size","stride","padding","output_padding","dilation"].map(name=>ones(name,p,
axes2));return Array.from({length:axes2},(_,axis)=>{const[kernel_size,stride,padding,output_padding,dilation]=all.map(one2=>one2[axis]);
return{kernel_size,stride,padding,output_padding,dilation}})}function pool(shape,p,axes2){const kernel_size=along("kerne\
l_size",p.kernel_size,axes2,1);const unset=(p.stride??null)===null||Array.isArray(p.stride)&&!p.stride.length;const stride=unset?
kernel_size:along("stride",p.stride,axes2,1);const padding=along("padding",p.padding??0,axes2,0);const dilation=along("d\
ilation",p.dilation??1,axes2,1);return[shape[0],...each(shape,(n,axis)=>{const[k,s,pad,d]=[kernel_size[axis],stride[axis],
padding[axis],dilation[axis]];if(pad>k/2){const rule=tr("it must be at most half of kernel_size");throw new Stop(refused(
"padding",pad,rule,Math.floor(k/2)))}const room=n+2*pad-d*(k-1)-1;let out=(p.ceil_mode?Math.ceil(room/s):Math.floor(room/
s))+1;if(p.ceil_mode&&(out-1)*s>=n+pad)out-=1;if(out<1){const values={reach:d*(k-1)+1,cells:n+2*pad};const rule=tr("the \
kernel spans {reach} cells and the padded input only {cells}",values);throw new Stop(refused("kernel_size",k,rule))}return out})]}
function average(shape,p,axes2){const sizes3=shape.slice(1).map(Number);along("kernel_size",p.kernel_size,axes2,1).forEach(
(kernel_size,axis)=>{const[reach,cells]=[kernel_size,sizes3[axis]];if(axes2===3&&reach>cells){const rule=tr("the kernel \
spans {reach} cells and the input only {cells}",{reach,cells});throw new Stop(refused("kernel_size",reach,rule,cells))}});
return pool(shape,p,axes2)}var padded=mode=>(shape,p,axes2)=>{const list2=Array.isArray(p.padding)?p.padding:Array(2*axes2).
fill(p.padding);const pads=along("padding",list2,2*axes2);return[shape[0],...each(shape,(n,axis)=>{const two=pads.slice(
2*(axes2-1-axis),2*(axes2-axis));mirror(n,Math.max(...two),mode);return n+two[0]+two[1]})]};function mirror(n,padding,mode){
const most=mode==="reflect"?n-1:mode==="circular"?n:Infinity;if(padding>most){const rule=tr("with padding_mode='{mode}' \
it must be at most {most} for {n} elements",{mode,most,n});throw new Stop(refused("padding",padding,rule,most))}}function kept(shape){return shape}function normed(shape,p){wantChannels(shape,p.num_features??p.num_channels);return shape}
function instances(shape,p){if(p.affine)wantChannels(shape,p.num_features);if(shape.slice(1).every(n=>n===1)){throw new Stop(
tr("It takes the mean of each channel, which needs more than one element."))}return shape}function adaptive(shape,p,axes2){
const list2=Array.isArray(p.output_size)?p.output_size:Array(axes2).fill(p.output_size);const sizes3=list2.map((one2,axis)=>one2??
Number(shape[1+axis]));return[shape[0],...along("output_size",sizes3,axes2,1)]}var MODES=new Map([["linear",1],["bilinea\
r",2],["bicubic",2],["trilinear",3]]);var ANY_AXES=["nearest","nearest-exact","area"];function upsampled(shape,p){const axes2=shape.
length-1;const mode=p.mode??"nearest";if(!ANY_AXES.includes(String(mode))&&MODES.get(String(mode))!==axes2){const rule=tr(
"it does not work along {axes} axes",{axes:axes2});throw new Stop(refused("mode",written2(mode),rule))}const[size,factor]=[
p.size??null,p.scale_factor??null];if(size===null===(factor===null)){throw new Stop(tr("It needs either size or scale_fa\
ctor, not both."))}if(size!==null)return[shape[0],...along("size",size,axes2,1)];const factors=Array.isArray(factor)?factor:
Array(axes2).fill(factor);if(factors.length!==axes2||!factors.every(one2=>typeof one2==="number")){const rule=tr("it mus\
t be one number, or one for each of {axes} axes",{axes:axes2});throw new Stop(refused("scale_factor",written2(factor),rule))}
const sizes3=factors.map((one2,axis)=>Math.floor(Number(shape[1+axis])*Number(one2)));if(Math.min(...sizes3)<1){const rule=tr(
"the output would have {size} elements, and it needs at least 1",{size:Math.min(...sizes3)});throw new Stop(refused("sca\
le_factor",written2(factor),rule))}return[shape[0],...sizes3]}function shuffled([channels2,...size],p){const r=whole2("u\
pscale_factor",p.upscale_factor,1);if(channels2!==null&&channels2%(r*r)){const values={count:channels2,by:r*r};throw new Stop(
tr("The {count} channels must be divisible by {by}.",values))}return[channels2===null?null:channels2/(r*r),...size.map(n=>Number(
n)*r)]}function unshuffled([channels2,...size],p){const r=whole2("downscale_factor",p.downscale_factor,1);for(const n of size)
divides(n,r);return[channels2===null?null:channels2*r*r,...size.map(n=>Number(n)/r)]}function divides(count,by){if(count!==
null&&count%by){throw new Stop(tr("The size {count} must be divisible by {by}.",{count,by}))}}function flat(shape,p){if((p.
start_dim??1)!==1||(p.end_dim??-1)!==-1){throw new Stop(tr("Only a Flatten of all axes but the batch is known here."))}return[
shape.reduce((all,n)=>all===null||n===null?null:all*n,1)]}function unflat(shape,p){const sizes3=along("unflattened_size",
p.unflattened_size,Array.isArray(p.unflattened_size)?p.unflattened_size.length:1,1);const[count,product]=[shape[0],sizes3.
reduce((all,n)=>all*n,1)];if(p.dim!==1||count!==null&&count!==product){const values={count:count??"?",sizes:written2(sizes3)};
throw new Stop(tr("{count} features on axis 1 can't become {sizes}.",values))}return sizes3}function linear(shape,p){const[
last,wanted]=[shape.at(-1)??null,p.in_features];if(typeof wanted==="number"&&last!==null&&last!==wanted){throw new Stop(
tr("It takes {wanted} features, but gets {last}.",{wanted,last}))}return[...shape.slice(0,-1),whole2("out_features",p.out_features,
1)]}function tailNormed(shape,p){const wanted=Array.isArray(p.normalized_shape)?p.normalized_shape:[p.normalized_shape??
null];const tail=shape.slice(-wanted.length);if(tail.length<wanted.length||tail.some((n,at)=>n!==null&&n!==wanted[at])){
const values={wanted:written2(wanted),tail:written2(tail)};throw new Stop(tr("It takes a shape that ends in {wanted}, bu\
t gets {tail}.",values))}return shape}function gated(shape,p){const dim=whole2("dim",p.dim??-1);const at=dim<0?shape.length+
dim:dim-1;if(at<0||at>=shape.length){const rule=tr("the shape has no such axis");throw new Stop(refused("dim",dim,rule))}
divides(shape[at],2);return shape.map((n,axis)=>axis===at&&n!==null?n/2:n)}var KINDS2=new Map;var FUNCTIONS=new Map;var UNREAD=new Set("bias device dtype return_indices count_include_pad divisor_\
override value norm_type eps momentum track_running_stats elementwise_affine align_corners recompute_scale_factor antial\
ias".split(" "));function put(names,takes,axes2,rule,table3=KINDS2){const parameters2=takes.split(" ").filter(Boolean);const list2=parameters2.
map(one2=>one2.replace("*",""));const needs=list2.filter(one2=>parameters2.includes(`${one2}*`));const reads=new Set(list2.
filter(one2=>!UNREAD.has(one2)));for(const name of names.split(" "))table3.set(name,{takes:list2,needs,reads,axes:axes2,
rule})}var TAIL="device dtype";var CONV2=`out_channels* kernel_size* stride padding dilation groups bias padding_mode ${TAIL}`;
var TRANSPOSED="out_channels* kernel_size* stride padding output_padding groups bias dilation padding_mode "+TAIL;var NORM="\
eps momentum affine track_running_stats device dtype bias";var POOL="kernel_size* stride padding";for(const axes2 of[1,2,
3]){const d=`${axes2}d`;put(`Conv${d}`,`in_channels* ${CONV2}`,[axes2],conv);put(`LazyConv${d}`,CONV2,[axes2],conv);put(
`ConvTranspose${d}`,`in_channels* ${TRANSPOSED}`,[axes2],transposed);put(`LazyConvTranspose${d}`,TRANSPOSED,[axes2],transposed);
put(`MaxPool${d}`,`${POOL} dilation return_indices ceil_mode`,[axes2],pool);put(`AvgPool${d}`,`${POOL} ceil_mode count_i\
nclude_pad divisor_override`,[axes2],average);put(`LPPool${d}`,"norm_type* kernel_size* stride ceil_mode",[axes2],average);
put(`AdaptiveAvgPool${d}`,"output_size*",[axes2],adaptive);put(`AdaptiveMaxPool${d}`,"output_size* return_indices",[axes2],
adaptive);put(`ZeroPad${d} ReplicationPad${d}`,"padding*",[axes2],padded("replicate"));put(`ConstantPad${d}`,"padding* v\
alue",[axes2],padded("constant"));put(`ReflectionPad${d}`,"padding*",[axes2],padded("reflect"));put(`CircularPad${d}`,"p\
adding*",[axes2],padded("circular"));const some=axes2===1?[0,1]:[axes2];put(`BatchNorm${d}`,`num_features* ${NORM}`,some,
normed);put(`LazyBatchNorm${d}`,NORM,some,normed);put(`InstanceNorm${d}`,`num_features* ${NORM}`,[axes2],instances);const function_=`\
pool${d}`;put(`max_${function_}`,`${POOL} dilation ceil_mode return_indices`,[axes2],pool,FUNCTIONS);put(`avg_${function_}`,
`${POOL} ceil_mode count_include_pad divisor_override`,[axes2],average,FUNCTIONS);put(`adaptive_avg_${function_} adaptiv\
e_max_${function_}`,"output_size*",[axes2],adaptive,FUNCTIONS)}var GROWN="size scale_factor mode align_corners recompute\
_scale_factor";put("Upsample",GROWN,[],upsampled);put("UpsamplingNearest2d UpsamplingBilinear2d","size scale_factor mode",
[2],upsampled);put("interpolate upsample",`${GROWN} antialias`,[],upsampled,FUNCTIONS);put("PixelShuffle","upscale_facto\
r*",[2],shuffled);put("pixel_shuffle","upscale_factor*",[2],shuffled,FUNCTIONS);put("PixelUnshuffle","downscale_factor*",
[2],unshuffled);put("pixel_unshuffle","downscale_factor*",[2],unshuffled,FUNCTIONS);put("Flatten","start_dim end_dim",[],
flat);put("Unflatten","dim* unflattened_size*",[0],unflat);put("Linear","in_features* out_features* bias device dtype",[],
linear);put("LazyLinear","out_features* bias device dtype",[],linear);put("GroupNorm","num_groups* num_channels* eps aff\
ine device dtype bias",[],normed);put("SyncBatchNorm",`num_features* ${NORM}`,[],normed);put("LayerNorm RMSNorm","normal\
ized_shape* eps elementwise_affine bias",[],tailNormed);put("GLU","dim",[],gated);var KEEP_SIZE=new Set("Identity ReLU R\
eLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU Mish SiLU Sigmoid LogSigmoid Tanh Tanhshrink Hardtanh Hardswish Hardsigmoi\
d Hardshrink Softplus Softshrink Softsign Softmax Softmin Softmax2d LogSoftmax Threshold Dropout AlphaDropout FeatureAlp\
haDropout Dropout1d Dropout2d Dropout3d LocalResponseNorm CrossMapLRN2d ChannelShuffle".split(" "));for(const name of KEEP_SIZE)
put(name,"",[],kept);var LONGEST3=1e5;var MOST=500;var MOST_PASSED=100;var MOST_MISSES=1e3;var COUNTS=new Set(["Sequential","ModuleList"]);var NAMES2="\
ModuleDict OrderedDict append extend add_module weight_norm spectral_norm";var HOLDS=new Set([...COUNTS,...NAMES2.split(
" ")]);var PROMPTS=/^(?:>>>|\.\.\.|(?:In|Out) ?\[\d{1,9}\]:)/gm;var ORDER=N_("Its layers are read in this order; whateve\
r else its forward does is not seen.");var PRINTED_POOL="kernel_size,stride,padding";var BRANCHES=new Set("for while if \
elif else try except with".split(" "));function readChain(text){if(text.length>LONGEST3){const why=tr("The text has {cou\
nt} characters, but at most {most} are read.",{count:text.length,most:LONGEST3});return{layers:[],passed:[{line:1,text:shown(
text),why}]}}text=text.replace(PROMPTS,"");const{tokens,passed}=tokensOf(text);passed.splice(MOST_PASSED);let misses=0;const layers=[];
for(const statement of divided(tokens,({kind})=>kind==="line")){read(statement,[])}return{layers,passed};function read(tokens2,path){
if(tokens2.length===1&&tokens2[0].kind==="string")return;const bare=withoutTarget(tokens2);const inner=bare.label?[...path,
bare.label]:path;const[first,second,...more]=bare.tokens;if(layers.length>=MOST){return pass(tokens2,tr("Only the first \
{most} layers are read.",{most:MOST}))}if(isCall(bare.tokens)){return readCall(first,second,more,inner)}if(!second&&(first?.
kind==="["||first?.kind==="("||first?.kind==="{")){return readAll(first,inner,first.kind==="[")}const times2=first?.kind===
"number"&&second?.text==="x"?valueOf([first]):void 0;if(typeof times2==="number"){const count=Math.min(times2,MOST);for(let n=0;n<
count&&layers.length<MOST;n++){read(more,[...path,String(Number(bare.label.split("-")[0])+n)])}return}if(first?.text==="\
class")return pass(tokens2,tr(ORDER));if(BRANCHES.has(first?.text)){const why=tr("\u201C{word}\u201D is not run: the layers under \
it are read once.",{word:first.text});return pass(tokens2,why)}const parts=divided(bare.tokens,token=>isOp(token,","));if(parts.
some(isCall)&&parts[0].length<bare.tokens.length){return parts.forEach(part=>read(part,inner))}pass(tokens2,tr("No layer\
 can be read here."))}function readAll(group,path,counts){const parts=divided(group.items,token=>isOp(token,",")).flatMap(
children);const[name,...rest]=parts;if(name?.length===1&&name[0].kind==="string"&&rest.length===1){return read(rest[0],[
...path,name[0].text.slice(1,-1)])}const[begin]=parts[0]??[];const only2=parts.length===1&&(begin.kind!=="name"||/OrderedDict$/.
test(begin.text));parts.forEach((part,n)=>{const named=part.length===1&&part[0].kind==="(";read(part,!counts||only2||named||
isChild(part)?path:[...path,`${n}`])})}function readCall(name,group,more,path){const last=name.text.slice(name.text.lastIndexOf(
".")+1).replace(/^Parametrized/,"");if(HOLDS.has(last))return readAll(group,path,COUNTS.has(last));const call=shown(text.
slice(name.start,group.end));const parts=divided(group.items,token=>isOp(token,",")).flatMap(children);const called=FUNCTIONS.
get(last);const kind=called??KINDS2.get(last);if(!kind){const within2=parts.filter(isChild);const why=within2.length?tr(
ORDER):tr("This module or function is not known here.");pass(within2.length?[name]:[name,group],why);return within2.forEach(
part=>read(part,path))}const[first]=called?parts:divided(more[0]?.items??[],token=>isOp(token,","));if(first?.some(({kind:kind2})=>kind2===
"("))read(first,path);const given=KEEP_SIZE.has(last)?[]:parts.filter(part=>!isChild(part));const found2=argumentsOf(last,
kind,called?given.slice(1):given,source);if(typeof found2==="string")return pass([name,group],found2);const named=given.
every(part=>isOp(part[1],"="))&&Object.keys(found2.written).join();if(/^AvgPool/.test(last)&&named===PRINTED_POOL){const why=tr(
"What print shows leaves out ceil_mode, which is taken to be False.");pass([name,group],why)}if(more.some(({items})=>items.
some(token=>token.text==="output_size"))){pass([name,group],tr("The output_size in its call is not read: the sizes are t\
hose without it."))}const unknown2=Object.keys(found2.written).find(key=>found2.parameters[key]===void 0);if(unknown2){const why=tr(
"Its {name} is not written as a number here, but the sizes don't depend on it.",{name:unknown2});pass([name,group],why)}
const{line}=name;layers.push({name:path.join("."),module:last,call,line,kind,...found2})}function source(tokens2){return tokens2.
length?text.slice(tokens2[0].start,tokens2[tokens2.length-1].end):""}function pass(tokens2,why){misses+=1;if(misses>MOST_MISSES)
return;const one2={line:tokens2[0].line,text:shown(source(tokens2)),why};if(passed.some(other=>other.text===one2.text&&other.
why===why))return;if(passed.length<MOST_PASSED)passed.push(one2)}}var NEAR=8;var MOST_STRIDE=64;function waysToChange({kind,parameters:parameters2},axes2){if(kind.rule!==transposed)return[];
const own2=axesOf(parameters2,axes2);const way=change=>own2.map(one2=>[one2,...change(one2)]);return[way(one2=>outputPaddings(
one2).map(output_padding=>({...one2,output_padding}))),way(one2=>near(one2.padding,0).map(padding=>({...one2,padding}))),
way(one2=>nearKernels(one2).map(kernel_size=>({...one2,kernel_size}))),way(({stride})=>multiplying(stride)),way(one2=>sameKernel(
one2)),way(({stride})=>[2,3,4].flatMap(by=>[stride*by,stride/by]).flatMap(multiplying))]}var outputPaddings=({stride,dilation,
output_padding})=>Array.from({length:Math.min(Math.max(stride,dilation),MOST_STRIDE)},(_,n)=>n).sort((a,b)=>Math.abs(a-output_padding)-
Math.abs(b-output_padding));var near=(value,least)=>Array.from({length:2*NEAR},(_,n)=>value+(n%2?-1:1)*(1+(n>>1))).filter(
one2=>one2>=least);var nearKernels=({kernel_size,stride})=>near(kernel_size,1).filter(one2=>Math.abs(one2-kernel_size)<stride);
function sameKernel(one2){const over=one2.dilation*(one2.kernel_size-1)+1-one2.stride;const padding=Math.max(0,Math.ceil(
over/2));return[{...one2,padding,output_padding:2*padding-over}]}function centred({kind,parameters:parameters2},axes2){const pools=kind.
takes.includes("ceil_mode")&&kind.takes.includes("padding");if(kind.rule!==conv&&!pools||typeof parameters2.padding==="s\
tring")return null;const own2=axesOf(parameters2,axes2);if(own2.some(({kernel_size})=>kernel_size%2===0))return null;return own2.
map(one2=>({...one2,padding:one2.dilation*(one2.kernel_size-1)/2}))}function multiplying(stride){if(!Number.isInteger(stride)||
stride<1)return[];const padding=Math.ceil(stride/2);const twice={kernel_size:2*stride,padding,output_padding:stride%2};const once={
kernel_size:stride,padding:0,output_padding:0};const two=stride===1?[once]:[twice,once];return two.map(one2=>({...one2,stride,
dilation:1}))}function withNumbers(read,numbers3){const own2=axesOf(read.parameters,numbers3.length);const names=FIELDS.
filter(name=>numbers3.some((one2,axis)=>one2[name]!==own2[axis][name]));const changed=names.map(name=>[name,oneOrEach(numbers3.
map(one2=>one2[name]))]);const texts=changed.map(([name,value])=>[name,written2(value)]);return{...read,parameters:{...read.
parameters,...Object.fromEntries(changed)},written:{...read.written,...Object.fromEntries(texts)}}}var nameOf=({name,line})=>name||
tr("line {line}",{line});var oneOrEach=values=>values.every(one2=>one2===values[0])?values[0]:values;function codeOf({module,
kind,written:texts}){const parts=kind.takes.filter(name=>Object.hasOwn(texts,name)).map(name=>/^(in|out)_channels$/.test(
name)?texts[name]:`${name}=${texts[name]}`);return`nn.${module}(${parts.join(", ")})`}function toldChange(before,after2,axes2){
const[old,now]=[before,after2].map(({parameters:parameters2})=>axesOf(parameters2,axes2));const grows=before.kind.rule===
transposed;if(grows&&now.some((one2,n)=>hasHoles(one2)&&!hasHoles(old[n])))return null;const change=FIELDS.filter(name=>now.
some((one2,n)=>one2[name]!==old[n][name])).map(name=>{const[was,is]=[old,now].map(all=>written2(oneOrEach(all.map(one2=>one2[name]))));
return`${name} ${was} \u2192 ${is}`}).reduce((one2,other)=>tr("{one} and {other}",{one:one2,other}));const uneven=grows?
now.find((one2,n)=>isEven(old[n])&&!isEven(one2)):void 0;return{change,name:nameOf(before),caveats:uneven?[tr("taps per \
phase become uneven: {taps}",{taps:toldTaps(uneven)})]:[]}}var LONGEST_PERIOD=256;var LARGEST_START=4096;function periodOf(layers,axis,axes2){let[period,step]=[1,1];for(const{kind,
parameters:parameters2}of layers){const number=name=>{const value=parameters2[name]??null;const own2=Array.isArray(value)?
value[value.length===axes2?axis:0]:value;return typeof own2==="number"?own2:NaN};const stride=number("stride")||kind.takes.
includes("ceil_mode")&&number("kernel_size")||1;const[grown,shrunk]=kind.rule===transposed?[stride,1]:[1,stride];const up=grown*
(number("scale_factor")||1)*(number("upscale_factor")||1);const down=shrunk*(number("downscale_factor")||1)*(kind.rule===
gated?2:1);const lowest=down/divisor(down,up);const shared2=divisor(step,lowest);period*=lowest/shared2;step=step/shared2*
(up/divisor(down,up))}return period}function windowOf(point,period){if(!(period<=LONGEST_PERIOD))return null;let start2=1;
while(start2<=LARGEST_START&&!point(start2))start2+=1;if(start2>LARGEST_START)return null;const points=Array.from({length:3*
period},(_,more)=>point(start2+more));const lost=points.some((one2,n)=>one2&&n<2*period&&!points[n+period]);return lost?
null:points.filter(one2=>one2!==null)}function walk(layers,{channels:channels2=null,size}){const rows=[];let shape=[channels2,...size];for(const{name,call,line,
kind,parameters:parameters2}of layers){const row2={name,call,line,before:stateOf2(shape),after:null,why:""};try{shape=after(
kind,parameters2,shape);rows.push({...row2,after:stateOf2(shape)})}catch(error){if(!(error instanceof Stop||error instanceof
IllegalLayer))throw error;rows.push({...row2,why:error.message});break}}return rows}function after(kind,parameters2,shape){
const axes2=shape.length-1;if(kind.axes.length&&!kind.axes.includes(axes2)){const values={axes:kind.axes.join("/"),count:axes2};
throw new Stop(tr("It works along {axes} axes, but the size has {count}.",values))}const made=kind.rule(shape,parameters2,
axes2);for(const n of made.slice(1)){if(n===null||n<1)throw new Stop(tr("Nothing is left: the size would be {size}.",{size:n}));
if(n>Number.MAX_SAFE_INTEGER)throw new Stop(tr("The size would be too large to count."))}return made}var stateOf2=([channels2,
...size])=>({channels:channels2,size:size.map(Number)});var NEXT=64;function joinOf(layers,[channels2,...given_size],first,last,given){const input=given_size.map(Number);const point=size=>{
const shape=run(layers,[channels2,...size],-1,first);const end=shape&&run(layers,shape,first,last);if(!shape||!end)return null;
const[made,wanted]=[end.slice(1).map(Number),given??shape.slice(1).map(Number)];return made.length===wanted.length?{size,
shape,made,wanted}:null};const here=point(input);if(!here||here.wanted.length!==input.length)return null;const period=input.
map((_,axis)=>periodOf(layers.slice(0,last+1),axis,input.length));const windows=input.map((_,axis)=>windowOf(n=>point(input.
map((old,at)=>at===axis?n:old)),period[axis]));const next2=Array.from({length:NEXT},(_,more)=>point(input.map(n=>n+more+
1)));return{first,last,given:given!==null,here,period,window:given||windows.includes(null)?null:windows,next:given?[]:next2.
filter(one2=>one2!==null)}}function run(layers,shape,first,last){let made=shape;for(let n=first+1;n<=last&&made;n++){if(layers[n].
kind.rule!==kept)made=madeOf(layers[n],made)}return made}var known=new WeakMap;function madeOf(read,shape){const all=known.
get(read)??new Map;known.set(read,all);const key=shape.join();if(!all.has(key))all.set(key,attempt());return all.get(key);
function attempt(){try{return after(read.kind,read.parameters,shape)}catch(error){if(error instanceof Stop||error instanceof
IllegalLayer)return null;throw error}}}var sizesOnly=(layers,axes2)=>layers.map(read=>{const{in_channels,out_channels,num_features,
num_channels,...parameters2}=read.parameters;const keeps=read.kind.rule===normed||read.kind.rule===conv&&keepsAll();return{
...read,parameters:parameters2,kind:keeps?{...read.kind,rule:kept}:read.kind};function keepsAll(){if(typeof parameters2.
padding==="string"||(parameters2.padding_mode??"zeros")!=="zeros"){return false}return axesOf(parameters2,axes2).every(({
kernel_size,stride,padding,dilation})=>stride===1&&2*padding===dilation*(kernel_size-1))}});var fitsAt=(point,fits)=>point.
wanted.every((_,axis)=>fits(point,axis));function fitsEvery({here,window},fits){if(!window||!fitsAt(here,fits))return false;
return window.every((points,axis)=>points.every(point=>fits(point,axis)))}var fitsOf=(layers,{first,last})=>({shape,wanted},axis)=>run(
layers,shape,first,last)?.[axis+1]===wanted[axis];function tried(join,fits,change){if(!fitsAt(join.here,fits))return[];const every=fitsEvery(
join,fits);const count=join.next.filter(point=>fitsAt(point,fits)).length;const values={count,all:join.next.length};const reach=every?
tr("right for all sizes"):count?tr("right for this size and {count} of the next {all}",values):tr("right for this size o\
nly");return[{...change,reach,every}]}var MOST2=12;function ofCalls(layers,join){for(let at=join.last;at>join.first;at--){const{kind,parameters:parameters2,name,
module,written:texts}=layers[at];const dims=join.here.wanted.length;const size=join.given?written2(join.here.wanted):`sk\
ip.shape[-${dims}:]`;const after2=fitsOf(layers,{...join,first:at});const kept2=(point,axis)=>{const shape=run(layers,point.
shape,join.first,at);return shape!==null&&after2({...point,shape:[shape[0],...point.wanted]},axis)};if(kind.rule===transposed){
let isAsked2=function({shape,wanted},axis){const before=run(layers,shape,join.first,at-1);try{outputPaddingFor(axes2[axis],
Number(before?.[axis+1]),wanted[axis])}catch{return false}return true};var isAsked=isAsked2;const axes2=axesOf(parameters2,
dims);return tried(join,(point,axis)=>kept2(point,axis)&&isAsked2(point,axis),{kind:"output_size",at,action:tr("ask for \
the size in the call of {name}",{name:nameOf(layers[at])}),code:`${inCode(name)}(x, output_size=${size})`,edits:[],caveats:/(^|\.)\d+$/.
test(name)?[tr("an nn.Sequential does not pass it on, so call the layer itself")]:[]})}if(parameters2.scale_factor??null){
const bilinear=module==="UpsamplingBilinear2d";const mode=written2(parameters2.mode??(bilinear?"bilinear":"nearest"));const corners=bilinear?
"True":texts.align_corners;const rest=`mode=${mode}${corners?`, align_corners=${corners}`:""}`;return tried(join,kept2,{
kind:"size",at,action:tr("give {name} the size instead of a scale_factor",{name:nameOf(layers[at])}),code:`F.interpolate\
(x, size=${size}, ${rest})`,edits:[],caveats:[]})}if(!fitsAt(join.here,kept2))return[]}return[]}function ofNumbers(layers,join){
const found2=[];const dims=join.here.wanted.length;const consider=(kind,changed)=>{const edits=[...changed].map(([at2,read])=>({
at:at2,code:codeOf(read)}));const code=edits.map(edit=>edit.code).join("\n");const said2=[...changed].map(([at2,read])=>toldChange(
layers[at2],read,dims));if(said2.includes(null)||found2.some(other=>other.code===code))return;const caveats=[...new Set(
said2.flatMap(one2=>one2?.caveats??[]))];const names=new Map;for(const one2 of said2){if(one2)names.set(one2.change,[...names.
get(one2.change)??[],one2.name])}const action=[...names].map(([change,all])=>all.length>1?tr("{change} in {count} layers",
{change,count:all.length}):tr("{change} in {name}",{change,name:all[0]})).reduce((one2,other)=>tr("{one} and {other}",{one:one2,
other}));const[{at}]=edits;const chain=layers.map((read,n)=>changed.get(n)??read);found2.push(...tried(join,fitsOf(chain,
join),{kind,at,action,code,caveats,edits}))};const[grown,padded2]=[new Map,new Map];for(let at=join.last;at>join.first;at--){
const read=layers[at];if(grown.size<MOST2){for(const way of waysToChange(read,dims)){const numbers4=solved(layers,join,at,
way);if(numbers4)consider("numbers",new Map([[at,withNumbers(read,numbers4)]]))}}if(read.kind.rule===transposed){const same=axesOf(
read.parameters,dims).flatMap(sameKernel);grown.set(at,withNumbers(read,same))}const numbers3=centred(read,dims);if(numbers3)
padded2.set(at,withNumbers(read,numbers3))}for(const group of[grown,padded2]){const changed=[...group].reverse().filter(
([at,read])=>codeOf(read)!==codeOf(layers[at]));if(changed.length>(group===grown?1:0))consider("together",new Map(changed))}
return found2}function solved(layers,join,at,way){const own2=way.map(([one2])=>one2);const chosen=way.map((all,axis)=>{const fitting3=all.
filter(one2=>{const numbers3=own2.map((other,n)=>n===axis?one2:other);return fitsOf(replaced(layers,at,numbers3),join)(join.
here,axis)});const best2=fitting3.find(one2=>{const numbers3=own2.map((other,n)=>n===axis?one2:other);const fits=fitsOf(
replaced(layers,at,numbers3),join);return join.window?.[axis].every(point=>fits(point,axis))});return best2??fitting3[0]});
const changes=chosen.some((one2,axis)=>FIELDS.some(name=>one2?.[name]!==own2[axis][name]));return chosen.includes(void 0)||
!changes?null:chosen}var replaced=(layers,at,numbers3)=>layers.map((read,n)=>n===at?withNumbers(read,numbers3):read);var inCode=name=>/^[\p{L}_]/u.
test(name)?`self.${name.replace(/\.(\d+)/g,"[$1]")}`:"layer";var KINDS3=["output_size","size","numbers","together","crop","input"];var MOST3=4;function meet(layers,{channels:channels2=null,
size},from,to){const given=Array.isArray(to)?to:null;const[first,last]=Array.isArray(to)?[-1,from]:[Math.min(from,to),Math.
max(from,to)];if(!run(layers,[channels2,...size],-1,last))return null;layers=sizesOnly(layers.slice(0,last+1),size.length);
const join=joinOf(layers,[null,...size],first,last,given);if(!join)return null;const fits=({made,wanted},axis)=>made[axis]===
wanted[axis];const[meets,every]=[fitsAt(join.here,fits),fitsEvery(join,fits)];const found2=every?[]:[...ofCalls(layers,join),
...ofNumbers(layers,join)];if(!every)found2.push(...ofJoin(join),...ofInput(join,fits));const useful=found2.filter(one2=>one2.
every||!meets).sort((one2,other)=>rank(one2)-rank(other));const changes=useful.filter((one2,n)=>one2.every||n<MOST3);return{
size:join.here.made,wanted:join.here.wanted,meets,every,changes}}var rank=({kind,every,caveats})=>(every?0:100)+(caveats.
length?10:0)+KINDS3.indexOf(kind);function ofJoin({here:{made,wanted},given}){const gaps=wanted.map((want,axis)=>want-made[axis]);
if(gaps.some((gap,axis)=>Math.abs(gap)>=Math.max(2,Math.min(made[axis],wanted[axis])))){return[]}const ends=gaps.map((gap,axis)=>{
const from=`shape[${axis-gaps.length}]`;return given?`0, ${gap}`:`0, skip.${from} - y.${from}`});return[{kind:"crop",at:-1,
action:given?tr("cut or pad y at its end"):tr("cut or pad y at its end to the size of skip"),code:`y = F.pad(y, (${ends.
reverse().join(", ")}))`,reach:given?tr("right for this size only"):tr("right for all sizes"),every:!given,caveats:[],edits:[]}]}
function ofInput({here,window,period},fits){for(const more of window?[0,1]:[]){const multiples=here.size.map((_,axis)=>{
const points=window?.[axis]??[];const divisors=Array.from({length:period[axis]},(_2,n)=>n+1);return divisors.find(by=>{const some=points.
filter(({size})=>period[axis]%by===0&&(size[axis]-more)%by===0);return some.length>1&&some.every(point=>fits(point,axis))})});
if(multiples.some(by=>!by))continue;const multiple2=written2(oneOrEach(multiples.map(Number)));const ends=multiples.map(
(by,axis)=>{const from=`x.shape[${axis-multiples.length}]`;return`0, ${more?`(1 - ${from})`:`-${from}`} % ${by}`});const action=more?
tr("pad the input to a multiple of {multiple} plus 1",{multiple:multiple2}):tr("pad the input to a multiple of {multiple\
}",{multiple:multiple2});return[{kind:"input",at:-1,action,code:`x = F.pad(x, (${ends.reverse().join(", ")}))`,reach:tr(
"right for all sizes"),every:true,caveats:[],edits:[]}]}return[]}function make(tag,attributes={},...children2){const element=document.createElement(tag);for(const[name,value]of Object.entries(
attributes)){if(typeof value==="function")element.addEventListener(name.slice(2),value);else if(value!==false&&value!=null)
element.setAttribute(name,value===true?"":`${value}`)}element.append(...children2);return element}var PAUSE=300;function one(parent,selector){const found2=parent.querySelector(selector);if(!found2)throw new Error(`The \
page lacks ${selector}.`);return found2}function speaker(section){const region=one(section,"[role=status]");let timer=0;
let first=true;return text=>{clearTimeout(timer);const said2=first?"":text;first=false;timer=setTimeout(()=>{if(region.textContent!==
said2)region.textContent=said2},PAUSE)}}function answered(button,said2){const label=button.dataset.label??button.textContent??
"";button.dataset.label=label;button.textContent=said2;const heard=button.closest("section")?.querySelector("[role=statu\
s]");if(heard)heard.textContent=said2;setTimeout(()=>button.textContent=label,2e3)}async function copy(button,text){try{
await navigator.clipboard.writeText(text);answered(button,tr("Copied"))}catch{const name=tr("Copy this with Ctrl+C");const field=make(
"input",{class:"kept",readonly:true,"aria-label":name});field.value=text;const place2=button.parentElement;if(place2?.nextElementSibling?.
classList.contains("kept"))place2.nextElementSibling.remove();place2?.after(field);field.focus();field.select()}}function copying(code){
const name=tr("Copy {code}",{code});const attributes={type:"button",class:"plain","aria-label":name};const button=make("\
button",attributes,tr("Copy"));button.addEventListener("click",()=>copy(button,code));return button}var copied=code=>make(
"div",{class:"copied"},make("pre",{},make("code",{},code)),copying(code));var resized=new ResizeObserver(entries=>{for(const{
target:target2}of entries){if(target2.scrollWidth>target2.clientWidth)target2.setAttribute("tabindex","0");else target2.
removeAttribute("tabindex")}});function scrolled(element,name){element.setAttribute("role","group");element.setAttribute(
"aria-label",name);resized.observe(element);return element}function table(name,head,rows,{named=false,free=-1}={}){const td=(cell,n)=>named&&
n===0?make("th",{scope:"row"},cell):make("td",{class:n===free?"free":null},cell);const body=rows.map(cells=>make("tr",{},
...cells.map(td)));const top=make("tr",{},...head.map(cell=>make(cell?"th":"td",cell?{scope:"col"}:{},cell)));const whole3=make(
"table",{},...head.length?[make("thead",{},top)]:[]);whole3.append(make("tbody",{},...body));return scrolled(make("div",
{class:named?"rows named":"rows"},whole3),name)}var opened=new Set;function folded(key,title,inside){const fold=make("de\
tails",{open:opened.has(key)},make("summary",{},title));let filled=false;const fill=()=>{if(fold.open&&!filled)fold.append(
...inside());filled||=fold.open};fill();fold.addEventListener("toggle",()=>{fill();if(fold.open)opened.add(key);else opened.
delete(key)});return fold}function parameterName(name){const parts=name.split("_").flatMap((part,n)=>n?["_",make("wbr"),
part]:[part]);return make("code",{},make("span",{class:`of-${name}`},...parts))}function meetingOf(layers,input,rows,chosen,chose){const[,from="",to="",size=""]=/^(\d+)(?:,(\d+)|;([\d,]+))$/.exec(chosen)??
[];const reached=rows.filter(({after:after2})=>after2);const names=[tr("input"),...reached.map(({name,call})=>shortened(
name||call))];const sizes3=[input.size,...reached.map(({after:after2})=>after2?.size??[])];const options=names.map((name,n)=>({
value:`${n}`,text:`${n} ${name}: ${times(sizes3[n])}`}));const first=select(tr("The first size"),options,from);const other={
value:"size",text:tr("another size")};const second=select(tr("The second size"),[...options,other],size?"size":to);const label=tr(
"Another size, one number for each axis");const wanted=make("input",{"aria-label":label,autocomplete:"off",spellcheck:"f\
alse"});wanted.value=size.split(",").join(", ");const place2=make("div",{});function update(){const own2=second.value===
"size";wanted.hidden=!own2;const axes2=input.size.length;const read=wholeNumbers(wanted.value.trim()||"0",axes2);const ready=first.
value&&second.value&&(!own2||!read.fault&&read.values[0]>0);if(!ready){const fault=own2&&wanted.value.trim()?read.fault:
"";place2.replaceChildren(...fault?[make("p",{},fault)]:[]);return{state:"",said:fault}}const to2=own2?read.values:Number(
second.value)-1;const said2=told(meet(layers,input,Number(first.value)-1,to2));place2.replaceChildren(...said2.nodes);const state2=`${first.
value}${own2?`;${read.values.join(",")}`:`,${second.value}`}`;return{state:state2,said:said2.text}}const changed=event=>{
event.stopPropagation();const{state:state2,said:said2}=update();chose(state2,said2)};const choice=make("fieldset",{class:"\
meet",oninput:changed});choice.append(make("legend",{},tr("Two sizes that should meet")),first,second,wanted);update();return make(
"div",{},choice,place2)}function select(name,options,chosen){const empty={value:"",text:tr("choose")};const made=make("s\
elect",{"aria-label":name});made.append(...[empty,...options].map(({value,text})=>make("option",{value},text)));made.value=
chosen;if(made.selectedIndex<0)made.value="";return made}function told(found2){if(!found2){const text2=tr("These two siz\
es can't be compared: the chain stops before one of them, or their axes differ in number.");return{text:text2,nodes:[make(
"p",{},text2)]}}const values={size:times(found2.size),wanted:times(found2.wanted)};const text=found2.every?tr("They meet\
 for every input."):found2.meets?tr("They meet here, at {size}, but not for every input.",values):tr("They don't meet: {\
size} and {wanted}.",values);const none=found2.changes.length||found2.every?"":tr("No change was found that makes them m\
eet.");const items=found2.changes.map(({action,code,reach,caveats})=>make("li",{},sentences([action,...caveats])," ",make(
"span",{class:"reach"},reach),...code?[make("br"),make("code",{},code)," ",copying(code)]:[]));const list2=items.length?
[make("ul",{class:"steps"},...items)]:[];return{text,nodes:[make("p",{},sentences([text,none])),...list2]}}var EXAMPLE=`self.down1 = nn.Conv2d(3, 16, 3, stride=2, padding=1)
self.down2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
self.up2 = nn.ConvTranspose2d(32, 16, 2, stride=2)`;var BETWEEN=/[,\s×xX]+/;var ASSUMED=N_("Read one after the other, a\
s they stand here: branches, skips and whatever else forward does are not seen.");var ROWS=100;var MOST4=101e3;function chainPart(section,changed){
const form=one(section,"form");const place2=one(section,".answer");const say=speaker(section);const field=name=>one(form,
`[name=${name}]`);let meet2="";function update(){for(const name of["input_size","in_channels"])field(name).removeAttribute(
"aria-invalid");if(field("chain").value.length>MOST4)field("chain").value=field("chain").value.slice(0,MOST4);const text=field(
"chain").value;if(!text.trim()){place2.replaceChildren();return say("")}const{layers,passed}=readChain(text);const input=inputOf(
layers);if(input.fault){field(input.name).setAttribute("aria-invalid","true");place2.replaceChildren(make("div",{class:"\
refusal"},make("p",{},input.fault)));return say(input.fault)}const given={channels:input.channels,size:input.size};const rows=walk(
layers,given);const last=rows[rows.length-1];const said2=!last?tr("No layer was found in this text."):last.after?tr("{co\
unt} layers: {before} becomes {after}.",{count:rows.length,before:times(input.size),after:times(last.after.size)}):tr("S\
tops at {name}: {why}",{name:shortened(last.name||last.call),why:last.why});const results=[make("p",{},said2)];if(passed.
some(({why})=>why===tr(ORDER)))results.push(make("p",{},tr(ASSUMED)));if(rows.length)results.push(sizes(rows),meetingOf(
layers,given,rows,meet2,chose));if(passed.length)results.push(passedOver(passed));place2.replaceChildren(...results);say(
said2)}function chose(wanted,said2){meet2=wanted;say(said2);changed()}function inputOf(layers){const[size,channels2]=["i\
nput_size","in_channels"].map(name=>field(name).value.trim());const empty={name:"",fault:"",size:[0],channels:null};if(!size)
return{...empty,name:"input_size",fault:tr("Enter {name}.",{name:"input_size"})};const count=plain(size).split(BETWEEN).
filter(Boolean).length;const{axes:axes2}=layers[0]?.kind??{axes:[]};const read=wholeNumbers(size,count===1&&axes2.length===
1?axes2[0]:count);if(read.fault)return{...empty,name:"input_size",fault:read.fault};if(read.values.length>3||read.values.
some(value=>value<1))return{...empty,name:"input_size",fault:tr("A size must be at least 1, along 1 to 3 axes.")};const found2=channels2?
wholeNumbers(channels2,1):{values:[null],fault:""};if(found2.fault)return{...empty,name:"in_channels",fault:found2.fault};
return{...empty,size:read.values,channels:found2.values[0]}}one(form,"[data-example]").addEventListener("click",()=>{field(
"chain").value=EXAMPLE;field("input_size").value="33, 33";field("in_channels").value="3";meet2="1,3";update();changed()});
return{update,take(values){const size=values.get("input_size")??field("input_size").defaultValue;const channels2=values.
get("in_channels")??"";const meeting2=values.get("meet")??"";if(!/^\d[\d, ]{0,40}$/.test(size))return unreadable("input_\
size",size);if(!/^\d{0,10}$/.test(channels2))return unreadable("in_channels",channels2);if(!/^(\d{1,3}[,;]\d[\d,]{0,40})?$/.
test(meeting2))return unreadable("meet",meeting2);field("chain").value=values.get("chain")??"";field("input_size").value=
size.split(/[, ]+/).join(", ");field("in_channels").value=channels2;meet2=meeting2;update();return""},state(){const chain=field(
"chain").value.trim();if(!chain)return[];const[size,channels2]=["input_size","in_channels"].map(name=>field(name).value.
trim());const state2=[["chain",chain],["input_size",plain(size).split(BETWEEN).join(",")],["in_channels",channels2],["me\
et",meet2]];return state2.filter(([,value])=>value)}}}function sizes(rows){const told7=({channels:channels3,size:size2})=>[
channels3===null?"\u2013":`${channels3}`,times(size2)];const shown3=rows.slice(0,ROWS).map(({name,call,after:after2,why},n)=>{
const code=make("code",{},call);const layer2=name?make("span",{},`${name} `,code):code;return[`${n+1}`,layer2,...after2?
told7(after2):["",why]]});const[channels2,size]=told7(rows[0].before);const head=["",tr("layer"),tr("channels"),tr("size\
 after it")];const first=["0",tr("input"),channels2,size];return table(tr("Sizes layer by layer"),head,[first,...shown3],
{free:1})}function passedOver(passed){const lines=passed.map(({line,text,why})=>make("li",{},tr("Line {line}:",{line}),"\
 ",make("code",{},text)," ",why));const title=tr("Notes: {count}",{count:passed.length});return folded("passed",title,()=>[
make("ul",{},...lines)])}var places={};function readPlaces(told7){places={...told7}}function explainedIn(answers){const told7=answers.filter(name=>Object.
hasOwn(places,name)).map(name=>places[name]);if(!told7.length)return[];const items=told7.map(({href,text})=>make("li",{},
make("a",{href},text)));return[make("p",{},tr("Explained in:")),make("ul",{class:"explained"},...items)]}var MOST_TIMES=16;function outputPadding(read){const axes2=["depth","height","width"].filter(axis=>`stride_${axis}`in read);
const given=axes2.map(axis=>({output_padding:read[`output_padding_${axis}`],stride:read[`stride_${axis}`],dilation:read[`\
dilation_${axis}`]}));const fits=given.map(fitting);const wrong=fits.findIndex(fit=>fit!==null);if(wrong<0)return null;const every=given.
map((one2,i)=>fits[i]??one2.output_padding);const first=given[0];const flat2=axes2.length===2&&!first.output_padding&&first.
stride===1&&first.dilation===1;return{...given[wrong],nearest:fits[wrong],fit:oneOrEach2(every),...flags({flat:flat2&&every[1]>
0})}}function fitting(parameters2){try{layer({kernel_size:1,...parameters2})}catch(error){if(!(error instanceof IllegalLayer))
throw error;return error.parameter==="output_padding"?error.nearest:null}return null}function outputTooSmall({input,output}){
const size=Math.min(...output);if(size>0||output.length!==input.length)return null;return{size,cells:input[output.indexOf(
size)],less:Math.floor((2-size)/2)}}function outputSizeRange({wanted,least,most,input=[]}){if(wanted.length!==least.length||
wanted.length!==most.length)return null;const nearest2=wanted.map((size,i)=>Math.min(Math.max(size,least[i],1),most[i]));
if(`${nearest2}`===`${wanted}`)return null;const alike2=input.length===wanted.length;return{...Math.min(...nearest2)>0?{
nearest:nearest2}:{},...alike2?{small:oneOrAll(input),large:oneOrAll(wanted)}:{}}}function sizes2({a,b,axis,dim},joined){
const[small,large]=[Math.min(a,b),Math.max(a,b)];if(small===large||small<0)return null;const[batch,channel]=[axis===0,axis===
1&&dim!==1];const no_size=joined&&(batch||channel);const alike2=small>0&&large%small===0&&large/small<=MOST_TIMES;const near2=large-
small<small&&!(batch||no_size);return{difference:large-small,small,...alike2&&!batch&&!channel?{times:large/small}:{},...flags(
{batch,channels:channel,no_size,other_dim:dim!==void 0&&dim!==1}),...flags({by_output_padding:near2,by_crop:near2})}}function kernelTooLarge({
input,kernel}){if(input.length!==kernel.length)return null;const over=kernel.map((reach,i)=>reach-input[i]);const worst=over.
indexOf(Math.max(...over));if(over[worst]<1||input[worst]<0)return null;const more=input[worst]?{more:Math.floor((over[worst]+
1)/2)}:{};return{reach:kernel[worst],cells:input[worst],...more}}var flags=all=>Object.fromEntries(Object.entries(all).flatMap(
([name,holds])=>holds?[[name,true]]:[]));var oneOrEach2=numbers3=>new Set(numbers3).size===1?numbers3[0]:`(${numbers3.join(
", ")})`;var oneOrAll=numbers3=>numbers3.length===1?numbers3[0]:`(${numbers3.join(", ")})`;var LAYER=/^Conv(?:Transpose)?[123]d$/;var FUNCTION=/^conv(?:_transpose)?[123]d$/;function rank2({call,input,wanted,unbatched,
batched}){const[axes2,longer]=[input.length,[1,...input]];if(call===void 0){const one2=wanted-axes2===1;return{axes:axes2,
...flags({batch_missing:one2}),...one2?{longer}:{}}}if(!FUNCTION.test(call))return null;const[missing,extra]=[unbatched-
axes2,axes2-batched];const kind=call.includes("transpose")?"ConvTranspose":"Conv";return{axes:axes2,...missing>0?{missing,
longer,...flags({one_missing:missing===1})}:{},...axes2===2&&missing>0?{noise:[...input,...Array(unbatched-1).fill(1)]}:
{},...extra===1&&input.includes(1)?{place:input.indexOf(1)}:{},...extra>0&&axes2<=5?{other:`${kind}${axes2-2}d`}:{}}}function channels({
weight,input,expected,got,groups}){if(weight.length<3||weight.length>5||input.length<2)return null;const[made,kind]=[weight[1],
groups?"Conv":"ConvTranspose"];return{layer:`${kind}${weight.length-2}d`,made,...flags({fits:groups&&got%groups===0,uneven:groups&&
got%groups,swapped:made===got,last:input.length===weight.length&&input.at(-1)===expected})}}function dtype(read,{types,methods}){
const[given,weight]=["given","weight"].map(whose=>own(types,read[whose]));const method=own(methods,weight);return{...given?
{given_type:given}:{},...weight?{weight_type:weight}:{},...method?{method}:{},...flags({complex:given?.startsWith("compl\
ex"),from_numpy:given==="float64"&&weight==="float32"})}}function groupsWeight({weight:[first],groups}){if(first<1)return null;
const low=[];for(let number=1;number*number<=first;number++){if(first%number===0)low.push(number)}const divisors=[...low,
...low.map(number=>first/number).reverse()];if(divisors.includes(groups))return null;const away=divisors.map(number=>Math.
abs(number-groups));return{first,nearest:divisors[away.indexOf(Math.min(...away))]}}function bias({bias:shape,weight:[first],
expected}){const count=shape.reduce((all,n)=>all*n,1);const several=shape.length>1;const swapped=!several&&count===first;
return{first,...flags({flat:several&&count===expected,swapped})}}function axes({parameter,same,given,axes:axes2}){if(parameter!==
same||!PARAMETERS.includes(parameter))return null;const count=given.length;const fit=new Set(given).size===1?{fit:given[0]}:
{};return{count,rank:count+2,...fit,...flags({weight_short:count>axes2})}}function target({input,target:wanted}){if(`${input}`===
`${wanted}`)return null;const more=input.length-wanted.length;const channels2=more===0&&input.length>1&&input[1]!==wanted[1];
return{...channels2?{wanted:wanted[1]}:{},...flags({batch:more===0&&input[0]!==wanted[0],channels:channels2,size:more===
0&&`${input.slice(2)}`!==`${wanted.slice(2)}`,flat:more===1,flat_output:more===-1})}}function pixelShuffle({channels:arriving,
square}){if(square<1||arriving%square===0)return null;return{more:(Math.floor(arriving/square)+1)*square}}function unknownArgument({
owner,name},{names}){if(!LAYER.test(owner)&&!FUNCTION.test(owner))return null;if(name==="output_padding")return{convolution:true};
const parameter=own(names,name.toLowerCase());return parameter?{parameter}:{}}function state({stored,model}){const turned=[
stored[1],stored[0],...stored.slice(2)];const swapped=stored.length>2&&`${stored}`!==`${model}`&&`${turned}`===`${model}`;
return flags({swapped})}var own=(all,name)=>name!==void 0&&Object.hasOwn(all,name)?all[name]:void 0;var only=holds=>holds?
{}:null;var VALUES={output_padding:outputPadding,output_too_small:outputTooSmall,rank:rank2,channels_transposed:channels,
channels,dtype,not_implemented:dtype,padding_mode:({n})=>n>=1&&n<=3?{pads:`(${Array(n).fill("m, m").join(", ")})`}:null,
padding_same:({n})=>only(n>=1&&n<=3),argument_type:({call})=>only(FUNCTION.test(call)),output_size_range:outputSizeRange,
output_size_argument:({owner})=>flags({functional:FUNCTION.test(owner)}),cat:read=>sizes2(read,true),broadcast:read=>sizes2(
read,false),target,pixel_shuffle:pixelShuffle,groups:({which})=>only(["in_channels","out_channels"].includes(which)),groups_weight:groupsWeight,
bias_transposed:bias,bias,axes,kernel_too_large:kernelTooLarge,missing_argument:({owner})=>only(LAYER.test(owner)),unknown_argument:unknownArgument,
state};var[FIRST,LAST]=[4e3,16e3];var PLACE=/\{(\w+)(?::(\w+))?\}/;var NUMBER="-?[0-9]{1,9}";var SHAPES={number:`${NUMBER}(?![0\
-9])`,size:`${NUMBER}(?:[,x 
]{1,3}${NUMBER}){0,7}(?![0-9])`,word:"[A-Za-z0-9_]{1,40}",type:"[A-Za-z0-9_.:<> ]{1,40}"};var table2={types:{},methods:{},
names:{},by_words:"",unknown:"",kinds:[]};var compiled=new Map;function readTable(read){table2=read}function meaning(text){
text=cleaned(text);const packed=squeezed(text);const exact=exactly(text,packed);if(exact)return told2(exact.row,exact.values,
"exact");const row2=byWords(packed);return row2&&told2(row2,{},"words")}var notRecognised=()=>tr(table2.unknown);function cleaned(text){
if(text.length>FIRST+LAST)text=`${text.slice(0,FIRST)}
${text.slice(-LAST)}`;return text.replace(/\x1b\[[0-9;]{0,20}[A-Za-z]/g,"").replace(/[\u2018\u2019]/g,"'").replace(/[\u201c\u201d]/g,
'"').replace(/[^\n!-~]+/g," ").replace(/ ?\n[ >|]*/g,"\n")}var squeezed=text=>text.replace(/[ \n]/g,"");function exactly(text,packed){
let best2=null;for(const row2 of table2.kinds){for(const pattern of row2.patterns){const parts=pattern.split(PLACE);if(!parts.
every((part,i)=>i%3>0||packed.includes(squeezed(part))))continue;for(const match of text.matchAll(compile(pattern,parts))){
const[start2,end]=[match.index,match.index+match[0].length];if(best2&&(end<best2.end||end===best2.end&&start2>=best2.start))
continue;const read=valuesOf(parts,match);const derive=Object.hasOwn(VALUES,row2.kind)?VALUES[row2.kind]:()=>({});const more=derive(
read,table2);if(more)best2={end,start:start2,row:row2,values:{...read,...more}}}}}return best2}function byWords(packed){
let best2=null;let last=-1;for(const row2 of table2.kinds){for(const words of row2.words){const places4=words.map(word=>packed.
lastIndexOf(squeezed(word)));if(Math.min(...places4)<0||Math.max(...places4)<=last)continue;[best2,last]=[row2,Math.max(
...places4)]}}return best2}function compile(pattern,parts){const made=compiled.get(pattern)??new RegExp(parts.flatMap(piece).
join("\n?"),"g");compiled.set(pattern,made);return made}function piece(part,i,parts){if(i%3===1)return[`(${SHAPES[parts[i+
1]??"number"]})`];if(i%3===2||!part)return[];return[...part].map(letter=>letter===" "?"[ \n]":letter.replace(/[.*+?^${}()|[\]\\]/,
"\\$&"))}function valuesOf(parts,match){const names=parts.filter((_,i)=>i%3===1);const kinds=parts.filter((_,i)=>i%3===2);
return Object.fromEntries(names.map((name,i)=>[name,valueOf2(kinds[i],match[i+1])]))}function valueOf2(kind,said2){if(kind===
"word"||kind==="type")return said2;const numbers3=[...said2.matchAll(new RegExp(NUMBER,"g"))].map(Number);return kind?numbers3:
numbers3[0]}function told2(row2,values,found2){const note=found2==="exact"?"":tr(table2.by_words);return{kind:row2.kind,
means:sentences([note,...row2.means.map(entry=>said(entry,values))]),parameter:values.parameter??row2.parameter,write:row2.
write.map(entry=>said(entry,values)).filter(Boolean).join("\n"),values,found:found2}}function said(entry,values){if(Array.
isArray(entry))return entry.map(one2=>said(one2,values)).find(Boolean)??"";if(typeof entry==="object"){const{if:needed,unless:unwanted}=entry;
if(unwanted&&Object.hasOwn(values,unwanted))return"";if(needed&&!Object.hasOwn(values,needed))return"";entry=entry.say}const names=entry.
split(PLACE).filter((_,i)=>i%3===1);if(!names.every(name=>Object.hasOwn(values,name)))return"";return tr(entry,Object.fromEntries(
names.map(name=>[name,shown2(values[name])])))}var shown2=value=>Array.isArray(value)?`[${value.join(", ")}]`:value;var MOST5=2e4;function errorPart(section){const form=one(section,"form");const place2=one(section,".answer");const say=speaker(
section);const field=one(form,"textarea");function update(){if(field.value.length>MOST5)field.value=field.value.slice(-MOST5);
const text=field.value;if(!text.trim()){place2.replaceChildren();return say("")}const found2=meaning(text);const said2=found2?
found2.means:unknown();place2.replaceChildren(...found2?answer(found2):[make("p",{},said2)]);say(said2)}return{update,take(values){
field.value=values.get("error")??"";update();return""},state:()=>field.value.trim()?[["error",field.value.trim()]]:[]}}function unknown(){
return sentences([notRecognised(),tr("Paste the last line as well: it begins with the error's name, such as RuntimeError\
."),tr("If two sizes differ, paste the layers into the chain of layers below.")])}function answer({kind,means,parameter,
write,values}){const name=parameter?[make("code",{},parameter),": "]:[];const link=taken(kind,values);return[make("p",{},
...name,means),make("h3",{},tr("What to write")),make("ul",{class:"steps"},...write.split("\n").map(step=>make("li",{},...withCode(
step)))),...link?[make("p",{},make("a",{href:link.href},link.text))]:[]]}var CODE=/([\w.]*\w(?:\((?:[^()]|\([^()]{0,80}\)){0,160}\)|\[[^[\]]{1,60}\]|=\([^()]{1,40}\)|=[\w.'"-]*\w['"]?)+)/;
function withCode(text){const parts=text.split(CODE);const codes=parts.filter((_,n)=>n%2);const[longest=""]=codes.sort((one2,other)=>other.
length-one2.length);const said2=parts.map((part,n)=>n%2?make("code",{},part):part);return longest.length<8?said2:[...said2,
" ",copying(longest)]}function taken(kind,values){const list2=name=>Array.isArray(values[name])?values[name]:[];const{small,
large}=values;if(typeof small==="number"&&typeof large==="number"){const href=hashOf([["input_size",`${small}`],["output\
_size",`${large}`]]);return{href,text:tr("Which layers make {large} from {small}?",{small,large})}}if(kind==="cat"||kind===
"broadcast")return{href:"#chain",text:tr("Paste the layers to see where the sizes begin to differ")};const kernel=list2(
"kernel").length?list2("kernel"):list2("weight").slice(2);const size=list2("input").slice(-kernel.length);if(!kernel.length||
kernel.length>3||size.length<kernel.length)return null;const state2=[["axes",`${kernel.length}`],["transposed",`${kind.endsWith(
"transposed")}`],["input_size",size.join(",")],["kernel_size",kernel.join(",")]];return{href:hashOf(state2),text:tr("Cal\
culate with these numbers")}}var MANY2=100;var ARROW=/=>|->|[→⇒⟶➔➜:>]|\bto\b/;var PIECE=/[([][\d\s,×xX]*[)\]]|\d+(?:[×xX]\d+)*|>|[^\s,;]/g;
function readPairs(text){const refusedFor=fault=>({pairs:[],fault});const unread=tr("\u201C{text}\u201D can\u2019t be read: enter pairs\
 of sizes, as in 7\u219214, 8\u219216.",{text:shortened(text)});if(text.length>2e3)return refusedFor(unread);const said2=plain(
text).replace(new RegExp(ARROW,"g"),">");const pieces2=(said2.includes(">")?said2:said2.replaceAll("	",">")).match(PIECE)??
[];const pairs=[];for(let at=0;at<pieces2.length;at+=3){const[input,arrow,output]=[pieces2[at],pieces2[at+1],pieces2[at+
2]];const sizes3=[input,output].map(piece2=>(piece2??"").match(/\d+/g)?.map(Number)??[]);if(arrow!==">"||sizes3.some(size=>!size.
length))return refusedFor(unread);if(sizes3.flat().some(size=>size>LARGEST))return refusedFor(tr("Numbers beyond {most} \
are too large here.",{most:LARGEST}));pairs.push([sizes3[0],sizes3[1]])}if(pairs.length>MANY2)return refusedFor(tr("At m\
ost {most} pairs can be searched for at once.",{most:MANY2}));return{pairs,fault:""}}function axesOf2(pairs){const counts=new Set(
pairs.flat().map(size=>size.length));const[axes2]=counts;return counts.size===1&&axes2<=3?axes2:0}function ofLayers(layers,transposed2){if(!transposed2)return["rounding"];const uneven=!layers.every(isEven);return["size\
s",...uneven?["checkerboard","upsampling"]:[],"receptive field",...layers.length===1&&layers[0].padding?["look-ahead"]:[]]}
function ofSizes(ofAxes){const odd=ofAxes.some(pairs=>{const times2=pairs[0][1]/pairs[0][0];return times2>1&&times2%2===
1&&pairs.every(([small,large])=>large===times2*small)});return["sizes",...odd?["odd stride"]:[]]}var LEAST2={kernel_size:1,stride:1,padding:0,output_padding:0,dilation:1};function each2({values,even},see){const setting={
...LEAST2};const[kernels,strides]=[legal(values,"kernel_size"),legal(values,"stride")];const[gained2,dilations]=[legal(values,
"output_padding"),legal(values,"dilation")];for(setting.stride of strides){for(setting.dilation of dilations){const bound=Math.
max(setting.stride,setting.dilation);for(setting.kernel_size of kernels){if(even&&!isEven(setting))continue;for(setting.
output_padding of gained2)if(setting.output_padding<bound)see(setting)}}}}var legal=(values,name)=>values[name].filter(value=>value>=
LEAST2[name]);var tooLong=({kernel_size,stride,output_padding,dilation},[small,large])=>dilation*(kernel_size-1)+1+stride*
(small-1)-large+output_padding;function fitting2(pairs,{values,even}){const[small,large]=pairs[0];const stride=values.stride.
filter(stride2=>pairs.every(([other,its])=>its-large===stride2*(other-small)));const found2=[];const paddings=legal(values,
"padding");each2({values:{...values,stride},even},setting=>{const padding=tooLong(setting,pairs[0])/2;if(paddings[place(
paddings,padding)]===padding)found2.push({...setting,padding})});return found2}function within(pairs,candidates2,cuts,see){
const paddings=legal(candidates2.values,"padding");each2(candidates2,setting=>{let[few,many]=[Infinity,-Infinity];for(const pair of pairs){
const long=tooLong(setting,pair);[few,many]=[Math.min(few,long),Math.max(many,long)]}const[least,most]=cuts(few,many,setting.
stride);const first=place(paddings,least/2);const last=place(paddings,Math.floor(most/2)+1)-1;for(const n of new Set([first,
place(paddings,Math.ceil(setting.stride/2)),last])){if(n<first||n>last)continue;see({...setting,padding:paddings[n]},many-
2*paddings[n])}})}function nearest([small,large],candidates2){let[below,above]=[0,Infinity];const paddings=legal(candidates2.
values,"padding");each2(candidates2,setting=>{const more=tooLong(setting,[small,large]);const size=padding=>Number.isSafeInteger(
more+large)?more+large-2*padding:exactSize({...setting,padding},small);const next2=place(paddings,more/2);if(next2<paddings.
length){const made=size(paddings[next2]);if(made>below)below=made}if(next2>0){const made=size(paddings[next2-1]);if(made<
above)above=made}});return[below,above].filter(size=>size>0&&size<Infinity)}function place(numbers3,value){let[start2,end]=[
0,numbers3.length];while(start2<end){const middle=start2+end>>1;if(numbers3[middle]<value)start2=middle+1;else end=middle}
return start2}function keys(setting,[input_size,output_size]){const{kernel_size:k,stride:s,padding:p,output_padding,dilation:d}=setting;
const grows=s*input_size===output_size;const[holes,rank3]=[hasHoles(setting),usual(setting)];return[+holes,rank3,+!grows,
output_padding,+!isEven(setting),d,k,p,s]}function usual({kernel_size:k,stride:s,padding:p,output_padding,dilation:d}){if(d!==
1)return 3;const odd=s%2;const half=k===(s===1?3:2*s)&&p===(s+odd)/2;if(half&&output_padding===(s===1?0:odd))return 0;if(k===
s&&p===0&&output_padding===0)return 1;return k===3&&s===2&&p===1&&output_padding===1?2:3}function sorted(settings,pair){
const keyed=settings.map(setting=>({setting,keys:keys(setting,pair)}));return keyed.sort((one2,other)=>compared(one2.keys,
other.keys)).map(({setting})=>setting)}function compared(one2,other){for(const[n,value]of one2.entries())if(value!==other[n])
return value-other[n];return 0}function adviceOn(pairs,candidates2){const uneven=candidates2.even?fitting2(pairs,{...candidates2,even:false}).length:0;
if(uneven)return tr("Settings that fit without even=True: {count}.",{count:uneven});const plain2={...candidates2,values:{
...candidates2.values,output_padding:[0]}};const smaller=pairs.every(([small,large])=>large<small)?tr("To make sizes sma\
ller, use a convolution: nn.Conv1d, nn.Conv2d or nn.Conv3d."):"";if(pairs.every(pair=>isSame(pair,pairs[0]))){return sentences(
[cut2(pairs,plain2),next(pairs[0],candidates2),smaller])}const byCalls=asked(pairs,plain2);const told7=[byCalls,cut2(pairs,
plain2),multiple(pairs,candidates2)];if(!isOnALine(pairs)){const alone=byCalls?tr("No layer makes all of these without o\
utput_size=."):tr("No layer makes all of these.");return sentences([alone,...told7,smaller])}const fewer=tr("Ask for few\
er pairs at once, or widen the ranges.");return sentences([sentences(told7)||fewer,smaller])}function asked(pairs,plain2){
const{setting}=best(pairs,plain2,(few,many,stride)=>[many,few+stride-1],false);if(!setting)return"";return tr("With {set\
ting}, calls that pass output_size= make all of them.",{setting:told3(setting)})}function cut2(pairs,plain2){const found2=best(
pairs,plain2,(few,many,stride)=>[many-stride+1,few],true);if(!found2.setting)return"";const setting=told3(found2.setting);
if(!found2.left)return tr("With output_padding=0, {setting} fits.",{setting});return tr("With {setting}, the outputs are\
 too long by at most {count}: cut the excess off the end.",{setting,count:found2.left})}function best(pairs,plain2,cuts,least){
let found2={setting:null,left:0,place:[Infinity]};within(pairs,plain2,cuts,(setting,left)=>{const place2=[+hasHoles(setting),
least?left:0,...keys(setting,pairs[0])];if(compared(place2,found2.place)<0)found2={setting,left,place:place2}});return found2}
function multiple(pairs,candidates2){const stride=candidates2.values.stride.find(stride2=>stride2>1&&pairs.every(([small,
large])=>[Math.floor(large/stride2),Math.ceil(large/stride2)].includes(small)));if(!stride)return"";const multiples=[[1,
stride],[2,2*stride]];const[setting]=sorted(fitting2(multiples,candidates2),multiples[0]);if(!setting)return"";const size=pairs.
reduce((most,[,large])=>Math.max(most,large%stride?large:0),0);return tr("Pad the model's input until these sizes are mu\
ltiples of {stride} ({size} becomes {more}), and {setting} makes them.",{stride,size,more:Math.ceil(size/stride)*stride,
setting:told3(setting)})}function next(pair,candidates2){const near2=nearest(pair,candidates2);if(!near2.length)return tr(
"No setting within these ranges is legal.");const[less,more]=near2;if(near2.length===1){return tr("The nearest size with\
in these ranges is {size}.",{size:less})}return tr("The nearest sizes within these ranges are {less} and {more}.",{less,
more})}function isOnALine(pairs){const[first,made]=pairs[0];const[other,its]=pairs.find(pair=>!isSame(pair,pairs[0]))??pairs[0];
const stride=(its-made)/(other-first);if(!Number.isInteger(stride)||stride<1)return false;return pairs.every(([small,large])=>large-
made===stride*(small-first))}var isSame=(one2,other)=>one2[0]===other[0]&&one2[1]===other[1];function told3(setting){const said2=FIELDS.
filter(name=>setting[name]!==(name==="dilation"?1:0));const named=said2.map(name=>`${name}=${setting[name]}`).join(", ");
return hasHoles(setting)?tr("{setting} (with holes)",{setting:named}):named}function combined(axes2){const parts=axes2.map(rows=>[rows.filter(row2=>!hasHoles(row2)),rows.filter(hasHoles)]);const chosen=parts.
reduce((before,part)=>before.flatMap(rows=>part.map(own2=>[...rows,own2])),[[]]);const blocks=chosen.map(block);return{count:blocks.
reduce((sum2,{count})=>sum2+count,0),at(n){for(const{count,at}of blocks){if(n<count)return at(n);n-=count}throw new RangeError(
`${n}`)}}}function block(axes2){const count=axes2.reduce((all,rows)=>all*rows.length,1);const number=places4=>places4.reduce(
(n,place2,axis)=>n*axes2[axis].length+place2,0);const ordered=()=>{const first=axes2.length>1?alike(axes2):[];const own2=first.
map(number).sort((one2,other)=>one2-other);return{first,passed:own2.map((place2,n)=>place2-n)}};let order;return{count,at(n){
order??=ordered();const{first,passed}=order;const before=first[n]??places2(axes2,past(passed,n-first.length));return axes2.
map((rows,axis)=>rows[before[axis]])}}}function past(passed,n){const next2=passed.findIndex(others=>others>n);return n+(next2<
0?passed.length:next2)}var places2=(axes2,n)=>axes2.reduceRight((found2,rows)=>{const place2=n%rows.length;n=(n-place2)/
rows.length;return[place2,...found2]},[]);function alike(axes2){const others=row2=>FIELDS.map(name=>name==="output_paddi\
ng"?"":row2[name]).join();const where=axes2.map(rows=>new Map(rows.map((row2,n)=>[others(row2),n])));const shared2=[...where[0].
keys()].map(key=>where.map(one2=>one2.get(key)??-1));const placed=shared2.filter(places4=>!places4.includes(-1)).map(places4=>{
const gained2=new Set(places4.map((place2,axis)=>axes2[axis][place2].output_padding));const sorted2=[...places4].sort((one2,other)=>one2-
other);return{places:places4,order:[+(gained2.size>1),...sorted2]}});placed.sort((one2,other)=>compared(one2.order,other.
order));return placed.map(({places:places4})=>places4)}var range=(first,last)=>Array.from({length:last-first+1},(_,n)=>first+n);var USUAL={kernel_size:range(1,7),stride:range(
1,4),padding:range(0,3),output_padding:range(0,3),dilation:[1]};var FARTHEST=64;var ALONE=10**5;var MANY3=10**7;function findAxes(axes2,ranges=[],{even=false}={}){for(const pairs of axes2)check(pairs);const most=Math.floor(MANY3/axes2.
length);const tried2=axes2.map((pairs,n)=>candidates(pairs,ranges[n]??{},even,most));const rows=axes2.map((pairs,n)=>sorted(
fitting2(pairs,tried2[n]),pairs[0]));const{count,at}=combined(rows);const advice=count?"":adviceOf(axes2,tried2,rows);return listed(
count,n=>at(n).map(layer),advice)}var listed=(count,at,advice)=>({count,at,advice,rows:(first,last)=>range(first,Math.min(
last,count)-1).map(at)});function adviceOf(axes2,tried2,rows){const parts=axes2.flatMap((pairs,axis)=>{if(rows[axis].length)
return[];const said2=adviceOn(pairs,tried2[axis]);if(axes2.length===1)return[said2];return[tr("Axis {axis} ({sizes}) has\
 none.",{axis,sizes:told4(pairs)}),said2]});return sentences(parts)}function told4(pairs){const arrow=([small,large])=>`${small}\
 \u2192 ${large}`;if(pairs.length<=6)return pairs.map(arrow).join(", ");return[...pairs.slice(0,3).map(arrow),"\u2026",arrow(
pairs[pairs.length-1])].join(", ")}function candidates(pairs,ranges,even,most){const given={...USUAL};for(const name of FIELDS)
if(ranges[name]!==void 0)given[name]=numbers(name,ranges[name]);const counts=values=>FIELDS.map(name=>values[name].length);
for(const values of[widened(given,pairs),given]){if(counts(values).reduce((one2,other)=>one2*other)<=most)return{values,
even}}const count=counts(given).reduce((one2,other)=>one2*other);const longest=Math.max(...counts(given));const parameter=FIELDS.
filter(name=>given[name].length===longest).sort().pop();throw new RangeError(tr("The ranges hold {count} settings, but a\
t most {most} can be tried: give fewer values of {parameter}.",{count,most,parameter}))}function widened(given,pairs){const grown=pairs.
reduce((most,[small,large])=>Math.max(most,Math.ceil(large/small)),0);if(grown<=4)return given;const stride=grown>ALONE?
FARTHEST:grown;const alone=stride>FARTHEST;const strides=alone?[stride-1,stride]:range(1,stride);const wide={kernel_size:alone?
[...strides,...strides.map(each4=>2*each4)]:range(1,2*stride),stride:strides,padding:range(0,alone?Math.floor(stride/2)+
1:Math.ceil(stride/2))};const left=name=>given[name]===USUAL[name]?wide[name]:given[name];return{...given,kernel_size:left(
"kernel_size"),stride:left("stride"),padding:left("padding")}}function numbers(name,values){const found2=[values??[]].flat();
for(const value of found2){if(Math.abs(value)>LARGEST)throw tooLarge(name,value);if(Number.isInteger(value))continue;const rule=tr(
"it must be a whole number, or a list of them");throw new IllegalLayer(name,value,rule,null)}return[...new Set(found2)].
sort((one2,other)=>one2-other)}function check(pairs){for(const[at,name]of["input_size","output_size"].entries()){if(!pairs.
length){throw new RangeError(refused(name,"[]",tr("it must hold at least one size")))}for(const pair of pairs){if(pair[at]<
1){throw new IllegalLayer(name,pair[at],tr("a size is at least 1 element"),1)}}for(const pair of pairs){if(pair[at]>LARGEST)
throw tooLarge(name,pair[at]);if(Number.isInteger(pair[at]))continue;throw new IllegalLayer(name,pair[at],tr("it must be\
 a whole number, or a list of them"),null)}}}var tooLarge=(name,value)=>new IllegalLayer(name,value,exceeds(LARGEST),Math.
sign(value)*LARGEST);var CHANNELS2=["in_channels","out_channels","groups"];var layersOf=({axes:axes2,values})=>Array.from({length:axes2},(_,axis)=>layer(
Object.fromEntries(FIELDS.map(name=>[name,values.get(name)?.[axis]]))));function trouble({axes:axes2,transposed:transposed2,
values}){const of=name=>values.get(name)??[];const[inputs,outputs,groups]=CHANNELS2.map(name=>of(name)[0]);for(let axis=0;axis<
axes2;axis+=1){try{const parameters2=Object.fromEntries(FIELDS.map(name=>[name,of(name)[axis]]));const made=layer(parameters2);
(transposed2?outputSize:convOutputSize)(made,of("input_size")[axis])}catch(error){if(!(error instanceof IllegalLayer))throw error;
const{parameter:name,nearest:nearest2,torch,message:said2}=error;return{name,axis,said:said2,nearest:nearest2??null,torch:torch??
""}}}for(const name of CHANNELS2)if(of(name)[0]<1){const rule=tr("it must be at least {least}",{least:1});return{name,axis:0,
said:refused(name,of(name)[0],rule,1),nearest:1,torch:""}}if(inputs%groups||outputs%groups){const rule=tr("it must divid\
e in_channels and out_channels");const nearest2=nearestDivisor(inputs,outputs,groups);const name="groups";return{name,axis:0,
said:refused(name,groups,rule,nearest2),nearest:nearest2,torch:""}}return null}function nearestDivisor(one2,other,wanted){
while(other)[one2,other]=[other,one2%other];const divisors=[];for(let d=1;d*d<=one2;d+=1)if(one2%d===0)divisors.push(d,one2/
d);const away=d=>Math.abs(d-wanted);return divisors.reduce((best2,d)=>away(d)<away(best2)?d:best2)}var[EACH,ALL,TERMS]=[3,7,6];function endsOf(layers,input,output,axes2){const told7=axes2.map(axis=>{const size=output[axis];
const few=size<=ALL;const first=Array.from({length:few?size:EACH},(_,n)=>n);const last=few?[]:first.map(n=>size-EACH+n);
const lines=[...first.map(place2=>sum(layers[axis],place2,input[axis])),...few?[]:["\u2026"],...last.map(place2=>sum(layers[axis],
place2,input[axis]))];const title=layers.length>1&&axes2.length>1?tr("The two ends along axis {axis}, as sums",{axis}):layers.
length>1?tr("The two ends along each axis, as sums"):tr("The two ends, as sums");const items=lines.map(line=>make("li",{},
make("code",{},line)));const list2=scrolled(make("div",{class:"ends"},make("ul",{},...items)),title);return make("div",{},
make("h3",{},title),list2)});return[make("div",{class:"along"},...told7)]}function sum(layer2,place2,input_size){const name=`\
y[${place2}]`;const terms=meeting(layer2,place2,input_size).map(([i,k])=>`x[${i}]\xB7w[${k}]`);if(!terms.length)return tr(
"{name} = 0, because nothing lands there",{name});const told7=terms.length>TERMS?[...terms.slice(0,2),"\u2026",terms[terms.
length-1]]:terms;return`${name} = ${told7.join(" + ")}`}var list=values=>`[${values.join(", ")}]`;var tuple=values=>`(${values.join(", ")}${values.length===1?",":""})`;var each3=values=>new Set(
values).size===1?`${values[0]}`:tuple(values);function written3(name,positional,keywords){const said2=keywords.filter(([
,value,usual2])=>`${value}`!==`${usual2}`);return`${name}(${[...positional,...said2.map(([key,value])=>`${key}=${value}`)].
join(", ")})`}function parameters({of,groups,transposed:transposed2}){return[["stride",each3(of("stride")),1],["padding",
each3(of("padding")),0],["output_padding",transposed2?each3(of("output_padding")):0,0],["groups",groups,1],["dilation",each3(
of("dilation")),1]]}function trims({of}){const extra=of("output_padding");const ends=of("padding").map((padding,axis)=>padding-
extra[axis]);const added=ends.map(end=>Math.max(-end,0));return{ends:ends.map(end=>Math.max(end,0)),added,beyond:added.some(
(cells,axis)=>cells>=of("stride")[axis])}}function slice(asked2){const{ends}=trims(asked2);const begins=asked2.of("paddi\
ng");const cuts=begins.map((begin,axis)=>`${begin||""}:${ends[axis]?-ends[axis]:""}`);return cuts.some(cut3=>cut3!==":")?
cuts.join(", "):""}var BELOW_STRIDE=N_("Its output_padding must be smaller than the stride.");function channelsLast(weight,cuts=""){return sentences(
[tr("The weight is {weight} of PyTorch's w; channels stand last.",{weight}),cuts?sliced():""])}var sliced=()=>tr("The ca\
ll makes the uncut output, and the slice cuts it.");var places3=axes2=>[2,3,4].slice(0,axes2);function keras(asked2){const{
axes:axes2,of,outputs,groups,transposed:transposed2}=asked2;const cuts=transposed2?slice(asked2):"";const size=each3(of(
"kernel_size"));const padding=each3(of("padding"));const{added,beyond}=trims(asked2);if(transposed2&&groups>1)return{note:tr(
"Its transposed layers have no groups.")};if(transposed2&&beyond)return{note:tr(BELOW_STRIDE)};const named=[["strides",each3(
of("stride")),1],["dilation_rate",each3(of("dilation")),1]];if(transposed2)named.push(["output_padding",each3(added)]);const layer2=`\
layers.Conv${axes2}D${transposed2?"Transpose":""}`;const operation=transposed2?"ops.conv_transpose":"ops.conv";const x=transposed2||
padding==="0"?"x":`layers.ZeroPadding${axes2}D(${padding})(x)`;const refuses=Math.max(...of("stride"))>1&&Math.max(...of(
"dilation"))>1;const grouped=["groups",groups,1];const call=refuses?written3(operation,[x,"w"],named):`${written3(layer2,
[outputs,size],[...named,grouped])}(${x})`;return{call:cuts?`${call}[:, ${cuts}]`:call,note:sentences([channelsLast(`w.p\
ermute${tuple([...places3(axes2),1,0])}`,cuts),refuses?tr("Keras's layer refuses a stride and a dilation above 1 togethe\
r."):""])}}function jax({axes:axes2,of,inputs,outputs,groups,transposed:transposed2}){const[strides,taps]=[tuple(of("str\
ide")),of("kernel_size")];const ones2=tuple(taps.map(()=>1));const dilated=["rhs_dilation",tuple(of("dilation")),ones2];
const grouped=["feature_group_count",groups,1];if(!transposed2){const pads2=list(of("padding").map(padding=>tuple([padding,
padding])));const call2=written3(GENERAL,["x","w",strides,pads2],[dilated,grouped]);return{call:call2,note:tr("The weigh\
t is PyTorch's w, unchanged.")}}const pads=list(of("padding").map((padding,axis)=>{const begin=BigInt(of("dilation")[axis])*
BigInt(taps[axis]-1)-BigInt(padding);return tuple([begin,begin+BigInt(of("output_padding")[axis])])}));if(groups===1){const turned=[
"transpose_kernel","True"];const call2=written3("lax.conv_transpose",["x","w",strides,pads],[dilated,turned]);return{call:call2,
note:channelsLast(`w.permute${tuple([...places3(axes2),1,0])}`)}}const stretched=["lhs_dilation",strides,ones2];const call=written3(
GENERAL,["x","w",ones2,pads],[stretched,dilated,grouped]);const split=tuple([groups,inputs/groups,outputs/groups,...taps]);
const joined=tuple([outputs,inputs/groups,...taps]);const flip=`flip(${places3(axes2).join(", ")})`;const weight=`w.resh\
ape${split}.transpose(1, 2).reshape${joined}.${flip}`;return{call,note:tr("The weight is {weight} of PyTorch's w.",{weight})}}
var GENERAL="lax.conv_general_dilated";function mlx(asked2){const{axes:axes2,of,inputs,outputs,groups,transposed:transposed2}=asked2;
if(groups>1&&axes2>2)return{note:tr("It has no groups in three dimensions.")};const[name,named]=[`mx.conv${transposed2?"\
_transpose":""}${axes2}d`,parameters(asked2)];if(!transposed2){const note=channelsLast(`w.permute${tuple([0,...places3(axes2),
1])}`);return{call:written3(name,["x","w"],named),note}}const taps=of("kernel_size");const split=tuple([groups,inputs/groups,
outputs/groups,...taps]);const order=tuple([0,2,...places3(axes2).map(place2=>place2+1),1]);const joined=tuple([outputs,
...taps,inputs/groups]);const weight=groups>1?`w.reshape${split}.permute${order}.reshape${joined}`:`w.permute${tuple([1,
...places3(axes2),0])}`;const much=of("padding").some((cut3,axis)=>cut3>of("dilation")[axis]*(taps[axis]-1));if(much)named.
splice(1,2,["output_padding",each3(trims(asked2).added),0]);const[cuts,call]=[much?slice(asked2):"",written3(name,["x","\
w"],named)];return{call:cuts?`${call}[:, ${cuts}]`:call,note:channelsLast(weight,cuts)}}function scipy(asked2){const{axes:axes2,
of,inputs,outputs,transposed:transposed2}=asked2;if(axes2>1)return{note:tr("upfirdn works along one axis only.")};if(inputs>
1||outputs>1)return{note:tr("upfirdn takes one channel only.")};const[[taps],[stride],[padding]]=[of("kernel_size"),of("\
stride"),of("padding")];if(taps>1&&of("dilation")[0]>1)return{note:tr("upfirdn has no dilation.")};const rows=tr("x and \
w are 1-D, without batch and channels.");if(!transposed2){const x=padding?`np.pad(x, ${padding})`:"x";const ends=taps>1?
`${taps-1}:${1-taps}`:":";const step=stride>1?`:${stride}`:"";return{call:`upfirdn(w[::-1], ${x})[${ends}${step}]`,note:rows}}
const[cuts,[added]]=[slice(asked2),trims(asked2).added];const w=added?`[*w] + [0] * ${added}`:"w";const call=written3("u\
pfirdn",[w,"x"],[["up",stride,1]]);return{call:cuts?`${call}[${cuts}]`:call,note:sentences([rows,cuts?sliced():""])}}var LIBRARIES=[["PyTorch",constructor],["PyTorch functional",functional],["ONNX",onnx],["Keras",keras],["JAX",jax],["MLX",
mlx],["SciPy",scipy]];function calls(layers,rest={}){const{in_channels=1,out_channels=1,groups=1,transposed:transposed2=true}=rest;
const of=name=>layers.map(layer2=>layer2[name]);const[axes2,inputs,outputs]=[layers.length,in_channels,out_channels];return LIBRARIES.
map(([library,say])=>{const{call="",note}=say({axes:axes2,of,inputs,outputs,groups,transposed:transposed2});return{library,
call,note,possible:call!==""}})}function constructor(asked2){const{axes:axes2,of,inputs,outputs,groups,transposed:transposed2}=asked2;
const name=`nn.${transposed2?"ConvTranspose":"Conv"}${axes2}d`;const size=`kernel_size=${each3(of("kernel_size"))}`;const channels2=transposed2?
[inputs,outputs/groups]:[outputs,inputs/groups];const note=tr("Its weight has the shape {shape}.",{shape:tuple([...channels2,
...of("kernel_size")])});return{call:written3(name,[inputs,outputs,size],parameters(asked2)),note}}function functional(asked2){
const[other,name]=[`F.conv${asked2.axes}d`,`F.conv_transpose${asked2.axes}d`];const named=parameters(asked2);if(!asked2.
transposed)named.push(...named.splice(3,1));return{call:written3(asked2.transposed?name:other,["x","w"],named),note:tr("\
Name the arguments: {name} takes groups before dilation, {other} takes groups after it.",{name,other})}}function onnx(asked2){
const{of,groups,transposed:transposed2}=asked2;const usual2={ends:of("padding"),added:of("output_padding"),beyond:false};
const taken2=usual2.added.every((cells,axis)=>cells<of("stride")[axis]);const{ends,added,beyond}=taken2||!transposed2?usual2:
trims(asked2);if(beyond)return{note:tr(BELOW_STRIDE)};const call=written3("make_node",[`"${transposed2?"ConvTranspose":"\
Conv"}"`,'["x", "w"]','["y"]'],[["kernel_shape",list(of("kernel_size"))],["strides",list(of("stride"))],["pads",list([...of(
"padding"),...ends])],["output_padding",transposed2?list(added):"",""],["dilations",list(of("dilation"))],["group",groups]]);
const note=tr("The weight is PyTorch's w, unchanged; pads holds the starts of all axes, then their ends.");return{call,note}}var MOST6=16;function answer2(read,drawn){const layers=layersOf(read);const input=read.values.get("input_size")??[];const output=outputOf(
read,layers);const different=differing(layers,input);const[torch,...others]=calls(layers,channelsOf(read));const shown3=make(
"p",{class:"size"},`${times(input)} \u2192 ${times(output)}`);const formulas=different.map(axis=>{const pieces2=read.transposed?
sizePieces:convSizePieces;return formula(pieces2(layers[axis],input[axis]),different.length>1?axis:null)});const list2=make(
"ul",{class:"formulas"},...formulas);return[shown3,list2,...read.transposed?facts(layers,input,different):[shared(layers,
output,different)],copied(torch.call),folded("elsewhere",tr("The same layer elsewhere"),()=>[...others.flatMap(elsewhere),
...explainedIn(["libraries"])]),...read.transposed&&!drawn?endsOf(layers,input,output,different):[],...explainedIn(ofLayers(
layers,read.transposed))]}function sizeSaid(read){return tr("The output size is {size}.",{size:times(outputOf(read,layersOf(
read)))})}function outputOf({transposed:transposed2,values},layers){const size=transposed2?outputSize:convOutputSize;return layers.
map((one2,axis)=>size(one2,values.get("input_size")?.[axis]??0))}function channelsOf({values,transposed:transposed2}){const[
in_channels,out_channels,groups]=["in_channels","out_channels","groups"].map(name=>values.get(name)?.[0]??1);return{in_channels,
out_channels,groups,transposed:transposed2}}function differing(layers,input){const told7=layers.map((one2,axis)=>JSON.stringify(
[one2,input[axis]]));return told7.every(text=>text===told7[0])?[0]:told7.map((_,axis)=>axis)}var along2=axis=>tr("axis {\
axis}",{axis});function formula(pieces2,axis){const parts=pieces2.map(([text,name])=>name&&name!=="input"?make("b",{class:`\
of-${name}`},text):text);const before=axis===null?[]:[make("span",{class:"axis"},along2(axis))];return make("li",{},...before,
...parts)}function facts(layers,input,axes2){const row2=(name,told7)=>[name,...axes2.map(told7)];const rows=[row2(tr("ta\
ps per phase"),axis=>make("span",{},tapsSaid([layers[axis]]),...listed2(layers[axis]))),row2(tr("cells that padding cuts"),
axis=>tr("{left} at the start, {right} at the end",cut(layers[axis])))];if(layers.some(one2=>one2.output_padding))rows.push(
row2(tr("cells that output_padding adds"),axis=>{const found2=gained(layers[axis],input[axis]);const{output_padding}=layers[axis];
return found2&&output_padding?tr("{back} given back, {empty} empty",found2):`${output_padding}`}));const head=axes2.length>
1?["",...axes2.map(along2)]:[];const notes=axes2.some(axis=>hasHoles(layers[axis]))?[tr("A phase without taps is a hole:\
 its outputs are the bias alone.")]:axes2.some(axis=>!isEven(layers[axis]))?[tr("The phases are uneven: a kernel of equa\
l weights turns a constant into a checkerboard.")]:[];return[table(tr("What the settings do"),head,rows,{named:true}),...notes.
map(text=>make("p",{},text))]}function listed2(layer2){if(layer2.stride===1||layer2.kernel_size+layer2.stride>MOST6)return[];
const phases=tapsOfPhases(layer2)??[];const told7=phases.map(one2=>one2.map(k=>`w[${k}]`).join(" + ")||"\u2013");return[
make("br"),make("code",{},told7.join(" | "))]}function tapsSaid(layers){const taps=layers.map(toldTaps).join(" \xD7 ").replaceAll(
", ",",\xA0");if(layers.some(hasHoles))return tr("with holes, {taps}",{taps});if(layers.every(isEven))return tr("even, {\
taps}",{taps});return tr("uneven, {taps}",{taps})}function shared(layers,output,axes2){const told7=axes2.map(axis=>{const{
stride,padding,kernel_size,dilation}=layers[axis];const whole3=exactSize({...layers[axis],output_padding:0},output[axis]);
const least=Math.max(Number(whole3),1,dilation*(kernel_size-1)+1-2*padding);const most=Number(whole3)+stride-1;const values={
least,most,size:output[axis],axis};if(least===most)return tr("Only input size {least} gives {size}.",values);return tr("\
Input sizes {least} to {most} all give {size}.",values)});return make("p",{},told7.join(" "))}function elsewhere({library,
call,note,possible}){const said2=note?[make("p",{},note)]:[];return[make("h3",{},library),...possible?[copied(call)]:[],
...said2]}var[SHOWN2,FOLDED,PAIRS]=[12,240,6];var SHOWN_FIELDS=FIELDS.filter(name=>name!=="dilation");function found(pairs,axes2){
const ofAxes=Array.from({length:axes2},(_,axis)=>pairs.map(([input,output])=>[input[axis],output[axis]]));const{count,at,
advice}=searched(ofAxes);const sizes3=told5(pairs);if(!count)return[make("p",{},sentences([tr("{sizes}: no setting fits.",
{sizes:sizes3}),advice]))];const title=count===1?tr("{sizes}: 1 setting",{sizes:sizes3}):tr("{sizes}: {count} settings, \
the usual ones first",{sizes:sizes3,count});const rows=(first,end)=>{const numbers3=Array.from({length:Math.min(end,count)-
first},(_,n)=>first+n);const head=[...SHOWN_FIELDS.map(parameterName),tr("taps per phase"),""];return table(title,head,numbers3.
map(n=>row(at(n),pairs[0][0])),{free:SHOWN_FIELDS.length})};const more=tr("{count} more, from [{first}] to [{last}]",{count:count-
SHOWN2,first:SHOWN2,last:count-1});const rest=count>SHOWN2?[folded("settings",more,()=>[rows(SHOWN2,FOLDED)])]:[];return[
make("p",{},title),rows(0,SHOWN2),...rest,...explainedIn(ofSizes(ofAxes))]}function searched(ofAxes){try{return findAxes(
ofAxes)}catch(error){if(!(error instanceof IllegalLayer||error instanceof RangeError))throw error;return{count:0,at:()=>[],
advice:error.message}}}function row(layers,input){const each4=SHOWN_FIELDS.map(name2=>layers.map(layer2=>layer2[name2]));
const state2=SHOWN_FIELDS.map((name2,n)=>[name2,written(each4[n],",")]);const axes2=layers.length>1?[["axes",`${layers.length}`]]:
[];const href=hashOf([...axes2,["input_size",written(input,",")],...state2]);const setting=state2.map(pair=>pair.join("=")).
join(", ");const name=tr("Use {setting}",{setting});const link=make("a",{href,"aria-label":name},tr("Use"));return[...each4.
map(values=>written(values)),tapsSaid(layers),link]}function told5(pairs){const arrows=pairs.map(pair=>pair.map(size=>size.
length>1?`(${size.join(", ")})`:`${size}`).join(" \u2192 "));const short=arrows.length>PAIRS?[...arrows.slice(0,3),"\u2026",
arrows[arrows.length-1]]:arrows;return short.join(", ")}function settingsPart(section){const form=one(section,"form");const place2=one(section,".answer");const say=speaker(section);
const field=name=>one(form,`[name=${name}]`);const names=["input_size","output_size","pairs"];function asked2(){const[input,
output,more]=names.map(name=>plain(field(name).value).trim());const list2=ARROW.test(input)||input.includes("	")?input:input||
output?`(${input})\u2192(${output})`:"";for(const[name,text]of[["input_size",input],["output_size",output]])if(list2&&list2!==
input&&!/^[\s([]*\d[\d\s,×xX]*[)\]]?$/.test(text))return{pairs:[],axes:0,name,fault:unreadSize(name,text)};const[first,
rest]=[readPairs(list2),readPairs(more)];const fault=first.fault||rest.fault;const pairs=[...first.pairs,...rest.pairs];
const axes2=axesOf2(pairs);if(fault)return{pairs,axes:axes2,name:first.fault?"input_size":"pairs",fault};if(!pairs.length)
return{pairs,axes:axes2,name:"input_size",fault:tr("Enter two sizes.")};if(!axes2){const told7=tr("All sizes must have t\
he same number of axes: 1, 2 or 3.");return{pairs,axes:axes2,name:more?"pairs":"output_size",fault:told7}}const zero=pairs.
flat(2).some(size=>size<1);return{pairs,axes:axes2,name:zero?"input_size":"",fault:zero?tr("A size must be at least 1."):
""}}function update(){const{pairs,axes:axes2,name:wrong,fault}=asked2();for(const name of names){field(name).toggleAttribute(
"aria-invalid",false);if(name===wrong)field(name).setAttribute("aria-invalid","true");if(name===wrong)field(name).setAttribute(
"aria-describedby","settings-fault");else field(name).removeAttribute("aria-describedby")}if(fault){const told7=make("p",
{id:"settings-fault"},fault);place2.replaceChildren(make("div",{class:"refusal"},told7));return say(fault)}const[title,...rest]=found(
pairs,axes2);place2.replaceChildren(title,...rest);say(title.textContent??"")}return{update,take(values){const given=values.
size?fromAddress(values):[field("input_size").defaultValue,field("output_size").defaultValue,""];if(typeof given==="stri\
ng")return given;names.forEach((name,n)=>field(name).value=given[n]);update();return""},state(){const{pairs,axes:axes2,fault}=asked2();
if(fault)return[];const sizes3=end=>pairs.map(pair=>pair[end].join(",")).join(axes2>1?";":",");const state2=axes2>1?[["a\
xes",`${axes2}`]]:[];return[...state2,["input_size",sizes3(0)],["output_size",sizes3(1)]]}}}var unreadSize=(name,text)=>text?
wholeNumbers(text,1).fault||tr("Enter {name}.",{name}):tr("Enter {name}.",{name});function fromAddress(values){const axes2=values.
get("axes")??"1";if(!["1","2","3"].includes(axes2))return unreadable("axes",axes2);const sizes3=[];for(const name of["in\
put_size","output_size"]){const text=values.get(name);if(text===void 0)return tr("The address has no {name}, so the addr\
ess is ignored.",{name});const parts=text.split(axes2==="1"?",":";");const good=parts.length<=100&&parts.every(part=>part.
split(",").length===Number(axes2)&&!wholeNumbers(part,Number(axes2)).fault);if(!good||sizes3.length&&sizes3[0].length!==
parts.length)return unreadable(name,text);sizes3.push(parts.map(part=>part.replaceAll(",",", ")))}const[inputs,outputs]=sizes3;
const arrow=n=>axes2==="1"?`${inputs[n]}\u2192${outputs[n]}`:`(${inputs[n]})\u2192(${outputs[n]})`;return[inputs[0],outputs[0],
inputs.slice(1).map((_,n)=>arrow(n+1)).join(", ")]}var LEAST3=[{cell:26,beside:3},{cell:22,beside:3}];var PARAMETERS2=["stride","padding","output_padding","dilation"];function pictureIn(element,moved){
let whole3;let axes2=0;let own2={};function heard(state2){if(!element.contains(document.activeElement))return;own2={view:state2.
view,x:state2.x,w:state2.w};const values=new Map(PARAMETERS2.map(name=>[name,`${state2[name]}`]));if(axes2===1){values.set(
"input_size",`${state2.x.length}`);values.set("kernel_size",`${state2.w.length}`)}moved(values)}function found2(){const live=globalThis.
liveFigure;const wholes=document.getElementById("tc-wholes")?.textContent;return live?.whole&&wholes?live.whole(element,
JSON.parse(wholes),heard):null}return(read,layers)=>{const room=element.parentElement?.clientWidth??0;const fits=read!==
null&&isHeld(read,layers)&&width(read,layers[0])<=room;const held=fits&&show(read,layers[0]);element.hidden=!held;return held};
function show({axes:count,values},layer2){whole3=whole3===void 0?found2():whole3;if(count!==axes2)own2={};axes2=count;const x=numbers2(
values.get("input_size")??[],own2.x);const w=numbers2(values.get("kernel_size")??[],own2.w);return whole3?.show({...layer2,
x,w,view:own2.view??"scatter"})??false}}function isHeld({axes:axes2,transposed:transposed2,values},layers){const told7=layers.
map(one2=>JSON.stringify(one2));const sizes3=[...values.get("input_size")??[],...values.get("kernel_size")??[]];const alike2=told7.
every(one2=>one2===told7[0]);return transposed2&&axes2<=2&&alike2&&Math.max(...sizes3)<=8}function width({axes:axes2,values},layer2){
const[input]=(values.get("input_size")??[]).slice(-1);const{left,right}=cut(layer2);const sums=outputSize(layer2,input)+
left+right;const{cell,beside}=LEAST3[axes2-1];return cell*(beside+sums+(axes2>1?input+layer2.kernel_size:0))}function numbers2([
rows,columns],own2=[]){const count=rows*(columns??1);const flat2=own2.length===count?own2:Array.from({length:count},(_,n)=>n+
1);if(columns===void 0)return flat2;return Array.from({length:rows},(_,n)=>flat2.slice(n*columns,(n+1)*columns))}function refusal({name,axis,said:said2,nearest:nearest2,torch},axes2,mend){const at=axes2>1&&mend?`${along2(axis)}: ${said2}`:
said2;const button=mend&&make("button",{type:"button",class:"start",onclick:mend},tr("Use {setting}",{setting:`${name}=${nearest2}`}));
const words=torch?[folded("torch",tr("PyTorch\u2019s words"),()=>[scrolled(make("pre",{},torch),torch)])]:[];return make(
"div",{class:"refusal"},make("p",{id:"size-refusal"},at),...button?[button]:[],...words)}var NAMES3=["input_size",...FIELDS,...CHANNELS2];var USUAL2=new Map([["stride","1"],["padding","0"],["output_padding","0"],
["dilation","1"],...CHANNELS2.map(name=>[name,"1"])]);function sizePart(section,changed){const form=one(section,"form");
const place2=one(section,".answer");const say=speaker(section);const field=name=>one(form,`[name=${name}]`);const chosen=name=>one(
form,`[name=${name}]:checked`).value;const choose=(name,value)=>{one(form,`[name=${name}][value="${value}"]`).checked=true};
function readFields(){const axes2=Number(chosen("axes"));const transposed2=chosen("transposed")==="true";const read={axes:axes2,
transposed:transposed2,values:new Map};for(const name of NAMES3){const text=(!transposed2&&name==="output_padding"?"":field(
name).value).trim();const given=text||USUAL2.get(name)||"";const fault=given?"":tr("Enter {name}.",{name});const found2=fault?
{values:[],fault}:wholeNumbers(given,CHANNELS2.includes(name)?1:axes2);if(found2.fault)return{read,name,fault:found2.fault};
read.values.set(name,found2.values)}return{read,name:"",fault:""}}function unfold(name){const fold=field(name).closest("\
details");if(fold)fold.open=true}function mark(name){for(const each4 of NAMES3){const wrong=each4===name;if(wrong){field(
each4).setAttribute("aria-invalid","true");field(each4).setAttribute("aria-describedby","size-refusal");unfold(each4)}else{
field(each4).removeAttribute("aria-invalid");field(each4).removeAttribute("aria-describedby")}}}function apply(read,name,axis,nearest2){
const before=read.values.get(name)??[];const all=before.map(()=>nearest2);const single=before.every(value=>value===before[0]);
const works=single&&!trouble({...read,values:new Map(read.values).set(name,all)});const each4=before.map((value,n)=>n===
axis?nearest2:value);field(name).value=written(works?all:each4);update();field(name).focus();changed()}const draw=pictureIn(
one(section,".drawn"),values=>{const before=NAMES3.map(name=>field(name).value).join();for(const[name,value]of values){const same=(field(
name).value||USUAL2.get(name))===value;if(!same)field(name).value=value}if(NAMES3.map(name=>field(name).value).join()===
before)return;update(()=>true);changed()});function update(show=draw){section.querySelector(".several")?.toggleAttribute(
"hidden",chosen("axes")==="1");field("output_padding").disabled=chosen("transposed")==="false";for(const name2 of NAMES3)
field(name2).inputMode=chosen("axes")==="1"||CHANNELS2.includes(name2)?"numeric":"text";const{read,name,fault}=readFields();
const wrong=fault?{name,axis:0,said:fault,nearest:null,torch:""}:trouble(read);mark(wrong?.name??"");if(!wrong){place2.replaceChildren(
...answer2(read,show(read,layersOf(read))));say(sizeSaid(read));return}show(null,[]);const{name:wrongName,axis,nearest:nearest2}=wrong;
const mend=nearest2===null?null:()=>apply(read,wrongName,axis,nearest2);place2.replaceChildren(refusal(wrong,read.axes,mend));
say(wrong.said)}return{update,take(values){const given=values.size?values:new Map(NAMES3.map(name=>[name,field(name).defaultValue]));
const found2=fromAddress2(given);if(typeof found2==="string")return found2;choose("axes",`${found2.axes}`);choose("trans\
posed",`${found2.transposed}`);for(const name of NAMES3)field(name).value=found2.texts.get(name)??"";for(const name of CHANNELS2)
if(found2.texts.has(name))unfold(name);update();return""},state(){const{read,fault}=readFields();if(fault)return[];const state2=read.
axes===1?[]:[["axes",`${read.axes}`]];if(!read.transposed)state2.push(["transposed","false"]);for(const[name,numbers3]of read.
values){const text=written(numbers3,",");if(text!==USUAL2.get(name))state2.push([name,text])}return state2}}}function fromAddress2(values){
const most=Math.max(1,...[...values].map(([name,text])=>CHANNELS2.includes(name)?1:text.split(",").length));const axes2=values.
get("axes")??`${Math.min(most,3)}`;const transposed2=values.get("transposed")??"true";if(!["1","2","3"].includes(axes2))
return unreadable("axes",axes2);if(!["true","false"].includes(transposed2))return unreadable("transposed",transposed2);const texts=new Map;
for(const name of NAMES3){const text=values.get(name)??"";const found2=wholeNumbers(text,CHANNELS2.includes(name)?1:Number(
axes2));if(text&&found2.fault)return unreadable(name,text);if(text)texts.set(name,written(found2.values))}return{axes:Number(
axes2),transposed:transposed2==="true",texts}}var MOST7=2e3;function shorten({target:target2}){if(target2 instanceof HTMLInputElement&&target2.value.length>MOST7)target2.
value=target2.value.slice(0,MOST7)}var told6=id=>JSON.parse(one(document,`#${id}`).textContent??"null");function start(){
speak(told6("calculator-words"));readPlaces(told6("calculator-chapters"));readTable(told6("calculator-errors"));const fault=one(
document,"#address-fault");const parts=new Map;let timer=0;let last="";let pending="";function write(){clearTimeout(timer);
const id=pending;pending="";const hash=hashOf(parts.get(id)?.state()??[]);if(!hash||hash===location.hash)return;fault.textContent=
"";try{history.pushState(null,"",hash);last=location.hash}catch{}}function read(){last=location.hash;clearTimeout(timer);
pending="";const state2=stateOf(location.hash);fault.textContent=state2?.fault??"";if(state2?.fault)return;if(!state2){if(!location.
hash)for(const part of parts.values())part.take(new Map);return}fault.textContent=parts.get(state2.part)?.take(state2.values)??
"";if(!fault.textContent)document.getElementById(state2.part)?.scrollIntoView()}const makers={error:errorPart,size:sizePart,
settings:settingsPart,chain:chainPart};for(const[id,make2]of Object.entries(makers)){const section=one(document,`#${id}`);
const changed=()=>{clearTimeout(timer);pending=id;timer=setTimeout(write,PAUSE)};const part=make2(section,changed);parts.
set(id,part);const form=one(section,"form");form.addEventListener("submit",event=>event.preventDefault());form.addEventListener(
"input",()=>{part.update();changed()});part.update();const button=one(section,"[data-copies=link]");button.addEventListener(
"click",()=>{const state2=parts.get(id)?.state()??[];const hash=hashOf(state2);if(state2.length&&!hash)return answered(button,
tr("Too long for a link"));copy(button,location.href.replace(/#.*/s,"")+(hash||`#${id}`))})}const again=()=>{if(location.
hash!==last)read()};document.addEventListener("input",shorten,true);document.addEventListener("change",write);if(location.
hash)read();addEventListener("popstate",again);addEventListener("hashchange",again)}start();})();
