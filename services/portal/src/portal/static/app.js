// Comforts alone: every page works without this file.
(() => {
  "use strict";

  // A form is sent once; the server's idempotency key is the guarantee, this only spares the wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  // Coming back by the back button, the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });

  function picks(form) {
    return [...form.querySelectorAll("input.pick[name=id]")];
  }

  function count(form) {
    const note = form.querySelector("[data-selected-count]");
    const chosen = picks(form).filter((pick) => pick.checked).length;
    if (note) {
      note.hidden = chosen === 0;
      note.textContent = note.dataset.template.replace("{n}", String(chosen));
    }
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === picks(form).length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
  }

  for (const form of document.querySelectorAll("form[data-select]")) {
    const all = form.querySelector("[data-select-all]");
    if (all) {
      all.hidden = false;
      all.addEventListener("change", () => {
        for (const pick of picks(form)) pick.checked = all.checked;
        count(form);
      });
    }
    form.addEventListener("change", () => count(form));
    count(form);
  }

  for (const field of document.querySelectorAll("[data-submit-on-change]")) {
    field.addEventListener("change", () => field.form.requestSubmit());
  }

  for (const drop of document.querySelectorAll("[data-drop]")) {
    const input = drop.querySelector("input[type=file]");
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    for (const name of ["dragleave", "drop"]) {
      drop.addEventListener(name, () => drop.classList.remove("over"));
    }
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A notice is said once: reloading must not say it again.
  const address = new URL(window.location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    address.searchParams.delete("late");
    window.history.replaceState(window.history.state, "", address);
  }
})();
