package dev.turnaround.model.issue;

/// How many points each part of a [Score] is worth.
///
/// @param summary for a summary of at least [#summaryChars] characters
/// @param summaryChars how long a summary must be
/// @param description for a description of at least [#descriptionChars] characters
/// @param descriptionChars how long a description must be, without code
/// @param assignee for somebody who has it
/// @param typeAndPriority for both
/// @param estimate for an estimate
/// @param parent for an issue or epic that it is a part of
/// @param commenter for each person who commented
/// @param commentersMax for all of them at most
/// @param move for each change of status
/// @param movesMax for all of them at most
/// @param link for each pull request or document that it is linked with
/// @param linksMax for all of them at most
public record ScoreWeights(
        int summary,
        int summaryChars,
        int description,
        int descriptionChars,
        int assignee,
        int typeAndPriority,
        int estimate,
        int parent,
        int commenter,
        int commentersMax,
        int move,
        int movesMax,
        int link,
        int linksMax) {

    /// Up to 60 for completeness and up to 40 for interactions.
    public static final ScoreWeights DEFAULT =
            new ScoreWeights(5, 10, 20, 100, 10, 5, 10, 10, 10, 20, 5, 10, 5, 10);
}
