import { html, nothing } from 'lit';

/** Connections in words. */
export const PROVIDERS = { github: 'GitHub', gitlab: 'GitLab', bitbucket: 'Bitbucket', jira: 'Jira' };

/** The provider's own spelling, where it is known here. */
export function providerName(provider) {
  return PROVIDERS[provider] ?? provider;
}

export function addressOfConnection({ id }) {
  return `/integrations/${encodeURIComponent(id)}`;
}

/** How a connection stands, worst first: `{tone, icon, words}`. */
export function standing({ consent, webhook, credentials }) {
  if (consent?.needed) return { tone: 'bad', icon: '⚠', words: consent.grantedAt ? 'its grant is lost' : 'waits for somebody to sign in' };
  if (webhook.state === 'refused') return { tone: 'bad', icon: '⚠', words: 'webhooks are refused' };
  if (webhook.installed?.some(({ state }) => state !== 'active')) return { tone: 'warn', icon: '⚠', words: 'a webhook is off' };
  if (webhook.state === 'never_seen') return { tone: 'warn', icon: '…', words: 'no webhook yet' };
  if (!credentials) return { tone: 'warn', icon: '–', words: 'webhooks only: what they miss stays missing' };
  return { tone: 'good', icon: '✓', words: 'webhooks arrive' };
}

export function standingWords(connection) {
  const { tone, icon, words } = standing(connection);
  return html`<span class=${tone}><span aria-hidden="true">${icon}</span> ${words}</span>`;
}

/** Secrets that are shown this once. */
export function shownOnce(secrets) {
  const all = Object.entries(secrets ?? {});
  if (all.length === 0) return nothing;
  return html`<div class="once"><p><b>Copy this now.</b> It is not shown again.</p>${all.map(([kind, secret]) => html`
    <p class="field"><span>${kind === 'secrets' ? 'Webhook secret' : `Webhook secret (${kind})`}</span> <code class="secret">${secret}</code></p>`)}</div>`;
}
