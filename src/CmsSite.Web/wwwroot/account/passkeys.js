// Opens the browser's passkey dialogue when the form is sent, and sends what it answers. Without script or support the form stays hidden or says so.
const form = document.getElementById('passkey-form');
const supported = typeof PublicKeyCredential !== 'undefined'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';
const error = form?.querySelector('.field-error');

function say(text) {
  error.textContent = text;
  error.hidden = false;
}

async function ask() {
  const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
  const response = await fetch(form.dataset.options, { method: 'POST', headers: { RequestVerificationToken: token } });
  if (!response.ok) {
    throw new Error(response.status === 429 ? 'Too many attempts. Wait a minute, then try again.' : 'The site did not answer. Load the page again and retry.');
  }

  const options = await response.json();
  return form.dataset.action === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

if (form && supported) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    const field = form.querySelector('input[name$=".Credential"]');
    if (field.value) {
      return;
    }

    event.preventDefault();
    error.hidden = true;
    try {
      field.value = JSON.stringify(await ask());
      form.requestSubmit();
    } catch (problem) {
      // The dialogue was closed: nothing to say. Anything else the reader should know.
      if (problem.name !== 'NotAllowedError' && problem.name !== 'AbortError') {
        say(problem.name === 'InvalidStateError' ? 'This device already has a passkey for your account.' : problem.message);
      }
    }
  });
} else if (form && form.dataset.action === 'create') {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say('This browser has no passkeys. A current version of any major browser has.');
  });
}
