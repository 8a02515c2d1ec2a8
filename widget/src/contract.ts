// What goes over the wire: guide 5, "the chat's HTTP contract".
export interface Choice {
  title: string;
  payload: string;
}

export interface Said {
  id: string;
  text: string;
  choices: Choice[];
  kind: "say" | "urgent" | "check" | "end";
}

export interface Reply {
  messages: Said[];
  question: string | null;
  progress: { part: number; of: number };
  state: "open" | "check" | "sent" | "withdrawn" | "declined" | "erased";
}

export interface Message {
  id: string;
  text?: string;
  choice?: string;
  question?: string;
}

// The page's own words, in the person's language; the server puts them on the element.
export interface Words {
  you: string;
  bot: string;
  waiting: string;
  later: string;
  again: string;
  noSession: string;
  tooLong: string;
  left: string;
  keys: string;
  part: string;
  more: string;
  less: string;
  aloud: string;
  elsewhere: string;
  here: string;
}

export function filled(words: string, values: Record<string, string | number>): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
