/** The open pull requests as the stream tells them, and what happened to them just now. Pure but for its own state. */

const LEFT_SHOWN = 3;
const LEFT_MILLIS = 60_000;
const MOVED_MILLIS = 2_000;

export class Board {
  #open = new Map();
  #movedAt = new Map();
  #left = [];

  /** Takes a snapshot in place of all that was known. */
  replace(pullRequests) {
    this.#open = new Map(pullRequests.map((pullRequest) => [pullRequest.id, pullRequest]));
    this.#movedAt.clear();
  }

  /** Takes one pull request; true when it came, left or changed its lane. */
  apply(pullRequest, now) {
    const before = this.#open.get(pullRequest.id);
    if (pullRequest.state !== 'open') {
      this.#open.delete(pullRequest.id);
      this.#movedAt.delete(pullRequest.id);
      if (before) this.#left = [{ pullRequest, at: now }, ...this.#left].slice(0, LEFT_SHOWN);
      return before !== undefined;
    }
    this.#open.set(pullRequest.id, pullRequest);
    const moved = before?.phase !== pullRequest.phase;
    if (moved) this.#movedAt.set(pullRequest.id, now);
    return moved;
  }

  open() {
    return [...this.#open.values()];
  }

  /** Those that were merged or closed within the last minute, the latest first. */
  left(now) {
    return this.#left.filter(({ at }) => now - at < LEFT_MILLIS);
  }

  /** The ids of those that came to their lane within the last two seconds. */
  moved(now) {
    const ids = new Set();
    for (const [id, at] of this.#movedAt) {
      if (now - at < MOVED_MILLIS) ids.add(id);
      else this.#movedAt.delete(id);
    }
    return ids;
  }
}
