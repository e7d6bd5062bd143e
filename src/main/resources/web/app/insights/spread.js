import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { props } from '../props.js';

const LEAST_SECONDS = 60;

/**
 * `<turnaround-spread>`: a box from the median to p75 with a whisker to p90, as high as logarithms of
 * durations are. Only for the eye: the figures are in the cells beside it.
 */
class Spread extends Element {
  static properties = { row: { attribute: false }, most: { attribute: false } };

  render() {
    const { p50Seconds, p75Seconds, p90Seconds } = this.row;
    if (p50Seconds == null) return nothing;
    const at = (seconds) => `${(share(seconds, this.most) * 100).toFixed(1)}%`;
    return html`<span class="spread" aria-hidden="true" ${props({ '--p50': at(p50Seconds), '--p75': at(p75Seconds), '--p90': at(p90Seconds) })}></span>`;
  }
}

customElements.define('turnaround-spread', Spread);

function share(seconds, most) {
  const height = (one) => Math.log(Math.max(LEAST_SECONDS, one) / LEAST_SECONDS);
  return most <= LEAST_SECONDS ? 0 : height(seconds) / height(most);
}
