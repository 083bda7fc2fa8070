/* Made of js/beliefs.js by npm run bundle. */
"use strict";var beliefCheck=(()=>{var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __hasOwnProp=Object.prototype.hasOwnProperty;var __export=(target,all)=>{for(var name in all)__defProp(target,name,{get:all[name],enumerable:true})};var __copyProps=(to,from,except,desc)=>{
if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}
return to};var __toCommonJS=mod=>__copyProps(__defProp({},"__esModule",{value:true}),mod);var beliefs_exports={};__export(beliefs_exports,{check:()=>check,render:()=>render,start:()=>start});function check(root){
const find=selector=>root.querySelector(selector);const form=find("form");const result=find(".result");const count=find(
".count");const unread=find(".unread");const fields=form.querySelectorAll("input");const chosen=()=>Object.fromEntries([
...fields].filter(one=>one.checked).map(one=>[one.name,one.value]));function changed(){const done=Object.keys(chosen()).
length;count.textContent=(count.dataset.said??"").replace("{done}",`${done}`);unread.textContent="";result.hidden=true;root.
classList.remove("told")}function tell(){changed();root.dispatchEvent(new CustomEvent("beliefs",{bubbles:true,detail:chosen()}))}
function show(){const now=chosen();if(!Object.keys(now).length){unread.textContent=unread.dataset.said??"";fields[0].focus();
return}for(const list of result.querySelectorAll("ol")){let some=false;for(const line of list.querySelectorAll("li")){const[
name,value]=(line.dataset.when??"").split(" ");line.hidden=(now[name]??"?")!==value;some||=!line.hidden}list.hidden=!some;
list.previousElementSibling.hidden=!some}find(".none").hidden=result.querySelector("ol:not([hidden])")!==null;result.hidden=
false;root.classList.add("told");result.focus({preventScroll:true});result.scrollIntoView()}form.addEventListener("chang\
e",tell);form.addEventListener("submit",event=>{event.preventDefault();show()});find(".result > button").addEventListener(
"click",()=>{form.reset();tell();fields[0].focus()});changed()}function start(){document.querySelectorAll("[data-beliefs\
]").forEach(check)}function render({model,el}){el.addEventListener("keydown",event=>event.stopPropagation());el.addEventListener(
"focusin",({target})=>target.setAttribute("data-lm-suppress-shortcuts",""));el.classList.add("js");el.innerHTML=model.get(
"_html");check(el.firstElementChild)}return __toCommonJS(beliefs_exports);})();
