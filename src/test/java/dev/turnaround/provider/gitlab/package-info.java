/// Tests of GitLab's deliveries. Each folder below `webhook` is a case: the request as received,
/// and what is read from it.
@NullMarked
package dev.turnaround.provider.gitlab;

import org.jspecify.annotations.NullMarked;
