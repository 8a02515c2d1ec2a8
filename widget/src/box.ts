// The box a person writes in: it grows, counts near the end, sends with Enter.
import { filled, type Words } from "./contract";

const NEAR = 400;

export class Box {
  readonly area: HTMLTextAreaElement;
  private readonly hint: HTMLElement;
  private readonly usual: string;
  private told = "";

  constructor(
    form: HTMLFormElement,
    private readonly longest: number,
    private readonly words: Words,
    private readonly announce: (text: string) => void,
    onEnter: () => void,
  ) {
    this.area = form.querySelector("textarea") as HTMLTextAreaElement;
    this.hint = form.querySelector("[data-count]") as HTMLElement;
    this.usual = words.keys;
    this.area.enterKeyHint = "send";
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      onEnter();
    });
    this.changed();
  }

  get over(): number {
    return [...this.area.value].length - this.longest;
  }

  changed(): void {
    this.grow();
    const over = this.over;
    const near = over > -NEAR;
    this.hint.classList.toggle("reply__hint--over", over > 0);
    this.hint.textContent = !near
      ? this.usual
      : filled(over > 0 ? this.words.tooLong : this.words.left, { n: Math.abs(over).toLocaleString() });
    const stage = !near ? "" : over > 0 ? "over" : "near";
    if (stage && stage !== this.told) this.announce(this.hint.textContent);
    this.told = stage;
  }

  // What was typed goes back into the box, before anything typed since.
  giveBack(text: string): void {
    this.area.value = this.area.value ? `${text}\n${this.area.value}` : text;
    this.changed();
  }

  empty(): void {
    this.area.value = "";
    this.changed();
  }

  focus(): void {
    this.area.focus({ preventScroll: true });
  }

  private grow(): void {
    if (CSS.supports("field-sizing", "content")) return;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 4}px`;
  }
}
