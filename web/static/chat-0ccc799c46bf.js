// The talk without leaving the page. The form below works without this; here each message is sent by fetch, with the same
// fields. Nothing a person writes is kept in the browser.
const RETRIES_MS = [2000, 5000, 10000, 20000];
const WAITING_MS = 400;
const WORDS = {
  you: "You wrote:",
  bot: "Chat helper:",
  waiting: "Waiting for the chat helper",
  noSession: "Open your link again to go on. Your answers are still there.",
  tooLong: (over) => `This is ${over.toLocaleString()} characters too long.`,
  left: (left) => `${left.toLocaleString()} characters left`,
  later: "This has not been sent yet. We will try again by itself.",
  again: "This was not sent. Try again.",
};

const form = document.querySelector("[data-reply]");
const log = document.querySelector("[data-log]");
const box = form.querySelector("[name=text]");
const choices = form.querySelector("[data-choices]");
const trouble = document.querySelector("[data-trouble]");
const longest = Number(form.dataset.longest);
const hint = form.querySelector("[data-count]");
const usualHint = hint?.textContent;
let busy = false;

function bubble(author, text) {
  const place = document.createElement("div");
  place.className = `message message--${author}`;
  const who = document.createElement("span");
  who.className = "nhsuk-u-visually-hidden";
  who.textContent = author === "person" ? WORDS.you : WORDS.bot;
  const words = document.createElement("div");
  words.className = "message__text message__text--as-typed";
  words.dir = "auto";
  words.textContent = text;
  place.append(who, " ", words);
  log.append(place);
  return place;
}

function button(choice) {
  const made = document.createElement("button");
  made.className = "choice";
  made.type = "submit";
  made.name = "choice";
  made.value = choice.payload;
  made.textContent = choice.title;
  return made;
}

function tell(text) {
  trouble.replaceChildren();
  if (!text) return;
  const said = document.createElement("p");
  said.className = "done";
  said.setAttribute("role", "alert");
  said.textContent = text;
  trouble.append(said);
}

function count() {
  if (!box) return;
  const left = longest - [...box.value].length;
  hint.classList.toggle("reply__hint--over", left < 0);
  hint.textContent = left < 0 ? WORDS.tooLong(-left) : left < 400 ? WORDS.left(left) : usualHint;
}

async function post(message, tries = 0) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(message),
    });
    if (![409, 429, 502, 503, 504].includes(answer.status) || tries >= RETRIES_MS.length) return answer;
  } catch (error) {
    if (tries >= RETRIES_MS.length) throw error;
  }
  tell(WORDS.later);
  await new Promise((done) => setTimeout(done, RETRIES_MS[tries]));
  return post(message, tries + 1);
}

function show(reply) {
  const leaves = { sent: "/chat/done", erased: "/goodbye" }[reply.state];
  if (leaves) return location.assign(leaves);
  // The first yes brings tools and box; urgent words and the way to the check are laid out by the page itself.
  const offered = reply.messages.flatMap((message) => message.choices);
  const toCheck = offered.some((choice) => choice.payload === "/save_for_visit");
  const special = toCheck || reply.messages.some((message) => message.kind === "urgent");
  if (special || !box || !document.querySelector("[data-tools]")) return location.reload();
  for (const message of reply.messages) bubble("bot", message.text);
  choices.replaceChildren(...offered.map(button));
  const label = form.querySelector("[data-alone]");
  label.textContent = choices.childElementCount ? label.dataset.beside : label.dataset.alone;
  form.querySelector("[data-question]").value = reply.question ?? "";
  const progress = document.querySelector("[data-progress]");
  progress.querySelector("p").textContent = `Part ${reply.progress.part} of ${reply.progress.of}`;
  progress.querySelector("progress").value = reply.progress.part;
}

async function send(choice, title) {
  const typed = choice ? null : box.value;
  if (!choice && !typed.trim()) return box.focus();
  if (typed && [...typed].length > longest) return count();
  busy = true;
  form.setAttribute("aria-busy", "true");
  tell("");
  const own = bubble("person", choice ? title : typed);
  own.scrollIntoView({ block: "start" });
  const question = form.querySelector("[data-question]").value || undefined;
  const message = { id: crypto.randomUUID(), ...(choice ? { choice } : { text: typed }), question };
  if (typed) box.value = "";
  const waiting = setTimeout(() => own.classList.add("message--waiting"), WAITING_MS);
  try {
    const answer = await post(message);
    if (!answer.ok) throw answer;
    tell("");
    show(await answer.json());
    own.scrollIntoView({ block: "start" });
  } catch (error) {
    own.remove();
    // What was typed goes back into the box, before anything typed since.
    if (typed) box.value = box.value ? `${typed}\n${box.value}` : typed;
    tell(error.status === 401 ? WORDS.noSession : WORDS.again);
  } finally {
    clearTimeout(waiting);
    own.classList.remove("message--waiting");
    form.removeAttribute("aria-busy");
    busy = false;
    count();
    box?.focus({ preventScroll: true });
  }
}

form.addEventListener("submit", (event) => {
  if (!crypto.randomUUID) return; // Not a secure page: the plain form does it.
  event.preventDefault();
  if (busy) return;
  const pressed = event.submitter;
  const isChoice = pressed?.name === "choice";
  send(isChoice ? pressed.value : null, isChoice ? pressed.textContent.trim() : null);
});

box?.addEventListener("input", count);
box?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".reply__send"));
});
count();
// The first page is read from its top.
const latest = document.getElementById("latest");
if (latest?.previousElementSibling) latest.scrollIntoView({ block: "start" });
