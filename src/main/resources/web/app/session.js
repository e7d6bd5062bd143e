/**
 * Who this browser is to the server. The token goes out once and comes back as a cookie that
 * scripts cannot read; nothing here keeps it.
 */
const ADDRESS = '/api/v1/session';

/** 'signed-in', 'signed-out', or 'unreachable' when no such answer came. */
export async function session() {
  return ask({ headers: { accept: 'application/json' } });
}

/** Where to sign in by single sign-on; null when it is not set up. */
export async function singleSignOn() {
  try {
    const response = await fetch('/api/v1/sign-in', { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    return response.ok ? (await response.json()).openIdConnect : null;
  } catch {
    return null;
  }
}

/** Exchanges a token for the session cookie; answers as `session` does. */
export async function signIn(token) {
  return ask({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

async function ask(request) {
  try {
    const response = await fetch(ADDRESS, { ...request, cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (response.ok) return 'signed-in';
    // 400 too: a token that the server cannot even read is a wrong token.
    return [400, 401, 403].includes(response.status) ? 'signed-out' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Ends the session here and at the server. */
export async function signOut() {
  return ask({ method: 'DELETE', headers: { 'x-requested-by': 'turnaround' } });
}
