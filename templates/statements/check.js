/* Checks the signature of a statement (Ed25519, WebCrypto) in the reader's own browser, without the network. */
{
const at=id=>document.getElementById(id);
const {keys,roles,context}={{ data }},mark=/{{ mark }}([A-Za-z0-9_-]{90,8000})/;
const bytes=text=>Uint8Array.from(atob(text.replace(/-/g,'+').replace(/_/g,'/')),sign=>sign.charCodeAt(0));
const show=id=>['good','bad','none','unable'].forEach(each=>at(each).hidden=each!=id);
const row=(...cells)=>{const line=at('rows').insertRow();cells.forEach(cell=>line.insertCell().textContent=cell)};
let newest=0;
function tell(text){
const [programme,name,...rows]=text.split('\n');
at('name').textContent=name;at('rows').replaceChildren();
let total=0;
for(const each of rows){
const [day,minutes,...parts]=each.split(' ');
total+=+minutes||0;
row(day.replace(/(....)(..)(..)/,'$1-$2-$3'),minutes,parts.map(part=>roles[part]||part).join(', '));
}
at('total').textContent=total;show('good');
}
async function signed(data){
const message=new Uint8Array([...new TextEncoder().encode(context),...data.slice(64)]);
for(const each of keys){
const key=await crypto.subtle.importKey('raw',bytes(each),'Ed25519',false,['verify']);
if(await crypto.subtle.verify('Ed25519',key,data.slice(0,64),message))return true;
}
return false;
}
async function check(text){
const turn=++newest,code=text.match(mark)||text.replace(/\s+/g,'').match(mark);
if(!code)return show(text.trim()?'none':'');
let data,good;
try{data=bytes(code[1])}catch{return show('bad')}
try{good=await signed(data)}catch{good=null}
if(turn!=newest)return;
if(good)tell(new TextDecoder().decode(data.slice(64)));else show(good===null?'unable':'bad');
}
at('code').oninput=()=>check(at('code').value);
at('file').onchange=async()=>{const [file]=at('file').files;if(file)check(await file.text())};
const linked=onhashchange=()=>{if(location.hash){at('code').value=location.hash.slice(1);check(location.hash)}};
linked();
}
