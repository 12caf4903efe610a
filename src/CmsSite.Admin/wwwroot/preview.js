// The preview beside the editor: the next state loads in a frame behind the one that is seen, scrolls to the same place, and takes its turn.

const states = new WeakMap();

function fit(frames, frame, width) {
  const scale = Math.min(1, frames.clientWidth / width);
  // Through the object model: style attributes are not allowed here.
  Object.assign(frame.style, { inlineSize: `${width}px`, blockSize: `${frames.clientHeight / scale}px`, transform: `scale(${scale})` });
}

function load(frames, state) {
  state.isLoading = true;
  state.isWaiting = false;
  const next = document.createElement('iframe');
  next.title = 'Preview';
  next.className = 'next';
  // The theme's own page, without its scripts: nothing in it acts.
  next.setAttribute('sandbox', 'allow-same-origin');
  next.src = `${state.address}?n=${++state.number}`;
  fit(frames, next, state.width);
  next.addEventListener('load', () => {
    const was = state.frame?.contentWindow;
    if (was) next.contentWindow.scrollTo(was.scrollX, was.scrollY);
    // A link leads out of the preview; what is written stays where it is.
    next.contentDocument?.addEventListener('click', event => { if (event.target.closest('a')) event.preventDefault(); }, true);
    next.className = '';
    state.frame?.remove();
    state.frame = next;
    state.isLoading = false;
    if (state.isWaiting) load(frames, state);
  });
  frames.append(next);
}

globalThis.cmssite = {
  ...globalThis.cmssite,
  preview(frames, address, width) {
    const state = states.get(frames) ?? { number: 0 };
    states.set(frames, state);
    Object.assign(state, { address, width });
    if (state.frame) fit(frames, state.frame, width);
    if (state.isLoading) state.isWaiting = true; else load(frames, state);
  },
};
