package dev.turnaround.provider.github;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which accounts are no humans.
///
/// In layers: what GitHub says, the suffix that it gives to the login of an app, and a short list
/// of names. A name is on the list only if nobody could mistake it for a person's.
final class Bots {
    private static final String SUFFIX = "[bot]";

    /// In lower case. The organisation's own bots are configuration, not code.
    private static final Set<String> NAMES =
            Set.of(
                    // GitHub's own. Copilot has three logins, two of them without the suffix; the
                    // GraphQL API drops the suffix of the others.
                    // <https://github.com/kurone-kito/idd-skill/pull/2507>
                    "copilot",
                    "copilot-pull-request-reviewer",
                    "copilot-swe-agent",
                    "dependabot",
                    "github-actions",
                    // Reviewers and reporters that are ordinary user accounts, because they are
                    // older than apps or run outside of them. They answer within seconds.
                    "claassistant",
                    "codecov-commenter",
                    "codecov-io",
                    "coveralls",
                    "googlebot",
                    "greenkeeperio-bot",
                    "houndci-bot",
                    "k8s-ci-robot",
                    "pyup-bot",
                    "renovate-bot",
                    "rustbot",
                    "snyk-bot");

    private Bots() {}

    /// The login of an account by its name in GraphQL, which leaves the suffix of apps out:
    /// <https://github.com/fullsend-ai/fullsend/issues/6205>. Copilot's logins have none.
    ///
    /// @param type GraphQL's `__typename`
    static String login(String name, String type) {
        var whole =
                !type.equals("Bot")
                        || name.endsWith(SUFFIX)
                        || name.toLowerCase(Locale.ROOT).startsWith("copilot");
        return whole ? name : name + SUFFIX;
    }

    /// Whether the account is a bot.
    ///
    /// @param type GitHub's `type` of the account, or null when it does not say. An organisation
    ///   and a mannequin (a person of whom an import knew no account) are no bots.
    static boolean is(String login, @Nullable String type) {
        var name = login.toLowerCase(Locale.ROOT);
        return "Bot".equalsIgnoreCase(type) || name.endsWith(SUFFIX) || NAMES.contains(name);
    }
}
