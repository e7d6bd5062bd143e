/**
 * Calls of the API. Answers are JSON; whatever goes wrong is a Problem, which says what failed in
 * words for people.
 */
const PATIENCE_MILLIS = 20_000;
const PREFIX = '/api/v1';

/** `title`, `detail` and `status` as RFC 9457 has them; status 0 when nothing answered. */
export class Problem extends Error {
  constructor({ title, detail = null, status = 0, errors = [] }) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.errors = errors;
  }
}

/** Parameters that are null, undefined or empty are left out. */
export function get(path, parameters = {}, { signal } = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null && value !== ''));
  return call(`${path}${query.size ? `?${query}` : ''}`, { signal });
}

/** `body` null sends none. Gives null when the answer has none. `patience` in milliseconds, for what takes its time. */
export function send(method, path, body = null, { signal, patience } = {}) {
  return call(path, {
    method,
    signal,
    patience,
    // The header proves to the server that no other site is behind the request.
    headers: { 'x-requested-by': 'turnaround', ...(body === null ? {} : { 'content-type': 'application/json' }) },
    body: body === null ? undefined : JSON.stringify(body),
  });
}

async function call(path, { signal, patience: patienceMillis = PATIENCE_MILLIS, headers = {}, ...request }) {
  const patience = AbortSignal.timeout(patienceMillis);
  let response;
  try {
    response = await fetch(PREFIX + path, {
      ...request,
      headers: { accept: 'application/json', ...headers },
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem({ title: 'The server does not answer', detail: 'It may be restarting, or the network is away.' });
  }
  if (response.ok) return response.headers.get('content-type')?.includes('json') ? response.json() : null;
  // Whoever shows the page has to sign in again, whichever call noticed first.
  if (response.status === 401) dispatchEvent(new Event('signed-out'));
  throw new Problem(await told(response));
}

async function told(response) {
  try {
    return { ...(await response.json()), status: response.status };
  } catch {
    return { title: `The server answered ${response.status}`, status: response.status };
  }
}
