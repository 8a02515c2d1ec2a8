// The talk without leaving the page: the server's own form, sent by fetch. Nothing a person writes is kept in the browser.
import { Aloud } from "./aloud";
import { Box } from "./box";
import { bubble, fold } from "./bubble";
import { filled, type Choice, type Reply, type Words } from "./contract";
import { Notices } from "./notices";
import { Outbox } from "./outbox";

export class Talk {
  readonly aloud = new Aloud();
  private readonly form: HTMLFormElement;
  private readonly log: HTMLElement;
  private readonly outbox: Outbox;
  private box: Box | null = null;
  private readonly notices: Notices;

  constructor(
    private readonly root: HTMLElement,
    private readonly words: Words,
  ) {
    this.form = this.part("reply") as HTMLFormElement;
    this.log = this.part("log");
    this.outbox = new Outbox(this.form.action);
    this.notices = new Notices(root, words);
    this.form.addEventListener("submit", (event) => this.submitted(event));
    for (const message of this.log.children) fold(message, words);
    this.makeBox();
    addEventListener("beforeunload", (event) => {
      if (!this.outbox.isEmpty && !document.documentElement.hidden) event.preventDefault();
    });
  }

  // What the last turn said.
  lastWords(): string[] {
    const said: string[] = [];
    for (let at = this.log.lastElementChild; at?.matches(".message--bot"); at = at.previousElementSibling) {
      said.unshift(at.querySelector(".message__text")?.textContent?.trim() ?? "");
    }
    return said;
  }

  // Lay the page out anew from the server, and leave what is typed and what is on its way.
  async refresh(taken?: Element): Promise<void> {
    const answer = await fetch("/chat", { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("beforehand-chat");
    if (answer.redirected && !fresh) return location.assign(answer.url);
    if (!fresh) return location.reload();
    const typed = this.box?.area.value ?? "";
    const hadFocus = this.form.contains(document.activeElement) || document.activeElement === document.body;
    taken?.remove();
    this.addNew(fresh.querySelector("[data-log]")?.children ?? []);
    for (const name of ["choices", "box", "tools", "progress", "question"]) this.replace(name, fresh);
    this.makeBox();
    if (this.box && typed) this.box.giveBack(typed);
    if (hadFocus) this.box?.focus();
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector(`[data-${name}]`) as HTMLElement;
  }

  private replace(name: string, fresh: Element): void {
    const from = fresh.querySelector(`[data-${name}]`);
    if (from) this.part(name).replaceWith(from);
  }

  // Only what is not there yet, so that a screen reader hears only that.
  private addNew(fresh: Iterable<Element>): void {
    const messages = [...fresh].filter((each) => each.matches(".message"));
    const old = this.log.querySelectorAll(".message:not([data-own])");
    const anew = old.length > messages.length;
    if (anew) for (const message of old) message.remove();
    const added = anew ? messages : messages.slice(old.length);
    const onItsWay = this.log.querySelector("[data-own]");
    for (const message of added) {
      fold(message, this.words);
      this.log.insertBefore(message, onItsWay);
    }
    added[0]?.scrollIntoView({ block: "start" });
    this.aloud.say(this.lastWords());
  }

  private makeBox(): void {
    const there = this.form.querySelector("textarea");
    if (this.box?.area === there) return;
    const longest = Number(this.form.dataset.longest);
    const enter = (): void => this.say();
    this.box = there && new Box(this.form, longest, this.words, (text) => this.notices.announce(text), enter);
  }

  private submitted(event: SubmitEvent): void {
    if (typeof crypto.randomUUID !== "function") return; // not a secure page: the plain form does it
    event.preventDefault();
    const pressed = event.submitter as HTMLButtonElement | null;
    if (pressed?.name === "again") return this.send({ text: pressed.value }, pressed.value);
    if (pressed?.name !== "choice") return this.say();
    // A question has one answer: what is pressed while one is on its way was meant for the last question.
    if (this.outbox.isEmpty) this.send({ choice: pressed.value }, (pressed.textContent ?? "").trim());
  }

  private say(): void {
    const box = this.box;
    if (!box) return;
    box.changed();
    if (!box.area.value.trim() || box.over > 0) return box.focus();
    const text = box.area.value;
    box.empty();
    this.send({ text }, text);
    box.focus();
  }

  private send(said: { text: string } | { choice: string }, shown: string): void {
    this.notices.tell("");
    this.aloud.stop();
    const own = bubble("person", shown, this.words);
    own.dataset.own = "";
    this.log.append(own);
    own.scrollIntoView({ block: "start" });
    this.notices.wait(own);
    const question = (this.part("question") as HTMLInputElement).value || undefined;
    this.outbox.add({
      message: { id: crypto.randomUUID(), ...said, question },
      onTaken: (reply) => this.taken(own, said, reply),
      onLater: () => this.mark(own),
      onRefused: (status) => this.refused(own, "text" in said ? said.text : "", status),
    });
  }

  private async taken(own: HTMLElement, said: object, reply: Reply): Promise<void> {
    this.notices.waitNoMore();
    own.querySelector(".unsent")?.remove();
    const away = { sent: "/chat/done", erased: "/goodbye" }[reply.state as string];
    if (away) return location.assign(away);
    // Urgent words, the first yes and the way to the check are laid out by the server alone.
    const offered = reply.messages.flatMap((message) => message.choices);
    const special =
      reply.messages.some((message) => message.kind !== "say") ||
      offered.some((choice) => choice.payload === "/save_for_visit") ||
      !this.box ||
      !this.part("tools").childElementCount ||
      // What was written last time to the next question, only the server knows.
      this.part("last-time") !== null;
    if (special) return this.refresh(own);
    this.shown(own, said, reply, offered);
  }

  private shown(own: HTMLElement, said: object, reply: Reply, offered: Choice[]): void {
    delete own.dataset.own;
    own.after(...reply.messages.map(({ text }, place) => bubble("bot", text, this.words, place > 0)));
    this.part("choices").replaceChildren(...offered.map(button));
    const label = this.root.querySelector("[data-alone]") as HTMLElement;
    label.textContent = (offered.length ? label.dataset.beside : label.dataset.alone) ?? "";
    (this.part("question") as HTMLInputElement).value = reply.question ?? "";
    const all = this.root.querySelector<HTMLElement>("[data-all]");
    if (all && "text" in said) all.hidden = false;
    const progress = this.part("progress");
    (progress.querySelector("p") as HTMLElement).textContent = filled(this.words.part, reply.progress);
    (progress.querySelector("progress") as HTMLProgressElement).value = reply.progress.part;
    own.scrollIntoView({ block: "start" });
    // A button that was pressed is gone now; whoever is in the box stays there.
    if (document.activeElement === document.body) this.box?.focus();
    this.aloud.say(reply.messages.map((message) => message.text));
  }

  private refused(own: HTMLElement, typed: string, status: number): void {
    this.notices.waitNoMore();
    own.remove();
    if (typed) this.box?.giveBack(typed);
    this.notices.tell(status === 401 ? this.words.noSession : this.words.again);
  }

  private mark(own: HTMLElement): void {
    this.notices.waitNoMore();
    if (own.querySelector(".unsent")) return;
    const note = document.createElement("p");
    note.className = "unsent";
    note.textContent = this.words.later;
    own.append(note);
  }
}

function button(choice: Choice): HTMLButtonElement {
  const made = document.createElement("button");
  made.className = "choice";
  made.type = "submit";
  made.name = "choice";
  made.value = choice.payload;
  made.textContent = choice.title;
  made.lang = "en";
  return made;
}
