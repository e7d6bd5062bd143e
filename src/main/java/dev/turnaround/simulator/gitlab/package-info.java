/// GitLab, as far as the webhooks of a group show it: projects, merge requests and notes.
///
/// An act on a [GitLabMergeRequest] changes it and returns what GitLab would send about it.
///
/// **Invariants:** times have whole seconds and `updated_at` never goes back. Every delivery has an
/// identity of its own, and is signed with it and with the moment of sending. All that stands for
/// source code carries [dev.turnaround.simulator.SourceCode#TELLTALE].
@NullMarked
package dev.turnaround.simulator.gitlab;

import org.jspecify.annotations.NullMarked;
