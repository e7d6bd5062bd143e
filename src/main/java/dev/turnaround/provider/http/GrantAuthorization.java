package dev.turnaround.provider.http;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.Grants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What somebody granted, as a bearer token: exchanged shortly before it expires, and when the API
/// does not take it any more.
///
/// Thread safety: one per [Calls], which take turns. What several of them share is [Grants].
public final class GrantAuthorization implements Authorization {
    /// A call may take a minute, and clocks differ.
    private static final Duration SOON = Duration.ofMinutes(2);

    /// A grant that is refused although the one before was exchanged for the same reason is not
    /// refused for its age. Some say 401 also to what a good token may not do, and each exchange
    /// would cost a token.
    private static final Duration REFUSALS_APART_MIN = Duration.ofMinutes(5);

    private final Grants grants;
    private final Consent consent;
    private final UnaryOperator<Grant> exchange;
    private final InstantSource clock;
    private @Nullable Grant used;
    private @Nullable Instant refusedAt;

    /// An authorization.
    ///
    /// @param exchange asks the provider for the next grant, as [TokenEndpoint#refresh] does
    public GrantAuthorization(
            Grants grants, Consent consent, UnaryOperator<Grant> exchange, InstantSource clock) {
        this.grants = grants;
        this.consent = consent;
        this.exchange = exchange;
        this.clock = clock;
    }

    /// @throws ApiFailure.Refused when there is nothing to show, and a person has to consent
    @Override
    public Map<String, String> headers() {
        var grant = current();
        if (grant.overBy(clock.instant().plus(SOON)) && grant.refreshToken() != null) {
            grant = exchanged(grant);
        }
        used = grant;
        return Authorization.bearer(grant.accessToken()).headers();
    }

    /// The grant there is.
    ///
    /// @throws ApiFailure.Refused when there is none
    public Grant current() {
        var grant = grants.current();
        if (grant == null) {
            throw new ApiFailure.Refused(consent.needed());
        }
        return grant;
    }

    /// @throws ApiFailure.Refused when there cannot be others, and a person has to consent
    @Override
    public boolean renew() {
        var refused = used;
        if (refused == null) {
            return false;
        }
        if (!current().accessToken().equals(refused.accessToken())) {
            return true;
        }
        if (refused.refreshToken() == null) {
            // Not given up: a provider that is unwell says the same to everybody.
            throw new ApiFailure.Refused(consent.lost());
        }
        var now = clock.instant();
        if (refusedAt != null && now.isBefore(refusedAt.plus(REFUSALS_APART_MIN))) {
            return false;
        }
        exchanged(refused);
        refusedAt = now;
        return true;
    }

    private Grant exchanged(Grant worn) {
        try {
            return grants.replace(worn, exchange);
        } catch (ApiFailure.Refused refused) {
            if (refused.diagnosis().code().equals(Consent.LOST)) {
                grants.lost(worn, refused.diagnosis().what());
            }
            throw refused;
        }
    }
}
