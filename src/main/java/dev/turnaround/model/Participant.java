package dev.turnaround.model;

import org.jspecify.annotations.Nullable;

/// Somebody who was asked for a review or gave a response.
///
/// @param name login or team name
/// @param team whether it is a team
/// @param bot whether it is no human
/// @param pending whether an answer to a request is outstanding
/// @param responded whether they have responded at all
/// @param listed whether they are on the list of reviewers; null as long as nothing tells
/// @param standing their decision that stands: approved, changes requested, or null for neither
/// @param review identity of the review fact behind `standing`
public record Participant(
        String name,
        boolean team,
        boolean bot,
        boolean pending,
        boolean responded,
        @Nullable Boolean listed,
        @Nullable ReviewVerdict standing,
        @Nullable String review) {

    static Participant of(Reviewer reviewer) {
        return switch (reviewer) {
            case Reviewer.Person(var actor) -> unheard(actor.login(), false, actor.bot());
            case Reviewer.Team team -> unheard(team.name(), true, false);
        };
    }

    /// Somebody who was neither asked nor heard so far.
    static Participant unheard(String name, boolean team, boolean bot) {
        return new Participant(name, team, bot, false, false, null, null, null);
    }

    Participant asked() {
        return new Participant(name, team, bot, true, responded, true, standing, review);
    }

    Participant notAsked() {
        return new Participant(name, team, bot, false, responded, false, standing, review);
    }

    /// On the list without having been asked for it.
    Participant onList() {
        return new Participant(name, team, bot, pending, responded, true, standing, review);
    }

    Participant answered() {
        return new Participant(name, team, bot, false, true, listedAfterAnswer(), standing, review);
    }

    Participant decided(ReviewVerdict verdict, String fact) {
        return new Participant(name, team, bot, false, true, listedAfterAnswer(), verdict, fact);
    }

    Participant undecided() {
        return new Participant(name, team, bot, pending, responded, listed, null, null);
    }

    /// Some providers put whoever answers on the list, so that who was off it may be on it now.
    private @Nullable Boolean listedAfterAnswer() {
        return Boolean.TRUE.equals(listed) ? listed : null;
    }
}
