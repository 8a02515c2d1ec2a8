// What was said and not yet taken, in order. Each keeps its id, so that the server takes it once however often it is sent.
import type { Message, Reply } from "./contract";

const WAITS_MS = [1000, 2000, 5000, 10000, 20000];
const TRY_AGAIN = new Set([409, 429, 500, 502, 503, 504]);
const LONGEST_WAIT_MS = 60000;

export interface Sending {
  message: Message;
  onTaken(reply: Reply): void | Promise<void>;
  // Not taken yet; it is sent again by itself.
  onLater(): void;
  // The server will not take it: its status.
  onRefused(status: number): void;
}

export class Outbox {
  private readonly waiting: Sending[] = [];
  private running = false;
  private wake: () => void = () => undefined;

  constructor(private readonly address: string) {
    addEventListener("online", () => this.wake());
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  add(sending: Sending): void {
    this.waiting.push(sending);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      await this.deliver(next);
    }
    this.running = false;
  }

  private async deliver(sending: Sending): Promise<void> {
    for (let tries = 0; ; tries++) {
      const answer = await this.post(sending.message);
      if (answer?.ok) {
        const reply = (await answer.json()) as Reply;
        this.waiting.shift();
        return sending.onTaken(reply);
      }
      if (answer && !TRY_AGAIN.has(answer.status)) {
        this.waiting.shift();
        return sending.onRefused(answer.status);
      }
      sending.onLater();
      await this.pause(tries, Number(answer?.headers.get("Retry-After") ?? 0) * 1000);
    }
  }

  private async post(message: Message): Promise<Response | null> {
    try {
      return await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(message),
      });
    } catch {
      return null; // no network
    }
  }

  private pause(tries: number, asked: number): Promise<void> {
    const usual = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0;
    return new Promise((done) => {
      const timer = setTimeout(done, Math.min(Math.max(usual, asked), LONGEST_WAIT_MS));
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
