// Completes JSON in a textarea from a JSON Schema (data-schema): names of members and their values, after a quote or Ctrl+Space. Below it stands what the schema says of the place where the caret is.

const schemas = new Map();
const load = address => schemas.get(address) ?? schemas.set(address, fetch(address).then(answer => (answer.ok ? answer.json() : null)).catch(() => null)).get(address);

// ---- where the caret is: the containers around it, with what they hold so far, and what is being written

export function placeOf(text) {
  const stack = [];
  let key = null, isValue = true, token = null;
  const close = value => {
    const top = stack.at(-1);
    if (top?.members && !isValue) key = value;
    else if (top?.members) { top.members[key] = value; }
  };
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      token = { from: at + 1, written: text.slice(at + 1, end), isOpen: end >= text.length };
      if (token.isOpen) break;
      close(token.written);
      at = end;
    } else if (c === '/' && text[at + 1] === '/') {
      at = (text.indexOf('\n', at) + 1 || text.length + 1) - 1;
    } else if (c === '{' || c === '[') {
      stack.push({ members: c === '{' ? {} : null, name: stack.at(-1)?.members ? key : null });
      isValue = c === '[';
    } else if (c === '}' || c === ']') {
      stack.pop();
      isValue = true;
    } else if (c === ':') {
      isValue = true;
    } else if (c === ',') {
      isValue = !stack.at(-1)?.members;
    }
  }
  return { stack, key, isKey: !!stack.at(-1)?.members && !isValue, token: token?.isOpen ? token : null };
}

// ---- what the schema says there

const allows = (schema, value) => {
  if (!schema || typeof value !== 'string') return true;
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.anyOf) return schema.anyOf.some(one => allows(one, value));
  return !schema.pattern || new RegExp(schema.pattern).test(value);
};
const fits = (schema, members) => !members || (!schema.not?.required?.every(name => name in members) && Object.entries(schema.properties ?? {}).every(([name, inner]) => !(name in members) || allows(inner, members[name])));

// Everything that holds for a value: references followed, alternatives that its members contradict left out.
function* spread(root, schema, members) {
  if (!schema) return;
  if (schema.$ref) schema = schema.$ref.slice(2).split('/').reduce((node, name) => node?.[name], root);
  if (!schema || !fits(schema, members)) return;
  yield schema;
  for (const inner of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) yield* spread(root, inner, members);
  if (schema.if && members?.ContentType && fits(schema.if, members)) yield* spread(root, schema.then, members);
}

export function schemasAt(root, stack) {
  let found = [...spread(root, root, stack[0]?.members)];
  for (const [depth, container] of stack.entries()) {
    if (depth === 0) continue;
    found = found.flatMap(schema => [...spread(root, stack[depth - 1].members ? member(schema, container.name) : schema.items, container.members)]);
  }
  return found;
}

const member = (schema, name) => schema.properties?.[name] ?? Object.entries(schema.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(name))?.[1] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null);
const valuesOf = (root, schema) => [...spread(root, schema)].flatMap(one => [...(one.enum ?? []), ...(one.const === undefined ? [] : [one.const]), ...([one.type].flat().includes('boolean') ? [true, false] : [])]);

export function offers(root, text) {
  const place = placeOf(text), written = (place.token?.written ?? '').toLowerCase(), here = schemasAt(root, place.stack), found = new Map();
  for (const schema of here) {
    if (place.isKey) {
      for (const [name, inner] of Object.entries(schema.properties ?? {})) if (!(name in place.stack.at(-1).members)) found.set(name, { text: name, about: inner.title ?? inner.description });
    } else {
      const inner = place.stack.at(-1)?.members ? member(schema, place.key) : schema.items;
      for (const value of valuesOf(root, inner)) if (place.token ? typeof value === 'string' : true) found.set(value, { text: String(value), isText: typeof value === 'string' });
    }
  }
  const all = [...found.values()].filter(offer => offer.text.toLowerCase().includes(written));
  return { place, all: all.sort((a, b) => b.text.toLowerCase().startsWith(written) - a.text.toLowerCase().startsWith(written)).slice(0, 40) };
}

