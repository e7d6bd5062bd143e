/// Tests of Jira's deliveries. Each folder below `webhook` is a case: the request as received, and
/// what is read from it.
@NullMarked
package dev.turnaround.provider.jira;

import org.jspecify.annotations.NullMarked;
