// The keyboard of the moderation screen: j and k go through the queue, the other letters press the buttons of the comment that has the focus.
let at = 0;
const cards = () => [...document.querySelectorAll('[data-queue] [data-comment]')];
const go = index => {
  const all = cards();
  if (!all.length) return;
  at = Math.max(0, Math.min(index, all.length - 1));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: 'nearest' });
};

document.addEventListener('focusin', event => {
  const card = event.target.closest?.('[data-comment]');
  if (card) at = cards().indexOf(card);
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector('[data-queue]') || event.target.closest('input, textarea, select') || document.querySelector('dialog[open]')) return;
  const current = document.activeElement?.closest('[data-comment]');
  if (event.key === 'j') go(current ? at + 1 : at);
  else if (event.key === 'k') go(current ? at - 1 : at);
  else if (event.key === 'z') document.querySelector('[data-key=z]')?.click();
  else if (current && 'asdr'.includes(event.key)) current.querySelector(`[data-key=${event.key}]`)?.click();
  else return;
  event.preventDefault();
});

// A decision takes its comment away; the next one takes its place, under the fingers too. An answer's box gets the cursor.
new MutationObserver(() => {
  if (document.querySelector('[data-queue]') && document.activeElement === document.body) go(at);
}).observe(document.body, { childList: true, subtree: true });
document.addEventListener('click', event => {
  const card = event.target.closest('[data-key=r]')?.closest('[data-comment]');
  if (card) new MutationObserver((_, seen) => { seen.disconnect(); card.querySelector('[data-reply-text]')?.focus(); }).observe(card, { childList: true, subtree: true });
});