export function about(root, text) {
  const place = placeOf(text), name = place.isKey ? place.token?.written : place.key, members = place.stack.at(-1)?.members;
  if (members && place.token && !place.isKey) members[place.key] = place.token.written;
  const said = name ? schemasAt(root, place.stack).map(schema => member(schema, name)).filter(Boolean).flatMap(inner => [...spread(root, inner)]) : [];
  const words = new Set(said.flatMap(schema => [schema.title, schema.description]).filter(word => word && word !== name));
  return words.size ? `${name}: ${[...words].slice(0, 2).join('. ')}` : '';
}

// ---- the list

let list = null;

function close() {
  list?.element.remove();
  list?.input.removeAttribute('aria-activedescendant');
  list = null;
}

function choose(at) {
  list.chosen = (at + list.all.length) % list.all.length;
  [...list.element.children].forEach((option, i) => option.setAttribute('aria-selected', i === list.chosen));
  list.element.children[list.chosen].scrollIntoView({ block: 'nearest' });
  list.input.setAttribute('aria-activedescendant', `offer-${list.chosen}`);
}

function accept() {
  const { input, all, chosen, place } = list, offer = all[chosen], from = place.token?.from ?? input.selectionStart, isQuoted = place.token || !(place.isKey || offer.isText);
  const after = input.value.slice(input.selectionStart), rest = after.startsWith('"') && place.token ? 1 : 0;
  const written = `${isQuoted ? '' : '"'}${offer.text}${place.token || place.isKey || offer.isText ? '"' : ''}${place.isKey && !/^"?\s*:/.test(after) ? ': ' : ''}`;
  input.setRangeText(written, from, input.selectionStart + rest, 'end');
  close();
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function open(input) {
  const root = await load(input.dataset.schema);
  if (!root || document.activeElement !== input) return close();
  const { place, all } = offers(root, input.value.slice(0, input.selectionStart));
  close();
  if (all.length === 0) return;
  const element = document.createElement('ul');
  element.className = 'completions';
  element.setAttribute('role', 'listbox');
  element.setAttribute('aria-label', 'What may stand here');
  all.forEach((offer, i) => {
    const option = element.appendChild(document.createElement('li'));
    option.id = `offer-${i}`;
    option.setAttribute('role', 'option');
    option.textContent = offer.text;
    if (offer.about) option.appendChild(document.createElement('small')).textContent = offer.about;
    option.addEventListener('mousedown', event => { event.preventDefault(); choose(i); accept(); });
  });
  const before = input.value.slice(0, input.selectionStart).split('\n'), style = getComputedStyle(input), line = parseFloat(style.lineHeight);
  (input.closest('main') ?? document.body).append(element);
  const box = input.getBoundingClientRect(), around = (element.offsetParent ?? document.body).getBoundingClientRect();
  element.style.top = `${box.top - around.top + parseFloat(style.paddingTop) + before.length * line - input.scrollTop}px`;
  element.style.left = `${box.left - around.left}px`;
  list = { input, element, all, place, chosen: 0 };
  choose(0);
}

const isOurs = target => target.matches?.('textarea[data-schema]');
document.addEventListener('keydown', event => {
  if (!isOurs(event.target)) return;
  if (event.ctrlKey && event.key === ' ') { event.preventDefault(); open(event.target); return; }
  if (!list) return;
  const act = { ArrowDown: () => choose(list.chosen + 1), ArrowUp: () => choose(list.chosen - 1), Enter: accept, Tab: accept, Escape: close }[event.key];
  if (act) { event.preventDefault(); event.stopPropagation(); act(); }
}, true);
document.addEventListener('input', event => { if (isOurs(event.target) && event.inputType && (list || event.data === '"')) open(event.target); });
document.addEventListener('focusout', event => { if (isOurs(event.target)) close(); });
document.addEventListener('selectionchange', async () => {
  const input = document.activeElement;
  if (!isOurs(input)) return;
  const root = await load(input.dataset.schema), line = document.getElementById(`${input.id}-about`);
  if (root && line) line.textContent = about(root, input.value.slice(0, input.selectionStart));
});
