// Uploads: files that are chosen, dropped or pasted go to the server one after the other, each with its progress and its outcome; a name that is taken is asked about.

const zoneOf = place => {
  const dialog = document.querySelector('dialog[open]');
  return (dialog ?? place ?? document).querySelector('[data-upload-zone]') ?? (dialog ? null : document.querySelector('[data-upload-zone]'));
};

function take(input) {
  const files = [...input.files];
  input.value = '';
  send(input.closest('[data-upload-zone]'), files);
}

document.addEventListener('change', event => { if (event.target.matches?.('[data-upload]')) take(event.target); });

// ---- dropping and pasting

const isFiles = event => event.dataTransfer?.types.includes('Files');
let leaving;

document.addEventListener('dragover', event => {
  if (!isFiles(event)) return;
  event.preventDefault(); // a file dropped beside the place must not take the page away
  const place = event.target.closest('[data-drop]');
  event.dataTransfer.dropEffect = place && zoneOf(place) ? 'copy' : 'none';
  place?.classList.add('dropping');
  clearTimeout(leaving);
  leaving = setTimeout(() => document.querySelectorAll('.dropping').forEach(other => other.classList.remove('dropping')), 200);
});

document.addEventListener('drop', event => {
  if (!isFiles(event)) return;
  event.preventDefault();
  const place = event.target.closest('[data-drop]');
  if (place) send(zoneOf(place), [...event.dataTransfer.files]);
});

document.addEventListener('paste', event => {
  const files = [...event.clipboardData?.files ?? []];
  if (!files.length || event.target.closest('[contenteditable=true]') || !document.querySelector('[data-drop]')) return;
  event.preventDefault();
  const now = new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-');
  send(zoneOf(), files.map(file => file.name === 'image.png' ? new File([file], `pasted-${now}.png`, { type: file.type }) : file));
});

// ---- sending

async function send(zone, files) {
  if (!zone || !files.length) return;
  const list = zone.querySelector('[data-uploads]');
  list.querySelectorAll('.done').forEach(row => row.remove());
  const rows = files.map(file => addRow(list, file));
  const stored = [];
  let forAll = null;
  for (let i = 0; i < files.length; i += 20) {
    const batch = files.slice(i, i + 20);
    const plan = await planOf(zone, batch);
    for (let j = 0; j < batch.length; j++) {
      const [file, row, planned] = [batch[j], rows[i + j], plan.files?.[j]];
      const problem = plan.problem ?? planned?.problem ?? (file.size === 0 ? 'It is empty.' : file.size > plan.maxFileSize ? `It is larger than ${Math.round(plan.maxFileSize / 1e6)} MB.` : null);
      if (problem) { row.fail(problem); continue; }
      let taken = planned?.isTaken && !zone.dataset.replaces ? forAll ?? await row.ask(planned.path, choice => { forAll = choice; }) : 'ask';
      for (;;) {
        if (taken === 'skip') { row.fail('Left out: the name is taken.'); break; }
        const answer = await post(zone, file, taken, plan.token, row);
        if (answer.isTaken) { taken = await row.ask(answer.path, choice => { forAll = choice; }); continue; } // taken since it was asked about
        if (answer.problem || !answer.path) { row.fail(answer.problem ?? 'It could not be sent.'); break; }
        row.finish();
        stored.push(answer.path);
        break;
      }
    }
  }

  const done = zone.querySelector('[data-uploaded]');
  if (!stored.length || !done) return;
  done.value = JSON.stringify(stored);
  done.dispatchEvent(new Event('change', { bubbles: true }));
  done.value = ''; // said once, also when everything is said again after a lost connection
}

// In the picker, Enter searches; it does not save the item behind it.
document.addEventListener('keydown', event => { if (event.key === 'Enter' && event.target.matches?.('dialog.picker input')) event.preventDefault(); });

function query(zone, more) {
  const query = new URLSearchParams(more);
  if (zone.dataset.replaces) query.set('replaces', zone.dataset.replaces);
  if (zone.dataset.folder !== undefined) query.set('folder', zone.dataset.folder);
  return `${zone.dataset.address}?${query}`;
}

async function planOf(zone, files) {
  try {
    const response = await fetch(query(zone, zone.dataset.replaces ? [] : files.map(file => ['name', file.name])), { headers: { Accept: 'application/json' }, redirect: 'manual' });
    if (response.type === 'opaqueredirect') return { problem: 'You are not signed in any more. Sign in again in another tab, then send it again.' };
    return await response.json();
  } catch {
    return { problem: 'The server cannot be reached. Send it again later.' };
  }
}

function post(zone, file, taken, token, row) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open('POST', query(zone, { name: file.name, taken }));
    request.setRequestHeader('RequestVerificationToken', token);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = event => row.progress(event.loaded / event.total);
    request.onload = () => {
      try { resolve(JSON.parse(request.responseText)); } catch { resolve({ problem: `The server answered with ${request.status}.` }); }
    };
    request.onerror = () => resolve({ problem: 'The connection broke. Send it again.' });
    request.send(file);
  });
}

