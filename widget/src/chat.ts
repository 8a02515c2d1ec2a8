// <beforehand-chat>: around the plain form of the page. The form stays in the page, where it works without this; what only
// exists with scripts (reading aloud, stepping back for another tab) is in the shadow root.
import type { Words } from "./contract";
import "./page";
import look from "./shadow.scss?inline";
import { Tabs } from "./tabs";
import { Talk } from "./talk";

class BeforehandChat extends HTMLElement {
  private bar!: HTMLElement;
  private away!: HTMLElement;
  private slotted!: HTMLElement;
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    const words = JSON.parse(this.dataset.words ?? "{}") as Words;
    const talk = new Talk(this, words);
    const root = this.shadowRoot ?? this.withOwnRoot();
    dress(root);
    this.bar = root.querySelector(".bar") as HTMLElement;
    this.away = root.querySelector(".away") as HTMLElement;
    this.slotted = root.querySelector("slot") as HTMLElement;
    this.offerAloud(talk, words);
    this.shareTabs(talk, words);
    // The first page is read from its top; a page that was gone on with, from its newest words.
    const latest = this.querySelector("#latest");
    const trouble = this.querySelector<HTMLElement>("[data-trouble] .nhsuk-error-summary");
    if (trouble) trouble.focus();
    else if (latest?.previousElementSibling) latest.scrollIntoView({ block: "start" });
  }

  // The page brings the shadow root, so that nothing is laid out twice; an older browser leaves it a template.
  private withOwnRoot(): ShadowRoot {
    const template = this.querySelector("template") as HTMLTemplateElement;
    const root = this.attachShadow({ mode: "open" });
    root.append(template.content);
    return root;
  }

  private offerAloud(talk: Talk, words: Words): void {
    talk.aloud.whenPossible(() => {
      const toggle = made("button", words.aloud);
      toggle.setAttribute("aria-pressed", "false");
      toggle.addEventListener("click", () => {
        talk.aloud.on = !talk.aloud.on;
        toggle.setAttribute("aria-pressed", String(talk.aloud.on));
        talk.aloud.stop();
        talk.aloud.say(talk.lastWords());
      });
      this.bar.append(toggle);
    });
    addEventListener("pagehide", () => talk.aloud.stop());
  }

  private shareTabs(talk: Talk, words: Words): void {
    const tabs = new Tabs(() => {
      this.away.hidden = false;
      this.slotted.hidden = true;
    });
    const here = made("button", words.here);
    here.addEventListener("click", async () => {
      tabs.takeOver();
      await talk.refresh();
      this.away.hidden = true;
      this.slotted.hidden = false;
      this.querySelector("textarea")?.focus();
    });
    const said = made("p", words.elsewhere);
    said.setAttribute("role", "status");
    this.away.append(said, here);
    tabs.takeOver();
  }
}

function made(tag: "button" | "p", text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

// Inside the script: one request less. A browser too old for that shows its own buttons.
function dress(root: ShadowRoot): void {
  if (!("replaceSync" in CSSStyleSheet.prototype)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  root.adoptedStyleSheets = [sheet];
}

customElements.define("beforehand-chat", BeforehandChat);
