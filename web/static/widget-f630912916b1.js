(function(){var e=class extends HTMLElement{show(e){let r=this.attachShadow({mode:`open`}),i=new CSSStyleSheet;i.replaceSync(`
:host { all: initial; position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000;
  font: 1.125rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
button, a { font: inherit; min-height: 44px; box-sizing: border-box; padding: .5rem 1rem; border-radius: 8px;
  cursor: pointer; }
.open, .go { background: #0b5563; color: #fff; border: 2px solid #fff; font-weight: 600; }
.go { display: inline-block; text-decoration: none; }
.close { background: Canvas; color: CanvasText; border: 2px solid currentColor; }
.urgent { display: inline-block; padding-inline: 0; color: LinkText; font-weight: 600; }
button:focus-visible, a:focus-visible { outline: 4px solid CanvasText; outline-offset: 2px; }
dialog { box-sizing: border-box; width: min(30rem, 100vw - 2rem); max-height: calc(100vh - 2rem); overflow: auto;
  padding: 1rem 1.25rem; border: 2px solid #0b5563; border-radius: 8px; background: Canvas; color: CanvasText;
  overflow-wrap: break-word; }
dialog::backdrop { background: rgb(0 0 0 / .6); }
h2 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
@media print { :host { display: none; } }`),r.adoptedStyleSheets=[i],this.lang=e.language,this.dir=e.direction;let a=n(`dialog`,``,``),o=n(`button`,`open`,e.words.open);o.setAttribute(`aria-haspopup`,`dialog`),o.addEventListener(`click`,()=>a.showModal()),a.append(...t(e,()=>a.close())),a.setAttribute(`aria-labelledby`,`title`),r.append(o,a)}};function t(e,t){let i=n(`h2`,``,e.words.title);i.id=`title`;let a=r(`go`,e.words.go,e.chat),o=n(`button`,`close`,e.words.close);o.addEventListener(`click`,t),a.addEventListener(`click`,t);let s=n(`div`,`row`,``);s.append(a,o);let c=n(`p`,``,``);return c.append(r(`urgent`,e.words.urgent,e.urgentHelp)),[i,n(`p`,``,e.words.about),n(`p`,``,e.words.link),s,c]}function n(e,t,n){let r=document.createElement(e);return t&&(r.className=t),n&&(r.textContent=n),r instanceof HTMLButtonElement&&(r.type=`button`),r}function r(e,t,r){let i=n(`a`,e,t);return i.href=r,i.target=`_blank`,i.rel=`noopener`,i}async function i(t){let n=new URL(`/launcher/${encodeURIComponent(t.dataset.clinic??``)}`,t.src);n.searchParams.set(`language`,document.documentElement.lang.slice(0,2));let r=await fetch(n,{credentials:`omit`});if(!r.ok)throw Error(String(r.status));customElements.define(`beforehand-launcher`,e);let i=document.createElement(`beforehand-launcher`);i.show(await r.json()),document.body.append(i)}var a=document.currentScript,o=()=>{i(a).catch(()=>console.warn(`Beforehand: this site may not show the chat for this clinic`))};document.body?o():addEventListener(`DOMContentLoaded`,o)})();