// ---- what is seen of it

function addRow(list, file) {
  const row = document.createElement('li');
  const name = Object.assign(document.createElement('span'), { className: 'name', textContent: file.name });
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
  bar.setAttribute('aria-label', `Sending ${file.name}`);
  const outcome = Object.assign(document.createElement('span'), { className: 'outcome' });
  row.append(name, bar, outcome);
  list.append(row);
  return {
    progress: part => { bar.value = part; if (part === 1) outcome.textContent = 'checking…'; },
    finish: () => { bar.remove(); row.classList.add('done'); outcome.textContent = 'uploaded'; },
    fail: problem => {
      bar.remove();
      row.classList.add('failed');
      outcome.textContent = problem;
      const dismiss = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: 'Dismiss' });
      dismiss.setAttribute('aria-label', `Dismiss ${file.name}`);
      dismiss.onclick = () => row.remove();
      row.append(dismiss);
    },
    ask: (path, forAll) => new Promise(resolve => {
      bar.hidden = true;
      outcome.textContent = `‘${path}’ is there already. `;
      const all = Object.assign(document.createElement('input'), { type: 'checkbox' });
      const label = Object.assign(document.createElement('label'), { className: 'check' });
      label.append(all, ' the same for all');
      const buttons = [['keepBoth', 'Keep both'], ['replace', 'Replace it'], ['skip', 'Leave it out']].map(([choice, text]) => {
        const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
        button.onclick = () => {
          if (all.checked) forAll(choice);
          box.remove();
          bar.hidden = false;
          outcome.textContent = '';
          resolve(choice);
        };
        return button;
      });
      const box = Object.assign(document.createElement('span'), { className: 'actions' });
      box.append(...buttons, label);
      row.append(box);
      buttons[0].focus();
    }),
  };
}

// ---- copying an address

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const input = document.getElementById(button.dataset.copy);
  input.select();
  await navigator.clipboard.writeText(input.value);
  const text = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = text; }, 2000);
});

// ---- a point on a picture: where it is stands in data-point, what it is to be is said through the hidden input

const part = value => Math.min(1, Math.max(0, value));
const wait = new WeakMap();

function place(point, [x, y]) {
  point.style.left = `${x * 100}%`;
  point.style.top = `${y * 100}%`;
}

function setPoint(point, x, y) {
  const at = [part(x), part(y)];
  place(point, at);
  point.moved = at;
  point.setAttribute('aria-label', `Focal point: ${Math.round(at[0] * 100)} % from the left, ${Math.round(at[1] * 100)} % from the top. Arrow keys move it.`);
  clearTimeout(wait.get(point));
  wait.set(point, setTimeout(() => { say(point.parentElement.querySelector('[data-point-value]'), at); point.moved = null; }, 400));
}

function say(input, values) {
  input.value = values.map(value => value.toFixed(4)).join(',');
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function within(area, event) {
  const box = area.querySelector('img').getBoundingClientRect();
  return [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)];
}

document.addEventListener('click', event => {
  const area = event.target.closest('[data-point-area]');
  if (area && !event.target.matches('.point')) setPoint(area.querySelector('.point'), ...within(area, event));
});

document.addEventListener('keydown', event => {
  const point = event.target.closest?.('[data-point]');
  const move = point && { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  const [x, y] = point.moved ?? point.dataset.point.split(',').map(Number);
  const step = event.shiftKey ? .1 : .01;
  setPoint(point, x + move[0] * step, y + move[1] * step);
});

// ---- a frame on a picture

let drawn = null;

function showCut(area, [left, top, width, height]) {
  Object.assign(area.querySelector('.cut').style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
}

document.addEventListener('pointerdown', event => {
  const area = event.target.closest?.('[data-cut-area]');
  if (!area || event.button !== 0) return;
  event.preventDefault();
  drawn = { area, from: within(area, event), cut: null };
});
document.addEventListener('pointermove', event => {
  if (!drawn) return;
  const to = within(drawn.area, event);
  drawn.cut = [Math.min(drawn.from[0], to[0]), Math.min(drawn.from[1], to[1]), Math.abs(to[0] - drawn.from[0]), Math.abs(to[1] - drawn.from[1])];
  showCut(drawn.area, drawn.cut);
});
document.addEventListener('pointerup', () => {
  if (drawn?.cut && drawn.cut[2] > .01 && drawn.cut[3] > .01) say(drawn.area.querySelector('[data-cut-value]'), drawn.cut);
  drawn = null;
});

// ---- what the server says is shown: positions are set here, since the page allows no style in its HTML

function show() {
  document.querySelectorAll('[data-point]').forEach(point => { if (!point.moved) place(point, point.dataset.point.split(',').map(Number)); });
  document.querySelectorAll('[data-cut-area]').forEach(area => { if (drawn?.area !== area) showCut(area, area.dataset.cutArea.split(',').map(Number)); });
}

new MutationObserver(show).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-point', 'data-cut-area'] });
show();
document.querySelectorAll('[data-upload]').forEach(input => { if (input.files.length) take(input); }); // chosen before this module was there
