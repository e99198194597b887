// Asks the browser for a passkey when a form with data-passkey is sent, and sends the form with its answer. Without this
// script the form is sent as it is, and the server says what to do instead.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const CEREMONIES = {
  async get(options) {
    const found = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
    });
    const { clientDataJSON, authenticatorData, signature } = found.response;
    return { found, clientDataJSON, authenticatorData, signature };
  },
  async create(options) {
    const found = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: named(options.excludeCredentials),
      },
    });
    const { clientDataJSON, attestationObject } = found.response;
    return { found, clientDataJSON, attestationObject, transports: found.response.getTransports?.() ?? [] };
  },
};

async function answer(kind, options) {
  const { found, ...parts } = await CEREMONIES[kind](options);
  const response = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, part instanceof ArrayBuffer ? text(part) : part]),
  );
  return JSON.stringify({ id: found.id, rawId: found.id, type: found.type, clientExtensionResults: {}, response });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    const chosen = form.querySelector('[name="confirm-with"]:checked');
    if (chosen && chosen.value !== 'passkey') return;
    event.preventDefault();
    const problem = form.querySelector('[data-passkey-problem]');
    problem.hidden = true;
    try {
      form.querySelector('[data-passkey-answer]').value = await answer(
        form.dataset.passkey,
        JSON.parse(form.dataset.options),
      );
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
