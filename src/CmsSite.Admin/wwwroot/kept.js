// A copy in this browser of what is typed and not saved yet: for a lost connection, a server that is away, a page that was loaded again. Gone as soon as the server has it.

const prefix = 'cmssite-kept:';
const inputs = 'input:not([type=file], [type=search], [type=checkbox], [type=radio]), textarea, select';
let key = null;

const editor = () => document.querySelector('[data-editor]');
const isFree = () => editor()?.querySelector('fieldset:not(:disabled)');

document.addEventListener('input', event => {
  const input = event.target;
  if (!input.id || !input.closest?.('[data-editor]') || !input.matches(inputs)) return;
  const here = prefix + location.pathname;
  // A new item gets its address with the first save; what is kept moves along.
  const kept = JSON.parse((key && localStorage.getItem(key)) ?? '{}');
  if (key && key !== here) localStorage.removeItem(key);
  kept[input.id] = input.value;
  localStorage.setItem(key = here, JSON.stringify(kept));
}, true);

/** Says everything to the server again: what is the same there changes nothing. */
function sayAgain() {
  isFree()?.querySelectorAll('input:not([type=file], [type=search]), textarea, select').forEach(input => {
    if (input.type !== 'radio' || input.checked) input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

function look() {
  const form = editor();
  if (!form || !isFree()) return;
  // Saved: the server has all of it.
  if (key && form.dataset.state === 'Saved') { localStorage.removeItem(key); key = null; }
  const notice = form.querySelector('[data-kept]');
  const found = notice && !key && localStorage.getItem(prefix + location.pathname);
  if (notice) notice.hidden = !found || !differs(JSON.parse(found));
}

function differs(kept) {
  return Object.entries(kept).some(([id, value]) => document.getElementById(id) && document.getElementById(id).value !== value);
}

document.addEventListener('click', event => {
  const choice = event.target.closest('[data-kept-choice]')?.dataset.keptChoice;
  if (!choice) return;
  const here = prefix + location.pathname;
  if (choice === 'restore') {
    for (const [id, value] of Object.entries(JSON.parse(localStorage.getItem(here) ?? '{}'))) {
      const input = document.getElementById(id);
      if (!input) continue;
      input.value = value;
      const rich = input.closest('[data-rich]')?.querySelector('.rich-text');
      if (rich) rich.innerHTML = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
    key = here;
  } else {
    localStorage.removeItem(here);
  }
  event.target.closest('[data-kept]').hidden = true;
});

new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'data-state'] });

globalThis.cmssite = { ...globalThis.cmssite, sayAgain };
