// Sends a comment without leaving the page, and moves the form to what is answered. Without this script the form is sent as it stands, and answers have a page of their own.
const form = document.getElementById('respond');

if (form) {
  const title = form.querySelector('#respond_title');
  const whole = { title: title.textContent, place: form.parentNode, before: form.nextSibling };
  const field = name => form.elements.namedItem(name);
  const said = document.createElement('p');
  said.className = 'alert';
  said.tabIndex = -1;
  said.setAttribute('role', 'status');

  const say = (text, kind) => {
    said.className = `alert ${kind}`;
    said.textContent = text;
    form.querySelector('.hint').after(said);
  };
  const offerEdit = outcome => {
    if (!said.isConnected) say(form.dataset.published, 'success');
    const link = document.createElement('a');
    link.href = outcome.edit;
    link.textContent = form.dataset.change;
    said.append(' ', link);
  };
  const clear = () => {
    said.remove();
    form.querySelectorAll('.field-error').forEach(error => error.remove());
    form.querySelectorAll('[aria-invalid]').forEach(input => input.removeAttribute('aria-invalid'));
  };
  const mark = problem => {
    const input = problem.field && field(problem.field === 'body' ? 'comment' : problem.field);
    if (!input) return say(problem.message, 'error');
    const error = document.createElement('span');
    error.className = 'field-error';
    error.id = `${input.id}_problem`;
    error.textContent = problem.message;
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', error.id);
    input.after(error);
    return input;
  };

  // The page is the same for everybody; a token of one's own tells how long writing took.
  let asked;
  form.addEventListener('focusin', () => asked ??= fetch(form.dataset.token, { credentials: 'omit' })
    .then(answer => answer.ok ? answer.json() : null).then(fresh => { if (fresh) field('token').value = fresh.token; }).catch(() => { asked = null; }));

  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.className = 'button quiet';
  cancel.textContent = form.dataset.cancel;
  const back = () => {
    field('parent').value = '';
    title.textContent = whole.title;
    cancel.remove();
    whole.place.insertBefore(form, whole.before);
  };
  cancel.addEventListener('click', () => { const from = form.closest('.comment'); back(); from?.querySelector('[data-reply]')?.focus(); });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-reply]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clear();
    field('parent').value = link.dataset.reply;
    title.textContent = link.textContent;
    link.closest('article').append(form);
    form.querySelector('.comment-buttons').append(cancel);
    field('comment').focus();
  });

  form.addEventListener('submit', async event => {
    if (event.submitter?.value === 'preview') return;
    event.preventDefault();
    clear();
    const button = event.submitter ?? form.querySelector('button');
    button.disabled = true;
    try {
      await asked;
      const answer = await fetch(form.getAttribute('action'), {
        method: 'POST', credentials: 'same-origin', headers: { Accept: 'application/json' }, body: new URLSearchParams(new FormData(form)),
      });
      const outcome = await answer.json();
      if (outcome.token) field('token').value = outcome.token;
      if (outcome.state === 'refused') {
        const inputs = outcome.problems.map(mark).filter(Boolean);
        (inputs[0] ?? said).focus();
      } else if (outcome.state === 'published') {
        const at = form.closest('.comment');
        back();
        const heading = document.getElementById('comments_title');
        let list = document.querySelector('.comment-list');
        if (!list) {
          list = document.createElement('ol');
          list.className = 'comment-list';
          heading.after(list);
          whole.place.querySelector('.comments-empty')?.remove();
        }
        const made = new DOMParser().parseFromString(outcome.html, 'text/html').querySelector('.comment');
        document.getElementById(made.id)?.remove();
        // Where the page would show it, or near by when that is on another page.
        const before = outcome.after ? document.getElementById(`comment-${outcome.after}`) ?? at : null;
        if (before) before.after(made);
        else if (outcome.after) list.append(made);
        else list.prepend(made);
        heading.textContent = outcome.heading;
        field('comment').value = '';
        location.hash = made.id;
        offerEdit(outcome);
        made.tabIndex = -1;
        made.focus();
      } else {
        back();
        field('comment').value = '';
        say(form.dataset.held, 'success');
        offerEdit(outcome);
        said.focus();
      }
    } catch {
      // No answer that the script understands: the browser sends the form and shows what comes.
      HTMLFormElement.prototype.submit.call(form);
      return;
    } finally {
      button.disabled = false;
    }
  });
}
