import { html, render } from 'lit';

/**
 * Asks before something that is hard to take back. `choices` are `{value, words, help}`, of which one
 * is chosen. Gives the value chosen (true where there is nothing to choose), or null.
 */
export function sure({ title, text, yes, choices = [] }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'sure';
  dialog.setAttribute('aria-label', title);
  document.body.append(dialog);
  render(html`
    <form method="dialog">
      <h2>${title}</h2>
      <p>${text}</p>
      ${choices.length ? html`<fieldset><legend class="hidden">${title}</legend>${choices.map(({ value, words, help }, i) => html`
        <label class="pick"><input type="radio" name="choice" value=${value} ?checked=${i === 0}> <span><b>${words}</b><span class="help">${help ?? ''}</span></span></label>`)}</fieldset>` : ''}
      <p class="buttons"><button value="yes">${yes}</button> <button value="no" class="plain">Cancel</button></p>
    </form>`, dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const chosen = new FormData(dialog.querySelector('form')).get('choice');
      resolve(dialog.returnValue === 'yes' ? (chosen ?? true) : null);
      dialog.remove();
    });
    dialog.showModal();
  });
}
