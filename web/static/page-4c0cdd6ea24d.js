// src/page.ts
for (let e of document.querySelectorAll("[data-leave]")) e.addEventListener("click", (t) => {
	t.preventDefault(), document.documentElement.hidden = !0, document.title = "", document.body.replaceChildren(), fetch("/leave", {
		method: "POST",
		keepalive: !0
	}).catch(() => void 0), location.replace(e.href);
});
for (let e of document.querySelectorAll("[data-text-size]")) e.addEventListener("submit", (t) => {
	t.preventDefault();
	let n = e.querySelector("button"), r = n.value;
	document.documentElement.dataset.text = r, fetch(e.action, {
		method: "POST",
		body: new URLSearchParams({ text: r })
	}).catch(() => void 0);
	let i = r === "larger" ? "usual" : "larger";
	n.value = i, n.textContent = e.dataset[i] ?? "";
});
