package dev.turnaround.model;

import org.jspecify.annotations.Nullable;

/// Somebody who was asked for a review or gave a response.
///
/// @param name login or team name
/// @param team whether it is a team
/// @param bot whether it is no human
/// @param pending whether an answer to a request is outstanding
/// @param responded whether they have responded at all
/// @param standing their decision that stands: approved, changes requested, or null for neither
/// @param review identity of the review fact behind `standing`
public record Participant(
        String name,
        boolean team,
        boolean bot,
        boolean pending,
        boolean responded,
        @Nullable ReviewVerdict standing,
        @Nullable String review) {

    static Participant of(Reviewer reviewer) {
        return switch (reviewer) {
            case Reviewer.Person(var actor) ->
                    new Participant(actor.login(), false, actor.bot(), false, false, null, null);
            case Reviewer.Team team ->
                    new Participant(team.name(), true, false, false, false, null, null);
        };
    }

    Participant asked() {
        return new Participant(name, team, bot, true, responded, standing, review);
    }

    Participant notAsked() {
        return new Participant(name, team, bot, false, responded, standing, review);
    }

    Participant answered() {
        return new Participant(name, team, bot, false, true, standing, review);
    }

    Participant decided(ReviewVerdict verdict, String fact) {
        return new Participant(name, team, bot, false, true, verdict, fact);
    }

    Participant undecided() {
        return new Participant(name, team, bot, pending, responded, null, null);
    }
}
