// Runs before the page: counts what its streams do, watches its frames, and makes a refusal by the policy an error.
globalThis.watched = { streamsOpened: 0, snapshots: 0, changes: 0, askedAt: null, snapshotAt: null, firstCardAt: null, frames, waits };
globalThis.EventSource = class extends EventSource {
  constructor(...given) {
    super(...given);
    watched.streamsOpened++;
    watched.askedAt ??= performance.now();
    this.addEventListener('snapshot', () => {
      watched.snapshots++;
      watched.snapshotAt ??= performance.now();
    });
    this.addEventListener('pull-request', () => watched.changes++);
  }
};
addEventListener('securitypolicyviolation', (event) => console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));

// The frame after the one that draws the first card begins when that one is painted. In milliseconds since the address was entered.
function lookForCard() {
  if (document.querySelector('turnaround-card h3')) requestAnimationFrame(() => { watched.firstCardAt = performance.now(); });
  else requestAnimationFrame(lookForCard);
}
lookForCard();

/** What the first card waited for, in milliseconds since the address was entered. */
function waits() {
  const assets = performance.getEntriesByType('resource').filter(({ name }) => /\.(js|css)$/.test(name));
  const last = Math.max(...assets.map(({ responseEnd }) => responseEnd));
  const [asked, snapshot, card] = [watched.askedAt, watched.snapshotAt, watched.firstCardAt].map(Math.round);
  return `${assets.length} scripts and sheets until ${Math.round(last)}, snapshot asked for at ${asked}, there at ${snapshot}, first card at ${card}`;
}

/** How evenly frames come for so many milliseconds. */
async function frames(millis) {
  const gaps = [];
  const longTasks = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const changes = watched.changes;
  const begin = performance.now();
  await new Promise((done) => {
    let last = begin;
    requestAnimationFrame(function frame() {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (now - begin < millis) requestAnimationFrame(frame);
      else done();
    });
  });
  observer.disconnect();
  const seconds = (performance.now() - begin) / 1_000;
  gaps.sort((a, b) => a - b);
  return {
    framesPerSecond: gaps.length / seconds,
    changesPerSecond: (watched.changes - changes) / seconds,
    p50: gaps[Math.floor(gaps.length / 2)],
    p95: gaps[Math.floor(gaps.length * 0.95)],
    longest: gaps.at(-1),
    longTasks: longTasks.length,
    longMillis: longTasks.reduce((sum, one) => sum + one, 0),
  };
}
