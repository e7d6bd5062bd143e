// Runs before the page: counts what its streams do, and makes a refusal by the policy an error.
globalThis.watched = { streamsOpened: 0, snapshots: 0 };
globalThis.EventSource = class extends EventSource {
  constructor(...given) {
    super(...given);
    watched.streamsOpened++;
    this.addEventListener('snapshot', () => watched.snapshots++);
  }
};
addEventListener('securitypolicyviolation', (event) => console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
