// On every page of the person's side: leaving quickly, larger text. Both work without this.
for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    document.body.replaceChildren();
    // This browser's session ends, so that going back shows nothing; leaving does not wait for it.
    void fetch("/leave", { method: "POST", keepalive: true }).catch(() => undefined);
    location.replace(link.href);
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("[data-text-size]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button") as HTMLButtonElement;
    const size = button.value;
    document.documentElement.dataset.text = size;
    void fetch(form.action, { method: "POST", body: new URLSearchParams({ text: size }) }).catch(
      () => undefined,
    );
    const other = size === "larger" ? "usual" : "larger";
    button.value = other;
    button.textContent = form.dataset[other] ?? "";
  });
}
