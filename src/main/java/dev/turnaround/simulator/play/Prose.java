package dev.turnaround.simulator.play;

import dev.turnaround.simulator.SourceCode;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// What people write: titles, descriptions, comments.
public final class Prose {
    private static final String[] VERBS = {
        "Round",
        "Cache",
        "Retry",
        "Split",
        "Show",
        "Move",
        "Rename",
        "Check",
        "Log",
        "Batch",
        "Speed up",
        "Sort",
        "Drop",
        "Test"
    };
    private static final String[] THINGS = {
        "tax on mixed baskets",
        "the search suggestions",
        "failed payouts",
        "the session cookie",
        "delivery dates per warehouse",
        "refunds of split payments",
        "the basket's price preview",
        "voucher codes with an expiry",
        "the order history page",
        "stock counts at night",
        "invoices without an address",
        "the sign-in form's errors",
        "currency of gift cards",
        "retries of the mail queue"
    };
    private static final String[] KEYS = {"PAY", "WEB", "OPS"};
    private static final String[] SENTENCES = {
        "This is the smallest change that I could think of.",
        "Before, the total was computed twice, and the second time with yesterday's rate.",
        "I looked for other callers and found two; both are fine with the new order.",
        "The old way stays for a release, so that we can go back.",
        "Tested by hand with the basket of forty lines that support sent us.",
        "There is a test that fails without it.",
        "The slow query is gone from the log on staging.",
        "I did not touch the mail templates, they come next.",
        "What I am unsure about is the name; suggestions are welcome.",
        "Please look at the second commit first, the first one only moves things."
    };
    private static final String[] PRAISE = {
        "Reads well, thank you.",
        "Good catch, and a good test.",
        "Nothing to add. Ship it.",
        "Much clearer than before."
    };
    private static final String[] DOUBTS = {
        "What happens when the list is empty?",
        "Could this be a constant? It stands in two places now.",
        "I think this runs for each line of the basket, not once.",
        "The name says first, but it takes the newest.",
        "This swallows the error. Is that on purpose?",
        "We had a bug here in spring: the day starts at four, not at midnight.",
        "Would a test for the half-open window fit here?"
    };
    private static final String[] ANSWERS = {
        "Right, changed.",
        "Good point, there is a test for it now.",
        "On purpose: the caller retries. I wrote that down next to it.",
        "Renamed.",
        "It runs once, but you are right that it does not look like it.",
        "Done, in a commit of its own."
    };
    private static final String[] QUESTIONS = {
        "Is this behind the switch, or live for everybody?",
        "How long does it take with the large basket?",
        "Do we need to tell support about this?",
        "Could you add a line to the changelog?",
        "Does this also cover orders from the app?"
    };
    private static final String[] LABELS = {
        "bug", "payments", "frontend", "performance", "needs-changelog", "dependencies"
    };

    private final RandomGenerator random;

    /// @param random decides what they write
    public Prose(RandomGenerator random) {
        this.random = random;
    }

    /// A title, perhaps with the key of an issue.
    public String title() {
        var plain = pick(VERBS) + " " + pick(THINGS);
        return random.nextInt(10) < 4 ? key() + ": " + plain : plain;
    }

    /// A title with the key of its issue, which the branch then has too.
    public String titleFor(String key) {
        return key + ": " + summary();
    }

    /// What is to be done, in a few words.
    public String summary() {
        return pick(VERBS) + " " + pick(THINGS);
    }

    /// A branch named for its title, as far as branches can be.
    public String branch(String title) {
        return title.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    }

    /// What a pull request says of itself.
    public String description() {
        var text = new StringBuilder("## Why\n\n");
        sentences(text, 3 + random.nextInt(3));
        text.append("\n## What\n\n");
        sentences(text, 5 + random.nextInt(2));
        if (random.nextInt(4) == 0) {
            text.append('\n').append(SourceCode.quoted(random.nextInt(10))).append('\n');
        }
        if (random.nextInt(3) == 0) {
            text.append("\nRelates to ").append(key()).append('\n');
        }
        return text.append("\n- [x] tests\n- [ ] changelog\n").toString();
    }

    /// What goes with an approval.
    public String praise() {
        return pick(PRAISE);
    }

    /// What is said on a line.
    public String doubt() {
        var doubt = pick(DOUBTS);
        return random.nextInt(5) == 0
                ? doubt + "\n\n" + SourceCode.quoted(random.nextInt(10))
                : doubt;
    }

    /// What an author says to a reviewer.
    public String answer() {
        return pick(ANSWERS);
    }

    /// What is asked on the whole.
    public String question() {
        return pick(QUESTIONS);
    }

    /// A label.
    public String label() {
        return pick(LABELS);
    }

    /// What a bot found.
    public String report() {
        return "Checked %d files in %d s. Coverage of the changed lines: %d %%."
                .formatted(
                        3 + random.nextInt(40), 20 + random.nextInt(90), 61 + random.nextInt(39));
    }

    private String key() {
        return pick(KEYS) + "-" + (100 + random.nextInt(400));
    }

    private void sentences(StringBuilder text, int count) {
        for (var sentence = 0; sentence < count; sentence++) {
            text.append(pick(SENTENCES)).append('\n');
        }
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
