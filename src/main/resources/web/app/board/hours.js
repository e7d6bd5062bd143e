import { WorkingTime } from '../working.js';

/**
 * By whose working hours a pull request waits: the reviewer's, of those still asked the first by name,
 * while a review is awaited, and else the author's. Who is in several teams that have hours of their own
 * has those of the first by name. What has been decided is measured by the server, by the same rule.
 */
export class WorkingHours {
  /** Not known yet. */
  static NONE = { of: () => null };
  #everybody;
  #ofTeams;
  #teams;

  /** `calendars` as the metrics tell them, everybody's first; `teams` gives the teams with their members. */
  constructor([everybody, ...own], teams) {
    this.#everybody = new WorkingTime(everybody);
    this.#ofTeams = new Map(own.map((calendar) => [calendar.team.id, new WorkingTime(calendar)]));
    this.#teams = teams;
  }

  of({ phase, reviewers, author }) {
    const asked = phase === 'awaiting_review'
      ? (reviewers ?? []).filter(({ requested, bot }) => requested && !bot).toSorted((a, b) => ((a.login ?? a.team) < (b.login ?? b.team) ? -1 : 1))[0]
      : null;
    return this.#own(asked?.person) ?? this.#own(author?.person) ?? this.#everybody;
  }

  #own(person) {
    if (!person || this.#ofTeams.size === 0) return null;
    const theirs = this.#teams().filter(({ id, members }) => this.#ofTeams.has(id) && members.some(({ name }) => name === person));
    return this.#ofTeams.get(theirs.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0]?.id) ?? null;
  }
}
