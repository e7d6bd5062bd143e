import { Problem } from './api.js';

/** Saves a list as comma-separated values: the same call, with another `Accept`. */
export async function save(path, parameters, name) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null && value !== ''));
  const response = await fetch(`/api/v1${path}?${query}`, { headers: { accept: 'text/csv' }, cache: 'no-store' });
  if (!response.ok) throw new Problem({ title: 'There is no CSV of this', status: response.status });
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
