/// Issues: what a tracker, or a provider's own, knows of the work behind pull requests.
///
/// In the spirit of pull requests: [IssueFact]s go in, [IssueFold] goes through the *set* of them
/// in their own order and keeps [IssueProgress], so that arrival cannot matter. What is not a fact
/// (name, type, who has it) is in [IssueAttributes], merged one by one.
///
/// **Invariants:** what is compared is an identity, never a name: the people's key of an issue
/// changes when it moves, and statuses are renamed and translated. No comment and no description is
/// kept, only who commented and how long the description is.
@NullMarked
package dev.turnaround.model.issue;

import org.jspecify.annotations.NullMarked;
