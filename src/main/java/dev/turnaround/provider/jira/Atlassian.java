package dev.turnaround.provider.jira;

import java.net.URI;

/// What lies before the sites of Cloud.
///
/// @param accounts where people consent, and where grants are given
/// @param gateway where grants and tokens with scopes are good
public record Atlassian(URI accounts, URI gateway) {
    /// The real one.
    public static final Atlassian PUBLIC =
            new Atlassian(
                    URI.create("https://auth.atlassian.com"),
                    URI.create("https://api.atlassian.com"));

    static final String JIRA = "/ex/jira/";

    /// Where the API of a site is.
    ///
    /// @param cloudId the identity of the site
    URI site(String cloudId) {
        return gateway.resolve(JIRA + cloudId);
    }
}
