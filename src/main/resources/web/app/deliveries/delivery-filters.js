import { html } from 'lit';
import { choice } from '../choice.js';
import { Element } from '../element.js';
import { router } from '../router.js';
import { VERDICTS } from './verdicts.js';

/** The filters of the delivery log; they live in the address. */
class DeliveryFilters extends Element {
  static properties = { filters: { attribute: false }, tail: { attribute: false }, connections: { attribute: false } };

  render() {
    const { verdict, connection, event } = this.filters;
    return html`
      <form class="toolbar" role="search" @submit=${(submit) => submit.preventDefault()}>
        ${choice('verdict', 'Verdict', verdict, Object.keys(VERDICTS))}
        ${choice('connection', 'Connection', connection, this.connections)}
        <label><span class="hidden">Event, by the provider’s word</span>
          <input type="search" data-filter autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder="Event, such as pull_request"
            .value=${event} @change=${(change) => router.filter({ event: change.target.value.trim() })}></label>
        <label class="check"><input type="checkbox" .checked=${this.tail} @change=${(change) => router.filter({ tail: change.target.checked ? null : '0' })}> live tail</label>
      </form>
      ${verdict && VERDICTS[verdict] ? html`<p class="counts">${verdict}: ${VERDICTS[verdict].rule}</p>` : ''}`;
  }
}

customElements.define('turnaround-delivery-filters', DeliveryFilters);
