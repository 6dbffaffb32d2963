/* What a browser adds: the reader's language and own time, the next session as of today, links to add every
   session, and whether her device's clock agrees with the table. Without it the page is complete.
   Written tight, since the whole page may weigh 6 KB: q finds elements, D is the document,
   t an instant, e an event. */
{
const D=document,q=(s,e=D)=>[...e.querySelectorAll(s)],tabs=q('nav a'),items=q('.s>li'),page=location;
/* the language: of the address (#fr), else the browser's */
const wish=tabs.find(a=>navigator.language.startsWith(a.lang));
const turn=onhashchange=()=>tabs.map(a=>{if(a.ariaCurrent=a.hash==(page.hash||tabs[0].hash))D.documentElement.lang=a.lang});
if(!page.hash&&wish&&wish!=tabs[0])page.replace(wish.hash);
turn();
/* her zone as this browser spells it, and the clock of the table that is in it */
const spelt=timeZone=>{try{return Intl.DateTimeFormat('en',{timeZone}).resolvedOptions().timeZone}catch{}};
const zone=spelt(),mine=q('[data-z]').find(d=>d.dataset.z.split(' ').some(z=>spelt(z)==zone));
/* French as the OQLF writes it: 7 h, not 07 h 00 */
{% if clocks_of %}
/* a further language's hour is written by its own patterns, as everywhere on the page */
const clocks={{ clocks_of }};
const further=(t,[tag,some,full],timeZone)=>new Date(t).toLocaleString(tag,{dateStyle:'full',timeZone})+', '+new Date(t).toLocaleString('en-GB',{timeStyle:'short',timeZone}).replace(/0?(\d+):(..)/,(_,hour,minute)=>(minute=='00'?full:some).replace('{hour}',hour).replace('{minute}',minute));
{% endif %}
const told=(t,a,timeZone)=>{% if clocks_of %}clocks[a.lang]?further(t,clocks[a.lang],timeZone):{% endif %}new Date(t).toLocaleString(a.lang+'-CA',{dateStyle:'full',timeStyle:'short',timeZone}).replace(/\b0(?=\d\sh)/,'').replace(/(\sh)\s00$/,'$1');
/* events are in the order of the list; the links of the one that stands first are the pattern for the others */
const events=JSON.parse(q('script')[0].text)['@graph'].slice(2),first=items.findIndex(i=>i.className=='n');
const links=q('.n .a a').slice(0,-1),values=e=>[encodeURIComponent(e.name),e.startDate,e.endDate,...[e.startDate,e.endDate].map(v=>v.replace(/[:-]/g,''))];
let next;
items.map((item,i)=>{
const e=events[i],[add]=q('.a',item),t=+new Date(e.startDate);
if(!add)return;
if(new Date(e.endDate)<new Date){
item.className='o';
add.remove();
item.parentNode.append(item);
return
}
const east=mine&&mine.dataset.o.split(' '),table=mine&&+(east[i]||east[0]);
const say=id=>{
const p=D.createElement('p');
p.className='w';
p.append(D.getElementById(id).content.cloneNode(true));
q('span',p).map(a=>a.textContent=a.textContent.replace('{z}',zone.replace(/.*\//,'').replace(/_/g,' ')).replace('{t}',told(t,a)).replace('{u}',told(t+table*6e4,a,'UTC')));
q('h3+p',item)[0].after(p)
};
say('yours');
/* above the hour that it warns of */
if(mine&&table!=-new Date(t).getTimezoneOffset())say('differs');
if(i!=first)links.map(a=>{
const link=a.cloneNode(true);
link.href=a.getAttribute('href').replace(/[^=&/]+/g,v=>values(e)[values(events[first]).indexOf(v)]||v);
add.lastChild.before(link,' ')
});
if(next)return;
next=item.className='n';
item.prepend(q('.k')[0])
});
if(mine)mine.open=1,mine.parentNode.prepend(mine)
}
