package dev.turnaround.api;

import dev.turnaround.api.oidc.OpenId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator says about who may come in.
///
/// @param adminToken the administrator's token of the settings; null when it is kept in the
///   database
/// @param publicUrl where browsers find this server
/// @param idle a session that is not used for so long is over
/// @param longest so long after it began a session is over in any case
/// @param trustedProxies whose `X-Forwarded-For` is believed
/// @param openId the issuer for single sign-on; null when there is none
public record AccessRules(
        @Nullable String adminToken,
        URI publicUrl,
        Duration idle,
        Duration longest,
        List<String> trustedProxies,
        @Nullable OpenId openId) {

    /// Copies the list.
    public AccessRules {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// Whether browsers come by TLS, so that cookies can be kept to it.
    boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    @Override
    public String toString() {
        return "AccessRules[" + publicUrl + "]";
    }
}
