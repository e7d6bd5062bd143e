import { html } from 'lit';
import { router } from './router.js';

/** A filter that names one thing, or none. What an old address asks for is shown although it may be there no more. */
export function choice(filter, words, chosen, names) {
  const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
  return html`
    <select aria-label=${words} @change=${(event) => router.filter({ [filter]: event.target.value })}>
      <option value="" ?selected=${!chosen}>${words}: all</option>
      ${all.map((name) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`)}
    </select>`;
}
