import { isLate } from '../board/lateness.js';

/** The open pull requests as the stream tells them, and what happened to them just now. Pure but for its own state. */

const GONE_SHOWN = 3;
const GONE_MILLIS = 60_000;
const MOVED_MILLIS = 2_000;

export class Open {
  #open = new Map();
  #movedAt = new Map();
  #gone = [];

  /** Takes a snapshot in place of all that was known. */
  replace(pullRequests) {
    this.#open = new Map(pullRequests.map((pullRequest) => [pullRequest.id, pullRequest]));
    this.#movedAt.clear();
  }

  /** Takes one pull request; true when it came, left or changed its lane. */
  apply(pullRequest, now) {
    const before = this.#open.get(pullRequest.id);
    if (pullRequest.state !== 'open') {
      this.#forget(pullRequest.id);
      if (before) this.#gone = [{ pullRequest, at: now }, ...this.#gone].slice(0, GONE_SHOWN);
      return before !== undefined;
    }
    this.#open.set(pullRequest.id, pullRequest);
    const moved = before?.phase !== pullRequest.phase;
    if (moved) this.#movedAt.set(pullRequest.id, now);
    return moved;
  }

  /** Takes that one missed a target, or no longer does; true when that is news. */
  judge({ id, late, metric, targetSeconds, time, at }, now) {
    const one = this.#open.get(id);
    // What is not missed yet is told with the pull request itself.
    if (!one || (!late && !isLate(one, now))) return false;
    if (late && one.late?.at === at && one.late.metric === metric) return isLate(one, now);
    this.#open.set(id, { ...one, late: late ? { metric, targetSeconds, time, at } : null });
    return true;
  }

  /** Forgets those whose data was erased. */
  remove(ids) {
    ids.forEach((id) => this.#forget(id));
  }

  all() {
    return [...this.#open.values()];
  }

  /** Those that were merged or closed within the last minute, the latest first. */
  gone(now) {
    return this.#gone.filter(({ at }) => now - at < GONE_MILLIS);
  }

  /** Whether it came to its lane within the last two seconds. */
  hasMoved(id, now) {
    const at = this.#movedAt.get(id);
    if (at === undefined) return false;
    if (now - at < MOVED_MILLIS) return true;
    this.#movedAt.delete(id);
    return false;
  }

  #forget(id) {
    this.#open.delete(id);
    this.#movedAt.delete(id);
  }
}
