import { html } from 'lit';
import { UNKNOWN, duration, instant } from './fmt.js';
import { live } from './live/live.js';

/** "12m ago", or "in 3h 05m", with the instant itself to read on it. */
export function when(iso, unknown = UNKNOWN) {
  if (!iso) return html`<span class="muted">${unknown}</span>`;
  const seconds = (live.now() - Date.parse(iso)) / 1_000;
  const words = seconds < 0 ? `in ${duration(-seconds)}` : `${duration(seconds)} ago`;
  return html`<time datetime=${iso} title=${instant(iso, { seconds: true })}>${words}</time>`;
}
