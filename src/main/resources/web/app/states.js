import { html, nothing } from 'lit';

/** What a view shows when it has nothing to show. */

/** A skeleton of the height that is to come; nothing is shown to those who wait for less than 200 ms. */
export function skeleton(rows) {
  return html`<div class="skeleton" role="status"><span class="hidden">Loading</span>${Array.from({ length: rows }, () => html`<div class="bone"></div>`)}</div>`;
}

/** What failed, in the server's words, and the way to try again. */
export function failed(problem, retry) {
  return html`
    <section class="notice problem" role="alert">
      <h2><span aria-hidden="true">⚠</span> ${problem.title}</h2>
      ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
      ${problem.errors?.length ? html`<ul>${problem.errors.map(({ field, detail }) => html`<li><code>${field}</code> ${detail}</li>`)}</ul>` : nothing}
      <p><button type="button" @click=${retry}>Retry</button></p>
    </section>`;
}

/** Nothing passes the filters. */
export function filteredEmpty(clear) {
  return html`<p class="notice">Nothing matches. <button type="button" @click=${clear}>Clear the filters</button></p>`;
}
