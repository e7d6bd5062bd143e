package dev.turnaround.server;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The organisation of the tests: one repository, three people and two bots.
final class Acme {
    static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
    static final Person MIA = Person.user(101, "mia");
    static final Person OMAR = Person.user(102, "o.haddad");
    static final Person LENA = Person.user(103, "lena.k");
    static final Person COPILOT = Person.bot(104, "Copilot");
    static final Person LINTER = Person.bot(105, "lint[bot]");

    private final GitHubRepository repository;

    Acme(long seed) {
        this(seed, TestClient.SECRET, GitHubHook.Encoding.JSON);
    }

    Acme(long seed, String secret, GitHubHook.Encoding encoding) {
        var hook = new GitHubHook(77, secret, encoding, new Random(seed));
        repository =
                new GitHubOrganization(7, "acme", hook)
                        .repository(
                                "web",
                                "The shop",
                                "Java",
                                480 + (int) (seed % 1000),
                                NINE.minusSeconds(86_400 * 300));
    }

    GitHubRepository repository() {
        return repository;
    }

    GitHubPullRequest pullRequest(String title) {
        return repository.pullRequest(
                MIA,
                title,
                "Keys are kept.",
                "pay-311-keys",
                new GitHubRepository.Size(3, 214, 31, 7));
    }

    static Instant at(int minutes) {
        return NINE.plusSeconds(minutes * 60L);
    }

    /// A life with everything in it: 20 deliveries, in the order in which they happen.
    List<WebhookRequest> life(String title) {
        var pullRequest = pullRequest(title).asDraft();
        var sent = new ArrayList<WebhookRequest>();
        sent.add(pullRequest.opened(at(0)));
        sent.addAll(
                pullRequest.reviewSubmitted(
                        at(5), LENA, GitHubReview.State.COMMENTED, "Early thought.", List.of()));
        sent.add(pullRequest.readyForReview(at(10), MIA));
        sent.add(pullRequest.reviewRequested(at(11), MIA, OMAR));
        sent.add(pullRequest.issueCommentCreated(at(12), LINTER, "Formatted."));
        sent.addAll(
                pullRequest.reviewSubmitted(
                        at(13), COPILOT, GitHubReview.State.COMMENTED, "Nice.", List.of("Nit.")));
        sent.addAll(
                pullRequest.reviewSubmitted(
                        at(40),
                        OMAR,
                        GitHubReview.State.CHANGES_REQUESTED,
                        "Please rename.",
                        List.of("Here.", "And here.")));
        sent.add(pullRequest.issueCommentCreated(at(50), MIA, "Done soon."));
        sent.add(pullRequest.synchronize(at(60), MIA, new GitHubRepository.Size(1, 10, 4, 1)));
        sent.add(pullRequest.convertedToDraft(at(65), MIA));
        sent.add(pullRequest.readyForReview(at(70), MIA));
        sent.add(pullRequest.reviewRequested(at(71), MIA, OMAR));
        sent.addAll(
                pullRequest.reviewSubmitted(
                        at(90), OMAR, GitHubReview.State.APPROVED, null, List.of()));
        sent.add(pullRequest.closed(at(95), MIA));
        sent.add(pullRequest.reopened(at(100), MIA));
        sent.add(pullRequest.merged(at(120), OMAR));
        sent.add(pullRequest.issueCommentCreated(at(130), LENA, "Late remark."));
        return sent;
    }
}
