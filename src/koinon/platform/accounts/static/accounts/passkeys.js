// Passkeys and security keys: a form marked data-passkey gets its answer from the device and sends itself.
// The conversion between JSON and bytes is allauth's own (mfa/js/webauthn-json.js).

const json = window.webauthnJSON;
const able = Boolean(json && window.PublicKeyCredential);

async function options(form) {
  const block = form.querySelector("[data-passkey-options]");
  if (block) return JSON.parse(block.textContent);
  const answer = await fetch(form.dataset.passkeyAddress, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

function ask(form, given) {
  if (form.dataset.passkey === "get") return json.get(given.request_options);
  const wanted = structuredClone(given.creation_options);
  const alone = Boolean(form.elements.passwordless?.checked);
  Object.assign(wanted.publicKey.authenticatorSelection, {
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  });
  return json.create(wanted);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-ask]");
  const refused = form.querySelector("[data-passkey-refused]");
  if (!able) {
    button.hidden = true;
    form.querySelector("[data-passkey-unable]").hidden = false;
    continue;
  }
  button.addEventListener("click", async () => {
    refused.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form, await options(form)));
      form.submit();
    } catch {
      refused.hidden = false;
      button.disabled = false;
    }
  });
}
