// What the page does by itself; everything else is asked of the server. `element`, `trigger` and `watch`
// come from Gradio's HTML component, `part` from page/blocks.py: "conversation", "examples", "viewer",
// "figures", "reports" or "taken".
const near = (event, selector) => event.target.closest(selector);
const FORMS = ['correct', 'amend', 'remove'];  // events that a form may send, each declared here for Gradio
const OPENS = '[data-action="source"], [data-action="figure"], [data-action="report"]';

const copy = async (button) => {
  const told = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Away from localhost and https the clipboard is closed to scripts: the old way still works.
    const area = document.createElement('textarea');
    area.value = button.dataset.copy;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  told.textContent = 'Copié.';
};

const release = () => document.querySelectorAll(OPENS).forEach((b) => b.setAttribute('aria-pressed', 'false'));

const press = (button) => {
  release();
  button.setAttribute('aria-pressed', 'true');
  window.rapporteurOpener = button;
};

element.addEventListener('click', (event) => {
  const copied = near(event, '[data-copy]');
  if (copied) { copy(copied); return; }
  const button = near(event, '[data-action]');
  if (!button) return;
  const action = button.dataset.action;
  if (part === 'viewer') {
    window.rapporteurAction = action;
    trigger('move', { ...button.dataset });
  } else if (action === 'ask') {
    window.rapporteurAsked = true;
    trigger('ask', { ...button.dataset });
  } else if (action === 'rate') {
    window.rapporteurRated = `[data-action="rate"][data-turn="${button.dataset.turn}"][data-right="${button.dataset.right}"]`;
    trigger('rate', { ...button.dataset });
  } else if (action === 'export') {
    trigger('export', { ...button.dataset });
  } else {
    press(button);
    trigger('show', { ...button.dataset });
  }
});

// A form is sent as the event that it names, with its fields and its own data.
element.addEventListener('submit', (event) => {
  const form = near(event, '[data-event]');
  if (!form || !FORMS.includes(form.dataset.event)) return;
  event.preventDefault();
  if (form.dataset.turn) window.rapporteurRated = `[data-action="rate"][data-turn="${form.dataset.turn}"][data-right="0"]`;
  trigger(form.dataset.event, { ...form.dataset, ...Object.fromEntries(new FormData(form)) });
  const open = form.closest('details');
  if (open) open.open = false;
});

if (part === 'conversation') {
  watch('value', () => {
    const last = element.querySelector('.turn:last-child, .turn:has(+ .keep)');
    const rated = window.rapporteurRated && element.querySelector(window.rapporteurRated);
    window.rapporteurRated = null;
    // What is said of an answer draws the conversation anew, and leaves the reader where they are.
    if (rated) {
      const form = element.querySelector(`form[data-turn="${rated.dataset.turn}"]`);
      (form?.querySelector('input') || rated).focus({ preventScroll: true });
      form?.scrollIntoView({ block: 'nearest' });
      return;
    }
    if (!last) return;
    last.scrollIntoView({ block: 'start' });
    // The button that asked is drawn anew or hidden: the keyboard goes on from the answer.
    if (window.rapporteurAsked) last.focus({ preventScroll: true });
    if (!last.querySelector('.pending')) window.rapporteurAsked = false;
  });
}

if (part === 'taken') {
  watch('value', () => element.querySelector('a[download]')?.click());
}

if (part === 'viewer') {
  const close = () => { window.rapporteurAction = 'close'; trigger('move', { action: 'close' }); };
  // On the document: while a page turns, the focus is for a moment on nothing.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && element.querySelector('.view')) close();
  });
  watch('value', () => {
    const view = element.querySelector('.view');
    const action = window.rapporteurAction;
    window.rapporteurAction = null;
    if (!view) {
      release();
      if (window.rapporteurOpener?.isConnected) window.rapporteurOpener.focus();
      return;
    }
    const again = action && element.querySelector(`[data-action="${action}"]:not(:disabled)`);
    (again || view).focus({ preventScroll: true });
    const scroller = element.querySelector('.scroller');
    const mark = element.querySelector('.mark');
    if (!mark) { scroller.scrollTo(0, 0); return; }
    const place = mark.getBoundingClientRect(), frame = scroller.getBoundingClientRect();
    scroller.scrollTo(
      scroller.scrollLeft + place.left + place.width / 2 - frame.left - frame.width / 2,
      scroller.scrollTop + place.top + place.height / 2 - frame.top - frame.height / 3,
    );
  });
}
