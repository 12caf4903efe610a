// Rich text: edits in place, writes what it holds into the textarea beside it. HTML that nobody touches is never written back.

const kept = { P: [], BR: [], H2: [], H3: [], H4: [], STRONG: [], B: [], EM: [], I: [], U: [], S: [], SUB: [], SUP: [], CODE: [], PRE: [], BLOCKQUOTE: [], UL: [], OL: [], LI: [], HR: [],
  A: ['href', 'title'], IMG: ['src', 'alt', 'width', 'height'], FIGURE: [], FIGCAPTION: [], TABLE: [], THEAD: [], TBODY: [], TR: [], TH: ['colspan', 'rowspan', 'scope'], TD: ['colspan', 'rowspan'] };

function clean(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.append(node.data);
    } else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE|META|LINK|TITLE|TEMPLATE)$/.test(node.tagName)) {
      const name = node.tagName === 'H1' ? 'H2' : node.tagName;
      if (kept[name]) {
        const copy = document.createElement(name);
        kept[name].forEach(attribute => { if (node.hasAttribute(attribute)) copy.setAttribute(attribute, node.getAttribute(attribute)); });
        clean(node, copy);
        to.append(copy);
      } else {
        clean(node, to);
        if (/^(DIV|SECTION|ARTICLE)$/.test(name)) to.append(document.createElement('br'));
      }
    }
  }
}

function htmlOf(text) {
  const html = text.innerHTML;
  return /^(<p>)?(<br>)?(<\/p>)?$/.test(html) ? '' : html;
}

function begin(rich) {
  rich.dataset.rich = 'on';
  const text = rich.querySelector('.rich-text');
  const source = rich.querySelector('.rich-source');
  const isOff = () => text.closest('fieldset')?.disabled ?? false;
  text.innerHTML = source.value;
  text.contentEditable = !isOff();

  text.addEventListener('focus', () => {
    document.execCommand('defaultParagraphSeparator', false, 'p');
    document.execCommand('styleWithCSS', false, false);
  });
  text.addEventListener('input', () => {
    if (text.firstChild?.nodeType === Node.TEXT_NODE && text.childNodes.length === 1) document.execCommand('formatBlock', false, 'p');
    source.value = htmlOf(text);
    source.dispatchEvent(new Event('input', { bubbles: true }));
  });
  // Where a picture goes that is chosen in a dialog.
  text.addEventListener('blur', () => { const at = getSelection(); if (at.rangeCount && text.contains(at.anchorNode)) text.place = at.getRangeAt(0).cloneRange(); });
  text.addEventListener('paste', event => {
    const html = event.clipboardData.getData('text/html');
    if (!html) return;
    event.preventDefault();
    const box = document.createElement('div');
    clean(new DOMParser().parseFromString(html, 'text/html').body, box);
    document.execCommand('insertHTML', false, box.innerHTML);
  });
  text.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') { event.preventDefault(); rich.querySelector('[data-link]').click(); }
  });

  function run(command, value) {
    text.focus();
    document.execCommand(command, false, command === 'formatBlock' ? `<${value}>` : value);
  }

  rich.querySelector('.rich-tools').addEventListener('mousedown', event => event.preventDefault()); // the selection stays
  rich.querySelector('.rich-tools').addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button?.dataset.command && source.hidden) run(button.dataset.command, button.dataset.value);
    if (button && 'source' in button.dataset) {
      if (!source.hidden) text.innerHTML = source.value;
      source.hidden = !source.hidden;
      text.hidden = !source.hidden;
      button.setAttribute('aria-pressed', !source.hidden);
    }
  });
}

// Where somebody is writing: what is marked now, or was when a dialog took the focus.
function placeIn(text) {
  const at = getSelection();
  return at.rangeCount && text.contains(at.anchorNode) ? at.getRangeAt(0).cloneRange() : text.place;
}

const linkIn = place => (place?.startContainer.nodeType === Node.TEXT_NODE ? place.startContainer.parentElement : place?.startContainer)?.closest?.('a');

const askForDescription = 'Describe the picture for those who cannot see it; leave it empty when it is decoration.';

globalThis.cmssite = {
  ...globalThis.cmssite,
  linkAt(id) {
    const text = document.getElementById(id);
    text.place = placeIn(text);
    return linkIn(text.place)?.getAttribute('href') ?? null;
  },
  insertLink(id, href, words) {
    const text = document.getElementById(id);
    document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
    const place = text.place ?? document.createRange();
    if (!text.place) { place.selectNodeContents(text); place.collapse(false); }
    const present = linkIn(place);
    if (present) {
      present.setAttribute('href', href);
    } else if (place.collapsed) {
      const link = document.createElement('a');
      link.setAttribute('href', href);
      link.append(words);
      place.insertNode(link);
      place.collapse(false);
    } else {
      text.focus();
      getSelection().removeAllRanges();
      getSelection().addRange(place);
      document.execCommand('createLink', false, href);
    }
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  },
  insertMarkdownPicture(id, src, description) {
    const text = document.getElementById(id);
    document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
    const words = (prompt(askForDescription, description) ?? '').replace(/\s+/g, ' ').trim();
    text.setRangeText(words ? `![${words.replace(/[\\[\]]/g, '\\$&')}](${src})` : `![](${src}){role=presentation}`, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  },
  insertPicture(id, src, description) {
    const text = document.getElementById(id);
    // While a dialog is open nothing outside of it takes the focus.
    document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
    const picture = document.createElement('img');
    picture.setAttribute('src', src);
    picture.setAttribute('alt', prompt(askForDescription, description) ?? '');
    // As a node: inserted as HTML, browsers add styles, which this page does not allow.
    const place = text.place ?? document.createRange();
    if (!text.place) { place.selectNodeContents(text); place.collapse(false); }
    place.deleteContents();
    place.insertNode(picture);
    place.collapse(false);
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  },
};

function look() {
  document.querySelectorAll('fieldset:not(:disabled) [data-rich=""]').forEach(begin);
}

new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
look();
