package dev.turnaround.simulator.play;

import dev.turnaround.simulator.gitlab.GitLabHook;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Where a story can play: the providers that can be simulated.
public enum Scene {
    /// Repositories and pull requests.
    GITHUB("github", "secrets"),
    /// Projects and merge requests.
    GITLAB("gitlab", "signingTokens"),
    /// Repositories and pull requests of Bitbucket Cloud.
    BITBUCKET("bitbucket", "secrets"),
    /// The issues behind pull requests, wherever those are.
    JIRA("jira", "secrets");

    private static final int SECRET_BYTES = 32;

    private final String provider;
    private final String secretKind;

    Scene(String provider, String secretKind) {
        this.provider = provider;
        this.secretKind = secretKind;
    }

    /// The word for the provider.
    public String provider() {
        return provider;
    }

    /// What kind of secret its webhooks are signed with, by the key of the configuration.
    public String secretKind() {
        return secretKind;
    }

    /// A secret of that kind that nobody has had before.
    public String makeSecret(SecureRandom random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return this == GITLAB ? GitLabHook.signingToken(bytes) : HexFormat.of().formatHex(bytes);
    }
}
