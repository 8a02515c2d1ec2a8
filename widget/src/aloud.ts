// Reading aloud, by voices of this device only: others would send what is read to somebody's server.
export class Aloud {
  on = false;

  // Calls back when there turns out to be a voice; many browsers know their voices a moment after the page.
  whenPossible(found: () => void): void {
    if (!("speechSynthesis" in globalThis)) return;
    if (this.voice("en")) return found();
    const look = (): void => {
      if (!this.voice("en")) return;
      speechSynthesis.removeEventListener("voiceschanged", look);
      found();
    };
    speechSynthesis.addEventListener("voiceschanged", look);
  }

  say(texts: string[]): void {
    if (!this.on) return;
    for (const text of texts) {
      const voice = this.voice("en");
      if (!voice) return;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = 0.9;
      speechSynthesis.speak(utterance);
    }
  }

  stop(): void {
    if ("speechSynthesis" in globalThis) speechSynthesis.cancel();
  }

  private voice(language: string): SpeechSynthesisVoice | undefined {
    const local = speechSynthesis.getVoices().filter((voice) => voice.localService);
    return local.find((voice) => voice.lang.toLowerCase().startsWith(language));
  }
}
