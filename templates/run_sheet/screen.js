/* The clock of a session: it reckons from the plan, or from the moment at which a part was begun by hand.
   Hours in words come with the page; here minutes are only counted. */
{
const find=id=>document.getElementById(id),data=JSON.parse(find('data').textContent),start=data.start*6e4;
const total=data.minutes*6e4,count=data.parts.length,still=matchMedia('(prefers-reduced-motion:reduce)');
/* the part that was begun by hand and when, also after the page is loaded again; else the first at its hour */
const planned={part:0,at:start,more:0};
let begun=planned,shown;
const kept=/^#(\d+)\.(\d+)\.(\d+)$/.exec(location.hash);
if(kept&&+kept[1]<count)begun={part:+kept[1],at:+kept[2],more:+kept[3]};
const keep=next=>{
begun=next;
history.replaceState(null,'',next===planned?location.pathname:`#${next.part}.${next.at}.${next.more}`);
tick()
};
/* where in the agenda a moment is: the part, when it began and when it ends; part -1 is before, count after */
const lasts=part=>data.parts[part]*6e4+(part===begun.part?begun.more:0);
const where=now=>{
let {part,at}=begun;
if(now<at)return{part:-1,at,end:at};
while(part<count&&at+lasts(part)<=now)at+=lasts(part++);
return{part,at,end:part<count?at+lasts(part):at}
};
const offset=(steps,minute)=>steps.filter(([from],n)=>!n||from<=minute).pop()[1];
const day=minutes=>Math.floor(minutes/1440);
const length=ms=>{
const seconds=Math.max(0,Math.ceil(ms/1e3)),minutes=Math.floor(seconds/60),hours=Math.floor(minutes/60);
const days=Math.floor(hours/24);
if(days)return`${days} d/j ${hours%24} h`;
if(hours)return`${hours} h ${minutes%60} min`;
return still.matches?`${Math.ceil(seconds/60)} min`:minutes?`${minutes} min ${seconds%60} s`:`${seconds} s`
};
const put=(element,words)=>{if(element.textContent!==words)element.textContent=words};
const hours=minute=>{
const today=day(minute+offset(data.anchor,minute));
[...document.querySelectorAll('.c li')].forEach((row,n)=>{
const there=minute+offset(data.clocks[n],minute),apart=day(there)-today;
for(const each of row.querySelectorAll('.h'))put(each,data.hours[each.lang][there-day(there)*1440]);
for(const each of row.querySelectorAll('.d'))put(each,data.marks[each.lang][apart+2]||'')
})
};
const tick=()=>{
const now=Date.now(),at=where(now),end=Math.max(start+total,begun.at);
hours(Math.floor(now/6e4));
const part=at.part<count?at.part:now<end&&begun===planned&&count<1?-2:count;
const state=now<begun.at?'before':part===-2?'':part===count?'over':`p${part}`;
/* only what changes is touched, so that a screen reader says it once */
if(state!==shown){
for(const each of find('now').children)each.hidden=each.id!==state;
for(let n=0;n<count;n++)n===part?find(`a${n}`).setAttribute('aria-current','step'):find(`a${n}`).removeAttribute('aria-current');
shown=state
}
const left=state==='before'?begun.at-now:state==='over'?0:state?at.end-now:end-now;
put(find('left'),state==='over'?'':length(left));
find('whole').hidden=!state||state==='before'||state==='over';
put(find('rest'),length(end-now))
};
if(count){
const now=()=>Date.now();
const acts={
on:()=>{const {part}=where(now());if(part<count-1)keep({part:part+1,at:now(),more:0});else if(part<count)keep({part,at:now()-data.parts[part]*6e4,more:0})},
back:()=>{const {part}=where(now());if(part>0)keep({part:part-1,at:now(),more:0})},
more:()=>{const {part,at}=where(now());if(part>=0&&part<count)keep({part,at,more:lasts(part)-data.parts[part]*6e4+6e4})},
plan:()=>keep(planned)
};
for(const id in acts)find(id).onclick=acts[id];
const keys={ArrowRight:'on',ArrowLeft:'back',ArrowUp:'more',Escape:'plan'};
onkeydown=event=>{
const id=keys[event.key];
if(!id||event.altKey||event.ctrlKey||event.metaKey||event.shiftKey)return;
event.preventDefault();
acts[id]()
};
find('keys').hidden=false
}
tick();
setInterval(tick,250)
}
