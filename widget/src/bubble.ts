// One message as an element, as the server's page lays it out too; long ones fold.
import type { Words } from "./contract";

const LONG = 600;

// Who speaks is said once for all that they say in a row.
export function bubble(
  author: "person" | "bot",
  text: string,
  words: Words,
  goesOn = false,
): HTMLElement {
  const place = document.createElement("div");
  place.className = `message message--${author}`;
  const who = document.createElement("span");
  who.className = "nhsuk-u-visually-hidden";
  who.textContent = author === "person" ? words.you : words.bot;
  const said = document.createElement("div");
  said.className = "message__text message__text--as-typed";
  said.dir = "auto";
  if (author === "bot") said.lang = "en";
  said.textContent = text;
  place.append(...(goesOn ? [] : [who, " "]), said);
  fold(place, words);
  return place;
}

// Folded words stay in the page, for whoever listens to it or searches it.
export function fold(message: Element, words: Words): void {
  const said = message.querySelector(".message__text--as-typed");
  if (!said || (said.textContent ?? "").length < LONG || message.querySelector(".fold")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  const turn = (open: boolean): void => {
    said.classList.toggle("message__text--folded", !open);
    button.textContent = open ? words.less : words.more;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => turn(button.getAttribute("aria-expanded") !== "true"));
  turn(false);
  message.append(button);
}
