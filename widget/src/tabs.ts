// One tab at a time: the one that was opened or chosen last. The others step back, with what was typed left in them.
export class Tabs {
  private readonly channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("beforehand") : null;

  constructor(onElsewhere: () => void) {
    this.channel?.addEventListener("message", onElsewhere);
  }

  // Nothing is said but that a tab is here: no words, no name.
  takeOver(): void {
    this.channel?.postMessage("here");
  }
}
