// Finds what a reader means by a label: among what can be seen and reached, in the topmost dialog
// if one is open. Arguments: the label, and 'control' or 'field'.
const [label, kind] = arguments;
const words = (text) => (text || '').replace(/\s+/g, ' ').trim();
const dialog = [...document.querySelectorAll('dialog[open]')].pop();
const root = dialog || document;
const seen = (element) => !element.closest('[inert]') && element.getClientRects().length > 0
  && getComputedStyle(element).visibility !== 'hidden';

function labelled(field) {
  if (field.getAttribute('aria-label')) return words(field.getAttribute('aria-label'));
  return [...(field.labels || [])].map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll('select').forEach((select) => select.remove());
    return words(copy.textContent);
  }).join(' ');
}

const named = (element) => words(element.getAttribute('aria-label') || element.innerText);
const selector = kind === 'field'
  ? 'input:not([type=file]), textarea, select'
  : 'button:not(:disabled), a[href], label, summary';
const name = kind === 'field' ? labelled : named;
const all = [...root.querySelectorAll(selector)].filter(seen);
const found = all.find((one) => name(one) === label)
  || all.find((one) => name(one).startsWith(label))
  || all.find((one) => name(one).includes(label));
if (found) found.scrollIntoView({ block: 'center', behavior: 'instant' });
return found || null;
