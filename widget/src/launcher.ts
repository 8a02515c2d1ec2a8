// <beforehand-launcher>: a button on a clinic's own site. The talk itself never runs there, where other scripts could read
// it: the button says what it is and opens the chat on our own site, in a page of its own. No iframe, no cookie, no storage.
interface Launch {
  chat: string;
  urgentHelp: string;
  language: string;
  direction: string;
  words: Record<"open" | "title" | "about" | "link" | "go" | "urgent" | "close", string>;
}

const STYLE = `
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
@media print { :host { display: none; } }`;

class BeforehandLauncher extends HTMLElement {
  show(launch: Launch): void {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.lang = launch.language;
    this.dir = launch.direction;
    const dialog = made("dialog", "", "");
    const open = made("button", "open", launch.words.open);
    open.setAttribute("aria-haspopup", "dialog");
    open.addEventListener("click", () => dialog.showModal());
    dialog.append(...inside(launch, () => dialog.close()));
    dialog.setAttribute("aria-labelledby", "title");
    root.append(open, dialog);
  }
}

function inside(launch: Launch, onClose: () => void): HTMLElement[] {
  const title = made("h2", "", launch.words.title);
  title.id = "title";
  const go = link("go", launch.words.go, launch.chat);
  const close = made("button", "close", launch.words.close);
  close.addEventListener("click", onClose);
  go.addEventListener("click", onClose);
  const row = made("div", "row", "");
  row.append(go, close);
  const help = made("p", "", "");
  help.append(link("urgent", launch.words.urgent, launch.urgentHelp));
  return [title, made("p", "", launch.words.about), made("p", "", launch.words.link), row, help];
}

function made<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, text: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  if (element instanceof HTMLButtonElement) element.type = "button";
  return element;
}

function link(name: string, text: string, address: string): HTMLAnchorElement {
  const element = made("a", name, text);
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener";
  return element;
}

async function launch(script: HTMLScriptElement): Promise<void> {
  const address = new URL(`/launcher/${encodeURIComponent(script.dataset.clinic ?? "")}`, script.src);
  address.searchParams.set("language", document.documentElement.lang.slice(0, 2));
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(String(answer.status));
  customElements.define("beforehand-launcher", BeforehandLauncher);
  const element = document.createElement("beforehand-launcher") as BeforehandLauncher;
  element.show((await answer.json()) as Launch);
  document.body.append(element);
}

const script = document.currentScript as HTMLScriptElement;
const ready = (): void => {
  // Not on the list, or no such clinic: the page stays as it is, and whoever looks after it can see why.
  launch(script).catch(() => console.warn("Beforehand: this site may not show the chat for this clinic"));
};
if (document.body) ready();
else addEventListener("DOMContentLoaded", ready);
