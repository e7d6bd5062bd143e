/// What other tools call the same things, as data: what they count from and to, whose words count,
/// and how they put many pull requests together. So a team that comes from one of them sees the
/// same pull requests under both definitions, and why they differ.
///
/// What a tool does not document, or what we do not keep, is said where its profile stands in
/// [dev.turnaround.model.profile.Profiles].
@NullMarked
package dev.turnaround.model.profile;

import org.jspecify.annotations.NullMarked;
