// Suggestions while somebody types into a search box (a combobox with a list, as WAI-ARIA describes it). Without this script the box is a plain form.
const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = new URL('suggestions.css', import.meta.url);

for (const form of document.querySelectorAll('form[role="search"][data-suggest]')) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement('ul');
  let asked, timer, last = '', chosen = -1;
  list.id = `${input.id}_suggestions`;
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.getAttribute('aria-label'));
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);

  const choose = index => {
    chosen = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else { input.setAttribute('aria-activedescendant', list.children[index].id); list.children[index].scrollIntoView({ block: 'nearest' }); }
  };
  const close = () => { asked?.abort(); clearTimeout(timer); list.hidden = true; input.setAttribute('aria-expanded', 'false'); choose(-1); };
  const show = found => {
    list.replaceChildren(...found.map((suggestion, i) => {
      const option = document.createElement('li');
      const kind = document.createElement('small');
      option.id = `${list.id}_${i}`;
      option.setAttribute('role', 'option');
      option.dataset.url = suggestion.url;
      option.textContent = suggestion.title;
      if (suggestion.kind !== 'item') { kind.textContent = suggestion.kind; option.append(' ', kind); }
      return option;
    }));
    chosen = -1;
    choose(-1);
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text === last) return;
    last = text;
    asked?.abort();
    if (text.length < 2) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: asked.signal, credentials: 'omit' });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== 'AbortError') close();
    }
  };

  input.addEventListener('focus', () => document.head.append(sheet));
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener('keydown', event => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === 'Escape' && count) { event.preventDefault(); close(); }
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
      event.preventDefault();
      choose(event.key === 'ArrowDown' ? (chosen + 2) % (count + 1) - 1 : (chosen + count + 1) % (count + 1) - 1);
    } else if (event.key === 'Enter' && chosen >= 0 && count) { event.preventDefault(); location.assign(list.children[chosen].dataset.url); }
  });
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => { const option = event.target.closest('li'); if (option) location.assign(option.dataset.url); });
  input.addEventListener('blur', () => { close(); last = ''; });
}
