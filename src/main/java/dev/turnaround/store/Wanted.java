package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.reference.Sought;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// What a batch has to know and to lock, as far as it can tell before anything is read.
///
/// @param deliveries to take in, with the time of receipt
/// @param facts the identities of the facts that come in, by pull request
/// @param issueFacts the identities of the facts that come in, by issue
/// @param sought what the pull requests' news refers to
/// @param addresses of the pull requests, as far as the news tells
/// @param namesMove whether issues come to answer to other names
public record Wanted(
        SortedMap<Known.DeliveryKey, Instant> deliveries,
        SortedMap<PullRequestKey, Set<String>> facts,
        SortedMap<IssueKey, Set<String>> issueFacts,
        SortedSet<Sought> sought,
        SortedSet<String> addresses,
        boolean namesMove) {}
