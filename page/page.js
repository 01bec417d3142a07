// What the page does by itself; everything else is asked of the server. `element`, `trigger` and `watch`
// come from Gradio's HTML component, `part` from app.py: "conversation", "viewer" or "figures".
const near = (event, selector) => event.target.closest(selector);

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

const press = (button) => {
  document.querySelectorAll('[aria-pressed="true"]').forEach((b) => b.setAttribute('aria-pressed', 'false'));
  if (button.hasAttribute('aria-pressed')) button.setAttribute('aria-pressed', 'true');
  window.rapporteurOpener = button;
};

element.addEventListener('click', (event) => {
  const copied = near(event, '[data-copy]');
  if (copied) { copy(copied); return; }
  const button = near(event, '[data-action]');
  if (!button) return;
  if (part === 'viewer') {
    window.rapporteurAction = button.dataset.action;
    trigger('move', { ...button.dataset });
  } else if (button.dataset.action === 'ask') {
    window.rapporteurAsked = true;
    trigger('ask', { ...button.dataset });
  } else {
    press(button);
    trigger('show', { ...button.dataset });
  }
});

if (part === 'conversation') {
  watch('value', () => {
    const last = element.querySelector('.turn:last-child');
    if (!last) return;
    last.scrollIntoView({ block: 'start' });
    // The button that asked is drawn anew or hidden: the keyboard goes on from the answer.
    if (window.rapporteurAsked) last.focus({ preventScroll: true });
    if (!last.querySelector('.pending')) window.rapporteurAsked = false;
  });
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
      document.querySelectorAll('[aria-pressed="true"]').forEach((b) => b.setAttribute('aria-pressed', 'false'));
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
