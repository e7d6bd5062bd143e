package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import java.util.Map;
import java.util.Set;

/// What the database knows of the things that a batch touches, read under lock.
///
/// @param newDeliveries the deliveries that had not been taken in before, by connection and id
/// @param pullRequests the pull requests that exist, locked until the transaction ends
/// @param facts those of the asked facts that exist, by pull request and identity
/// @param issues the issues that exist, locked until the transaction ends
/// @param issueFacts those of the asked facts that exist, by issue and identity
/// @param ties what the references of the pull requests mean
/// @param directory what is known of accounts, and stays so until the transaction ends
public record Known(
        Set<DeliveryKey> newDeliveries,
        Map<PullRequestKey, StoredPullRequest> pullRequests,
        Map<PullRequestKey, Map<String, Fact>> facts,
        Map<IssueKey, StoredIssue> issues,
        Map<IssueKey, Map<String, IssueFact>> issueFacts,
        Ties ties,
        Directory directory) {

    /// Identity of a delivery.
    ///
    /// @param connection the connection's id
    /// @param delivery the provider's id of the event
    public record DeliveryKey(String connection, String delivery)
            implements Comparable<DeliveryKey> {
        @Override
        public int compareTo(DeliveryKey other) {
            var order = connection.compareTo(other.connection);
            return order != 0 ? order : delivery.compareTo(other.delivery);
        }
    }
}
