"use strict";
(() => {
  // The classic pages have some forms twice, for wide and for narrow windows: what is typed into one
  // of them stands in the other too.
  const twins = (input) => {
    if (!input.form || !input.name || input.tagName !== "INPUT") return;
    for (const form of document.forms) {
      if (form === input.form || form.getAttribute("name") !== input.form.getAttribute("name")) continue;
      for (const other of form.elements) if (other.name === input.name && other.type === input.type) other.value = input.value;
    }
  };

  // The rules of a new password.
  const rules = {
    lower: (p) => /[a-z]/.test(p),
    upper: (p) => /[A-Z]/.test(p),
    number: (p) => /[0-9]/.test(p),
    symbol: (p) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(p),
    length: (p, element) => [...p].length >= Number(element.dataset.length),
  };
  const check = (input) => {
    if (input.dataset.check === "password") {
      for (const line of document.querySelectorAll("[data-rule]")) {
        const met = rules[line.dataset.rule](input.value, line), mark = line.querySelector("[aria-hidden]");
        for (const [name, on] of [["met", met], ["unmet", !met], ["passwordCheck-valid-customizable", met], ["passwordCheck-notValid-customizable", !met]]) {
          line.classList.toggle(name, on && input.value !== "");
        }
        if (mark) mark.textContent = input.value === "" ? "" : met ? "\u2713 " : "\u2716 ";
      }
    }
    for (const again of document.querySelectorAll("[data-same]")) {
      const first = again.form.querySelector("#" + again.dataset.same);
      again.setCustomValidity(first.value === again.value ? "" : again.dataset.differ);
    }
  };
  document.addEventListener("input", (event) => { twins(event.target); check(event.target); });

  for (const box of document.querySelectorAll("[data-show]")) {
    box.hidden = false;
    box.querySelector("input").addEventListener("change", (event) => {
      const field = box.parentElement.querySelector("input[name=" + box.dataset.show + "]");
      field.type = event.target.checked ? "text" : "password";
    });
  }

  // Passkeys. Bytes are base64url in the options, and in what is sent.
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const described = (list) => (list || []).map((credential) => ({ ...credential, id: bytes(credential.id) }));
  const json = (credential) => {
    const response = {}, given = credential.response;
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (given[name]) response[name] = text(given[name]);
    }
    if (given.getTransports) response.transports = given.getTransports();
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = document.querySelector("[data-passkey-error]"), button = form.querySelector("[data-passkey-start]");
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    if (options.allowCredentials) options.allowCredentials = described(options.allowCredentials);
    if (options.excludeCredentials) options.excludeCredentials = described(options.excludeCredentials);
    const start = async (loud) => {
      button.disabled = true;
      failed.hidden = true;
      try {
        const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
        form.elements.credential.value = json(credential);
        form.submit();
      } catch (error) {
        console.warn(error);
        failed.hidden = !loud;
        button.disabled = false;
      }
    };
    button.addEventListener("click", () => start(true));
    if (form.dataset.passkey === "get") start(false);
  }
})();
