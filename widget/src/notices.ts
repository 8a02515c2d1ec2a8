// What the page itself says: that it waits, what went wrong, what is only heard.
import type { Words } from "./contract";

const WAITING_MS = 400;
const SPOKEN_MS = 2000;

export class Notices {
  private readonly form: HTMLFormElement;
  private readonly log: HTMLElement;
  private readonly trouble: HTMLElement;
  private waiting: HTMLElement | null = null;
  private timer = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly words: Words,
  ) {
    this.form = root.querySelector("[data-reply]") as HTMLFormElement;
    this.log = root.querySelector("[data-log]") as HTMLElement;
    this.trouble = root.querySelector("[data-trouble]") as HTMLElement;
  }

  // Looked for each time: the page lays them out anew.
  private get choices(): HTMLElement {
    return this.root.querySelector("[data-choices]") as HTMLElement;
  }

  wait(own: HTMLElement): void {
    this.form.setAttribute("aria-busy", "true");
    for (const each of this.choices.children) each.setAttribute("aria-disabled", "true");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.waiting || !own.isConnected) return;
      this.waiting = document.createElement("p");
      this.waiting.className = "waiting";
      this.waiting.textContent = this.words.waiting;
      this.log.append(this.waiting);
    }, WAITING_MS);
  }

  waitNoMore(): void {
    clearTimeout(this.timer);
    this.waiting?.remove();
    this.waiting = null;
    this.form.removeAttribute("aria-busy");
    for (const each of this.choices.children) each.removeAttribute("aria-disabled");
  }

  tell(text: string): void {
    const trouble = this.trouble;
    trouble.replaceChildren();
    if (!text) return;
    const said = document.createElement("p");
    said.className = "done";
    said.setAttribute("role", "alert");
    said.textContent = text;
    trouble.append(said);
    // Beside the box, where the person is looking.
    this.form.prepend(trouble);
    trouble.scrollIntoView({ block: "center" });
  }

  // The log is the one place that is heard; this is heard there and not seen.
  announce(text: string): void {
    const spoken = document.createElement("p");
    spoken.className = "nhsuk-u-visually-hidden";
    spoken.textContent = text;
    this.log.append(spoken);
    setTimeout(() => spoken.remove(), SPOKEN_MS);
  }
}
