// What the dashboard does in the browser: typing that is sent after a pause, rich text, dialogs, shortcuts. Everything else happens on the server.
// Modules are named in AdminApp.razor instead of imported here, so that each is asked for by its fingerprint.

// Whole pages until the connection stands, screens over it afterwards: nothing in between that would mix the two.
Blazor.start({ ssr: { disableDomPreservation: true } });

const pause = 300; // milliseconds after the last keystroke; the server waits a little more, and both stay under two seconds

// ---- typing: an input with data-typing says "change" when its writer pauses

const waiting = new Map();
const said = new WeakMap(); // what was sent of an input, and when, the newest first

function send(input) {
  clearTimeout(waiting.get(input));
  if (waiting.delete(input)) input.dispatchEvent(new Event('change', { bubbles: true }));
}

// The server answers each text with that text. Who has typed on meanwhile, in the input that has the cursor, must not get the older one back.
const isOld = (input, text) => input === document.activeElement
  && (waiting.has(input) || (said.get(input) ?? []).some(({ value, at }, i) => i > 0 && value === text && at > Date.now() - 20_000));
for (const { prototype } of [HTMLInputElement, HTMLTextAreaElement]) {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'value');
  Object.defineProperty(prototype, 'value', { get, set(text) { if (!isOld(this, text)) set.call(this, text); }, configurable: true, enumerable: true });
}

document.addEventListener('input', event => {
  const input = event.target;
  if (!input.matches?.('[data-typing]')) return;
  clearTimeout(waiting.get(input));
  // Somebody who watches the preview waits for it.
  waiting.set(input, setTimeout(() => send(input), document.querySelector('[data-preview]') ? pause / 3 : pause));
});
document.addEventListener('change', event => {
  const input = event.target;
  clearTimeout(waiting.get(input));
  waiting.delete(input);
  if (input.matches?.('[data-typing]')) said.set(input, [{ value: input.value, at: Date.now() }, ...(said.get(input) ?? []).filter(({ value }) => value !== input.value).slice(0, 20)]);
}, true);

// Before a click does something with what was typed, the server has it.
document.addEventListener('pointerdown', () => [...waiting.keys()].forEach(send), true);
addEventListener('pagehide', () => [...waiting.keys()].forEach(send));
const notice = document.getElementById('components-reconnect-modal');
const isLost = () => /components-reconnect-(show|failed|rejected)/.test(notice.className);
addEventListener('beforeunload', event => {
  [...waiting.keys()].forEach(send);
  if (document.querySelector('[data-unsaved]') || (isLost() && document.querySelector('[data-editor]'))) event.preventDefault();
});

// What was typed while the connection was lost went nowhere: once it stands again, it is said again.
let wasLost = false;
new MutationObserver(() => {
  if (wasLost && !isLost()) cmssite.sayAgain();
  wasLost = isLost();
}).observe(notice, { attributes: true, attributeFilter: ['class'] });

globalThis.cmssite = {
  ...globalThis.cmssite,
  focus(id) { document.getElementById(id)?.focus(); },

  /** Says what was typed and not said yet; the server has heard it before it gets the answer: the id of the input that the cursor is in. */
  settle() {
    [...waiting.keys()].forEach(send);
    return document.activeElement?.closest('[id^="at-"]')?.id ?? null;
  },
};

// ---- places: jump links, the menu, what closes by itself

