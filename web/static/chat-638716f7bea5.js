// src/tabs.ts
var e = class {
	channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("beforehand") : null;
	constructor(e) {
		this.channel?.addEventListener("message", e);
	}
	takeOver() {
		this.channel?.postMessage("here");
	}
}, t = class {
	on = !1;
	whenPossible(e) {
		if (!("speechSynthesis" in globalThis)) return;
		if (this.voice("en")) return e();
		let t = () => {
			this.voice("en") && (speechSynthesis.removeEventListener("voiceschanged", t), e());
		};
		speechSynthesis.addEventListener("voiceschanged", t);
	}
	say(e) {
		if (this.on) for (let t of e) {
			let e = this.voice("en");
			if (!e) return;
			let n = new SpeechSynthesisUtterance(t);
			n.voice = e, n.lang = e.lang, n.rate = .9, speechSynthesis.speak(n);
		}
	}
	stop() {
		"speechSynthesis" in globalThis && speechSynthesis.cancel();
	}
	voice(e) {
		return speechSynthesis.getVoices().filter((e) => e.localService).find((t) => t.lang.toLowerCase().startsWith(e));
	}
};
// src/contract.ts
function n(e, t) {
	return e.replace(/\{(\w+)\}/g, (e, n) => String(t[n] ?? ""));
}
// src/box.ts
var r = class {
	longest;
	words;
	announce;
	area;
	hint;
	usual;
	told = "";
	constructor(e, t, n, r, i) {
		this.longest = t, this.words = n, this.announce = r, this.area = e.querySelector("textarea"), this.hint = e.querySelector("[data-count]"), this.usual = n.keys, this.area.enterKeyHint = "send", this.area.addEventListener("input", () => this.changed()), this.area.addEventListener("keydown", (e) => {
			e.key !== "Enter" || e.shiftKey || e.isComposing || (e.preventDefault(), i());
		}), this.changed();
	}
	get over() {
		return [...this.area.value].length - this.longest;
	}
	changed() {
		this.grow();
		let e = this.over, t = e > -400;
		this.hint.classList.toggle("reply__hint--over", e > 0), this.hint.textContent = t ? n(e > 0 ? this.words.tooLong : this.words.left, { n: Math.abs(e).toLocaleString() }) : this.usual;
		let r = t ? e > 0 ? "over" : "near" : "";
		r && r !== this.told && this.announce(this.hint.textContent), this.told = r;
	}
	giveBack(e) {
		this.area.value = this.area.value ? `${e}\n${this.area.value}` : e, this.changed();
	}
	empty() {
		this.area.value = "", this.changed();
	}
	focus() {
		this.area.focus({ preventScroll: !0 });
	}
	grow() {
		CSS.supports("field-sizing", "content") || (this.area.style.height = "auto", this.area.style.height = `${this.area.scrollHeight + 4}px`);
	}
}, i = 600;
function a(e, t, n) {
	let r = document.createElement("div");
	r.className = `message message--${e}`;
	let i = document.createElement("span");
	i.className = "nhsuk-u-visually-hidden", i.textContent = e === "person" ? n.you : n.bot;
	let a = document.createElement("div");
	return a.className = "message__text message__text--as-typed", a.dir = "auto", e === "bot" && (a.lang = "en"), a.textContent = t, r.append(i, " ", a), o(r, n), r;
}
function o(e, t) {
	let n = e.querySelector(".message__text--as-typed");
	if (!n || (n.textContent ?? "").length < i || e.querySelector(".fold")) return;
	let r = document.createElement("button");
	r.type = "button", r.className = "fold";
	let a = (e) => {
		n.classList.toggle("message__text--folded", !e), r.textContent = e ? t.less : t.more, r.setAttribute("aria-expanded", String(e));
	};
	r.addEventListener("click", () => a(r.getAttribute("aria-expanded") !== "true")), a(!1), e.append(r);
}
// src/notices.ts
var s = 400, c = 2e3, l = class {
	root;
	words;
	form;
	log;
	trouble;
	waiting = null;
	timer = 0;
	constructor(e, t) {
		this.root = e, this.words = t, this.form = e.querySelector("[data-reply]"), this.log = e.querySelector("[data-log]"), this.trouble = e.querySelector("[data-trouble]");
	}
	get choices() {
		return this.root.querySelector("[data-choices]");
	}
	wait(e) {
		this.form.setAttribute("aria-busy", "true");
		for (let e of this.choices.children) e.setAttribute("aria-disabled", "true");
		clearTimeout(this.timer), this.timer = window.setTimeout(() => {
			!this.waiting && e.isConnected && (this.waiting = document.createElement("p"), this.waiting.className = "waiting", this.waiting.textContent = this.words.waiting, this.log.append(this.waiting));
		}, s);
	}
	waitNoMore() {
		clearTimeout(this.timer), this.waiting?.remove(), this.waiting = null, this.form.removeAttribute("aria-busy");
		for (let e of this.choices.children) e.removeAttribute("aria-disabled");
	}
	tell(e) {
		let t = this.trouble;
		if (t.replaceChildren(), !e) return;
		let n = document.createElement("p");
		n.className = "done", n.setAttribute("role", "alert"), n.textContent = e, t.append(n), this.form.prepend(t), t.scrollIntoView({ block: "center" });
	}
	announce(e) {
		let t = document.createElement("p");
		t.className = "nhsuk-u-visually-hidden", t.textContent = e, this.log.append(t), setTimeout(() => t.remove(), c);
	}
}, u = [
	1e3,
	2e3,
	5e3,
	1e4,
	2e4
], d = /* @__PURE__ */ new Set([
	409,
	429,
	500,
	502,
	503,
	504
]), f = 6e4, p = class {
	address;
	waiting = [];
	running = !1;
	wake = () => void 0;
	constructor(e) {
		this.address = e, addEventListener("online", () => this.wake());
	}
	get isEmpty() {
		return this.waiting.length === 0;
	}
	add(e) {
		this.waiting.push(e), this.run();
	}
	async run() {
		if (!this.running) {
			this.running = !0;
			for (let e = this.waiting[0]; e; e = this.waiting[0]) await this.deliver(e);
			this.running = !1;
		}
	}
	async deliver(e) {
		for (let t = 0;; t++) {
			let n = await this.post(e.message);
			if (n?.ok) {
				let t = await n.json();
				return this.waiting.shift(), e.onTaken(t);
			}
			if (n && !d.has(n.status)) return this.waiting.shift(), e.onRefused(n.status);
			e.onLater(), await this.pause(t, Number(n?.headers.get("Retry-After") ?? 0) * 1e3);
		}
	}
	async post(e) {
		try {
			return await fetch(this.address, {
				method: "POST",
				headers: {
					"Content-Type": "application/json",
					Accept: "application/json"
				},
				body: JSON.stringify(e)
			});
		} catch {
			return null;
		}
	}
	pause(e, t) {
		let n = u[Math.min(e, u.length - 1)] ?? 0;
		return new Promise((e) => {
			let r = setTimeout(e, Math.min(Math.max(n, t), f));
			this.wake = () => {
				clearTimeout(r), e();
			};
		});
	}
}, m = class {
	root;
	words;
	aloud = new t();
	form;
	log;
	outbox;
	box = null;
	notices;
	constructor(e, t) {
		this.root = e, this.words = t, this.form = this.part("reply"), this.log = this.part("log"), this.outbox = new p(this.form.action), this.notices = new l(e, t), this.form.addEventListener("submit", (e) => this.submitted(e));
		for (let e of this.log.children) o(e, t);
		this.makeBox(), addEventListener("beforeunload", (e) => {
			!this.outbox.isEmpty && !document.documentElement.hidden && e.preventDefault();
		});
	}
	lastWords() {
		let e = [];
		for (let t = this.log.lastElementChild; t?.matches(".message--bot"); t = t.previousElementSibling) e.unshift(t.querySelector(".message__text")?.textContent?.trim() ?? "");
		return e;
	}
	async refresh(e) {
		let t = await fetch("/chat", { headers: { Accept: "text/html" } }), n = new DOMParser().parseFromString(await t.text(), "text/html").querySelector("beforehand-chat");
		if (t.redirected && !n) return location.assign(t.url);
		if (!n) return location.reload();
		let r = this.box?.area.value ?? "", i = this.form.contains(document.activeElement) || document.activeElement === document.body;
		e?.remove(), this.addNew(n.querySelector("[data-log]")?.children ?? []);
		for (let e of [
			"choices",
			"box",
			"tools",
			"progress",
			"question"
		]) this.replace(e, n);
		this.makeBox(), this.box && r && this.box.giveBack(r), i && this.box?.focus();
	}
	part(e) {
		return this.root.querySelector(`[data-${e}]`);
	}
	replace(e, t) {
		let n = t.querySelector(`[data-${e}]`);
		n && this.part(e).replaceWith(n);
	}
	addNew(e) {
		let t = [...e].filter((e) => e.matches(".message")), n = this.log.querySelectorAll(".message:not([data-own])"), r = n.length > t.length;
		if (r) for (let e of n) e.remove();
		let i = r ? t : t.slice(n.length), a = this.log.querySelector("[data-own]");
		for (let e of i) o(e, this.words), this.log.insertBefore(e, a);
		i[0]?.scrollIntoView({ block: "start" }), this.aloud.say(this.lastWords());
	}
	makeBox() {
		let e = this.form.querySelector("textarea");
		if (this.box?.area === e) return;
		let t = Number(this.form.dataset.longest), n = () => this.say();
		this.box = e && new r(this.form, t, this.words, (e) => this.notices.announce(e), n);
	}
	submitted(e) {
		if (typeof crypto.randomUUID != "function") return;
		e.preventDefault();
		let t = e.submitter;
		if (t?.name === "again") return this.send({ text: t.value }, t.value);
		if (t?.name !== "choice") return this.say();
		this.outbox.isEmpty && this.send({ choice: t.value }, (t.textContent ?? "").trim());
	}
	say() {
		let e = this.box;
		if (!e) return;
		if (e.changed(), !e.area.value.trim() || e.over > 0) return e.focus();
		let t = e.area.value;
		e.empty(), this.send({ text: t }, t), e.focus();
	}
	send(e, t) {
		this.notices.tell(""), this.aloud.stop();
		let n = a("person", t, this.words);
		n.dataset.own = "", this.log.append(n), n.scrollIntoView({ block: "start" }), this.notices.wait(n);
		let r = this.part("question").value || void 0;
		this.outbox.add({
			message: {
				id: crypto.randomUUID(),
				...e,
				question: r
			},
			onTaken: (t) => this.taken(n, e, t),
			onLater: () => this.mark(n),
			onRefused: (t) => this.refused(n, "text" in e ? e.text : "", t)
		});
	}
	async taken(e, t, n) {
		this.notices.waitNoMore(), e.querySelector(".unsent")?.remove();
		let r = {
			sent: "/chat/done",
			erased: "/goodbye"
		}[n.state];
		if (r) return location.assign(r);
		let i = n.messages.flatMap((e) => e.choices);
		if (n.messages.some((e) => e.kind !== "say") || i.some((e) => e.payload === "/save_for_visit") || !this.box || !this.part("tools").childElementCount || this.part("last-time") !== null) return this.refresh(e);
		this.shown(e, t, n, i);
	}
	shown(e, t, r, i) {
		delete e.dataset.own, e.after(...r.messages.map((e) => a("bot", e.text, this.words))), this.part("choices").replaceChildren(...i.map(h));
		let o = this.root.querySelector("[data-alone]");
		o.textContent = (i.length ? o.dataset.beside : o.dataset.alone) ?? "", this.part("question").value = r.question ?? "";
		let s = this.root.querySelector("[data-all]");
		s && "text" in t && (s.hidden = !1);
		let c = this.part("progress");
		c.querySelector("p").textContent = n(this.words.part, r.progress), c.querySelector("progress").value = r.progress.part, e.scrollIntoView({ block: "start" }), document.activeElement === document.body && this.box?.focus(), this.aloud.say(r.messages.map((e) => e.text));
	}
	refused(e, t, n) {
		this.notices.waitNoMore(), e.remove(), t && this.box?.giveBack(t), this.notices.tell(n === 401 ? this.words.noSession : this.words.again);
	}
	mark(e) {
		if (this.notices.waitNoMore(), e.querySelector(".unsent")) return;
		let t = document.createElement("p");
		t.className = "unsent", t.textContent = this.words.later, e.append(t);
	}
};
function h(e) {
	let t = document.createElement("button");
	return t.className = "choice", t.type = "submit", t.name = "choice", t.value = e.payload, t.textContent = e.title, t.lang = "en", t;
}
// src/chat.ts
var g = class extends HTMLElement {
	bar = document.createElement("div");
	away = document.createElement("div");
	slotted = document.createElement("slot");
	connectedCallback() {
		if (this.shadowRoot) return;
		let e = JSON.parse(this.dataset.words ?? "{}"), t = new m(this, e);
		this.attachShadow({ mode: "open" }).append(v(), this.away, this.slotted, this.bar), this.bar.className = "bar", this.away.className = "away", this.away.hidden = !0, this.offerAloud(t, e), this.shareTabs(t, e);
		let n = this.querySelector("#latest"), r = this.querySelector("[data-trouble] .nhsuk-error-summary");
		r ? r.focus() : n?.previousElementSibling && n.scrollIntoView({ block: "start" });
	}
	offerAloud(e, t) {
		e.aloud.whenPossible(() => {
			let n = _("button", t.aloud);
			n.setAttribute("aria-pressed", "false"), n.addEventListener("click", () => {
				e.aloud.on = !e.aloud.on, n.setAttribute("aria-pressed", String(e.aloud.on)), e.aloud.stop(), e.aloud.say(e.lastWords());
			}), this.bar.append(n);
		}), addEventListener("pagehide", () => e.aloud.stop());
	}
	shareTabs(t, n) {
		let r = new e(() => {
			this.away.hidden = !1, this.slotted.hidden = !0;
		}), i = _("button", n.here);
		i.addEventListener("click", async () => {
			r.takeOver(), await t.refresh(), this.away.hidden = !0, this.slotted.hidden = !1, this.querySelector("textarea")?.focus();
		});
		let a = _("p", n.elsewhere);
		a.setAttribute("role", "status"), this.away.append(a, i), r.takeOver();
	}
};
function _(e, t) {
	let n = document.createElement(e);
	return n.textContent = t, n;
}
function v() {
	let e = document.createElement("link");
	return e.rel = "stylesheet", e.href = document.querySelector("link[data-shadow]")?.href ?? "", e;
}
customElements.define("beforehand-chat", g);
