import { html } from 'lit';
import { Screen } from '../element.js';
import { counted } from '../fmt.js';
import { live } from '../live/live.js';

/** Stops everything that moves by itself, for those who want to read in peace. */
class Pause extends Screen {
  render() {
    const { paused } = live;
    return html`<button type="button" class="pause" @click=${() => live.togglePause()}>${
      paused === null ? 'Pause' : `Resume${paused ? ` (${counted(paused, 'change')})` : ''}`}</button>`;
  }
}

customElements.define('turnaround-pause', Pause);
