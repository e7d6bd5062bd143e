package dev.turnaround.simulator.github;

/// Hands out the site's ids, which are one sequence for each kind of thing.
///
/// They begin where GitHub's are today: most no longer fit into 32 bits.
final class Numbers {
    private long repository = 871_204_413L;
    private long pullRequest = 2_702_958_000L;
    private long issue = 3_688_120_400L;
    private long review = 3_465_770_100L;
    private long reviewComment = 2_541_930_700L;
    private long issueComment = 3_561_004_900L;
    private long event = 21_345_990_100L;
    private long activity = 19_402_337_000L;
    private long delivery = 312_559_040_000L;
    private long label = 9_310_447_200L;

    long repository() {
        return repository += 10_007;
    }

    long pullRequest() {
        return pullRequest += 31;
    }

    long issue() {
        return issue += 57;
    }

    long review() {
        return review += 17;
    }

    long reviewComment() {
        return reviewComment += 13;
    }

    long issueComment() {
        return issueComment += 23;
    }

    long event() {
        return event += 41;
    }

    long activity() {
        return activity += 29;
    }

    long delivery() {
        return delivery += 19;
    }

    long label() {
        return label += 9;
    }
}
