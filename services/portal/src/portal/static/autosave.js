// Saves a section while it is written; without this file its button does the same.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  const said = form && form.querySelector("[data-saved]");
  if (!form || !said) return;

  const PAUSE = 1500, AGAIN = 10000;
  let timer = 0, busy = false, stopped = false, last = written();

  function written() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name !== "once" && name !== "version" && name !== "csrf") data.append(name, value);
    }
    return data.toString();
  }

  function tell(text, bad) {
    said.textContent = text;
    said.classList.toggle("bad", Boolean(bad));
  }

  function later(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  }

  async function save() {
    const now = written();
    if (stopped || form.dataset.sent || now === last) return;
    if (busy) { later(PAUSE); return; }
    busy = true;
    tell(form.dataset.saving, false);
    try {
      const body = new URLSearchParams(new FormData(form));
      body.delete("once");
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual" });
      await heard(answer, now);
    } catch {
      tell(form.dataset.later, true);
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  async function heard(answer, sent) {
    const told = await answer.json();
    if (answer.ok) {
      last = sent;
      form.elements.version.value = String(told.version);
      tell(told.told, false);
      if (written() !== last) later(PAUSE);
    } else if (answer.status === 412) {
      stopped = true;
      tell(told.told, true);
    } else if (answer.status < 500 && answer.status !== 429) {
      // What is wrong stays wrong until the person writes on.
      last = sent;
      tell(told.faults.map((each) => each.text).join(" ") || told.told, true);
    } else {
      throw new Error(String(answer.status));
    }
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(300));
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (!form.dataset.sent && written() !== last) event.preventDefault();
  });
})();