function jump(id) {
  let place = document.getElementById(id);
  for (let part = id; !place && part.includes('-'); ) {
    part = part.slice(0, part.lastIndexOf('-'));
    place = document.getElementById(part);
  }
  if (!place) return;
  for (let fold = place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  place.scrollIntoView({ block: 'center' });
  place.focus({ preventScroll: true });
}

// One element of a rich text, one picture of Markdown: it is marked, so that typing or a toolbar's button changes it.
function mark({ jump: id, jumpTo, jumpIndex }) {
  const place = jumpTo && document.getElementById(id);
  if (place?.localName === 'textarea') {
    const picture = [...place.value.matchAll(/!\[[^\]]*\](\([^)]*\))?/g)][jumpIndex];
    if (picture) place.setSelectionRange(picture.index, picture.index + picture[0].length);
    return;
  }
  const element = place?.querySelectorAll?.(jumpTo)[jumpIndex];
  if (!element) return;
  element.scrollIntoView({ block: 'center' });
  const range = document.createRange();
  range.selectNode(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

document.addEventListener('click', event => {
  const link = event.target.closest('[data-jump]');
  if (link) { event.preventDefault(); event.stopPropagation(); jump(link.dataset.jump); mark(link.dataset); return; }

  const toggle = event.target.closest('[data-toggle]');
  if (toggle) {
    const isOpen = document.body.classList.toggle(`${toggle.dataset.toggle}-open`);
    toggle.setAttribute('aria-expanded', isOpen);
  } else if (document.body.classList.contains('menu-open') && (!event.target.closest('.menu') || event.target.closest('.menu a'))) {
    document.body.classList.remove('menu-open');
    document.querySelector('[data-toggle=menu]')?.setAttribute('aria-expanded', 'false');
  }

  document.querySelectorAll('details[data-closes][open]').forEach(open => { if (!open.contains(event.target) || event.target.closest('a, .drop-menu button')) open.open = false; });
  const copied = event.target.closest('[data-copy]');
  if (copied) { const source = document.getElementById(copied.dataset.copy); source.select(); navigator.clipboard?.writeText(source.value); copied.textContent = 'Copied'; }
  if (event.target.closest('[data-help]')) document.getElementById('help').showModal();
  if (event.target.closest('[data-reload]')) { notice.className = ''; location.reload(); }
  if (event.target.closest('[data-scheme-switch]')) {
    const isDark = document.documentElement.dataset.scheme ? document.documentElement.dataset.scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.scheme = isDark ? 'light' : 'dark';
    localStorage.setItem('cmssite-scheme', document.documentElement.dataset.scheme);
  }
}, true);

// ---- shortcuts (the dialog in ShortcutHelp.razor lists them)

let begun = null;
const isWriting = target => target.closest('input, textarea, select, [contenteditable=true]');

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') document.querySelectorAll('details[data-closes][open]').forEach(open => { open.open = false; open.querySelector('summary').focus(); });
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const action = event.key === 's' ? '[data-save]' : event.key === 'Enter' ? '[data-publish]' : null;
    const button = action && document.querySelector(action);
    if (button) { event.preventDefault(); [...waiting.keys()].forEach(send); button.click(); }
    return;
  }
  // In a search that answers while somebody types, Enter asks at once; it does not save the form that the search is in.
  if (event.key === 'Enter' && !event.isComposing && event.target.matches('input[type=search][data-typing]')) { event.preventDefault(); send(event.target); return; }
  if (event.altKey || isWriting(event.target) || document.querySelector('dialog[open]')) return;
  // Only where the menu leads as well: what somebody may not see is not gone to.
  const place = begun === 'g' && { h: 'Admin', c: 'Admin/Contents/ContentItems', m: 'Admin/Media', u: 'Admin/Users', r: 'Admin/Roles', a: 'Admin/AuditTrail', l: 'Admin/BrokenLinks', o: 'Admin/Comments', k: 'Admin/Contents/Calendar', b: 'Admin/Contents/RecycleBin' }[event.key];
  if (place && document.querySelector(`.menu a[href="${place}"]`)) Blazor.navigateTo(place);
  const keyed = begun !== 'g' && [...document.querySelectorAll(`[data-press="${CSS.escape(event.key)}"]`)];
  const rows = [...document.querySelectorAll('[data-row] button:first-of-type')];
  if (keyed?.length) (keyed.find(element => element.closest('[data-row]')?.contains(document.activeElement)) ?? keyed.find(element => !element.closest('[data-row]')))?.click();
  if (rows.length && begun !== 'g' && /^[jk]$/.test(event.key)) {
    const at = rows.findIndex(row => row.closest('[data-row]').contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'j' ? 1 : -1)))].focus();
  }
  begun = event.key;
  if (event.key === '?') { event.preventDefault(); document.getElementById('help').showModal(); }
  if (event.key === '/') { const search = document.querySelector('[data-search]'); if (search) { event.preventDefault(); search.focus(); } }
});

// ---- dialogs that the server puts on the page

new MutationObserver(() => document.querySelectorAll('dialog[data-modal]:not([open])').forEach(dialog => dialog.showModal()))
  .observe(document.body, { childList: true, subtree: true });
