import { html } from 'lit';
import { Screen } from '../element.js';

/** An address that means nothing here. */
class NotFound extends Screen {
  render() {
    return html`
      <section class="notice">
        <h1>No such page</h1>
        <p><code>${location.pathname}</code> is not an address of Turnaround. <a href="/">To the board</a></p>
      </section>`;
  }
}

customElements.define('turnaround-not-found', NotFound);
