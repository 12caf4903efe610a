// Lists of embedded items: dragging one to another place, and the focus that follows what was moved. The server does the rest.

let dragged = null;
let over = null;

function mark(block, side) {
  over?.classList.remove('drop-before', 'drop-after');
  over = block;
  over?.classList.add(`drop-${side}`);
}

const sideOf = (event, block) => { const box = block.firstElementChild.getBoundingClientRect(); return event.clientY < box.top + box.height / 2 ? 'before' : 'after'; };

function targetOf(event) {
  const block = dragged && event.target.closest?.('[data-block]');
  const own = block?.dataset.list === dragged?.dataset.list ? block : block?.parentElement.closest(`[data-list="${dragged.dataset.list}"]`);
  return own && own !== dragged ? own : null;
}

document.addEventListener('dragstart', event => {
  dragged = event.target.closest?.('.grip')?.closest('[data-block]') ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.dataset.block);
  event.dataTransfer.setDragImage(dragged.firstElementChild, 12, 12);
});
document.addEventListener('dragover', event => {
  const block = targetOf(event);
  if (block) { event.preventDefault(); mark(block, sideOf(event, block)); } else if (dragged) mark(null);
});
document.addEventListener('drop', event => {
  const block = targetOf(event);
  if (!block) return;
  event.preventDefault();
  const moves = block.closest('[data-blocks]').querySelector('[data-moves]');
  moves.value = `${dragged.dataset.block} ${sideOf(event, block)} ${block.dataset.block}`;
  moves.dispatchEvent(new Event('change', { bubbles: true }));
  moves.value = '';
});
document.addEventListener('dragend', () => { mark(null); dragged = null; });

// Arrows with Alt go back in the browser's history, and scroll.
document.addEventListener('keydown', event => { if (event.altKey && event.key.startsWith('Arrow') && event.target.matches?.('.block-open')) event.preventDefault(); }, true);

globalThis.cmssite = {
  ...globalThis.cmssite,
  /** What was pressed keeps the focus; a button that cannot be pressed any more gives it to the title, and what is new to its first input. */
  focusBlock(id) {
    const place = document.getElementById(id);
    const first = place?.matches('.block-body') ? place.querySelector('input:not([type=hidden]):not(:disabled), textarea:not([hidden]), select, [contenteditable=true]') ?? place : null;
    const target = first ?? (place?.disabled ? place.closest('.block').querySelector('.block-open') : place);
    target?.focus();
  },
};
