import { WorkingTime } from '../working.js';

/** By whose working hours a pull request waits: the server says which team's, the calendars say what these are. */
export class WorkingHours {
  #everybody;
  #ofTeams;

  /** `calendars` as the metrics tell them, everybody's first. */
  constructor([everybody, ...own]) {
    this.#everybody = new WorkingTime(everybody);
    this.#ofTeams = new Map(own.map((calendar) => [calendar.team.id, new WorkingTime(calendar)]));
  }

  of({ calendarTeam }) {
    return this.#ofTeams.get(calendarTeam) ?? this.#everybody;
  }
}
