package dev.turnaround.provider.http;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.json.Dialect;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a provider gives grants for codes and for refresh tokens. Every trade is tried once: the
/// provider may have used up what it was given, whether or not its answer arrived.
///
/// Not by `vertx-auth-oauth2`: its failures quote the provider's answers, it does not see GitHub's
/// errors (which come with 200), and it does not keep the limits of [Calls].
/// <https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3>
public final class TokenEndpoint {
    /// The largest token that was seen has 2,500 characters, and nobody promises a bound.
    private static final Dialect DIALECT = new Dialect(100_000, _ -> null);

    private static final int NOT_FOUND = 404;

    /// How a provider wants to be asked.
    public enum Manner {
        /// A form, with the client in it.
        FORM,
        /// A form, with the client in the header `Authorization`.
        FORM_BASIC,
        /// JSON, with the client in it.
        JSON
    }

    private final String path;
    private final Manner manner;
    private final OAuthClient client;
    private final Consent consent;
    private final Function<Authorization, Calls> open;
    private final InstantSource clock;

    /// A token endpoint.
    ///
    /// @param path below what `open` calls
    /// @param open opens calls to its site
    public TokenEndpoint(
            String path,
            Manner manner,
            OAuthClient client,
            Consent consent,
            Function<Authorization, Calls> open,
            InstantSource clock) {
        this.path = path;
        this.manner = manner;
        this.client = client;
        this.consent = consent;
        this.open = open;
        this.clock = clock;
    }

    /// Trades a code.
    ///
    /// @param verifier null where the provider knows no proof key
    /// @throws ApiFailure.Refused when the provider does not take it
    public Grant redeem(String code, @Nullable String verifier, URI redirect) {
        var question = new LinkedHashMap<String, String>();
        question.put("grant_type", "authorization_code");
        question.put("code", code);
        question.put("redirect_uri", redirect.toString());
        if (verifier != null) {
            question.put("code_verifier", verifier);
        }
        var told = ask(question);
        var error = told.error;
        if (error != null) {
            throw new ApiFailure.Refused(consent.refused(error));
        }
        return told.grant(clock, null, Map.of());
    }

    /// Trades a refresh token. What the new grant does not say is as it was: scopes and details
    /// always, the refresh token where the provider leaves it as it is.
    ///
    /// @param more what this provider wants beside the token
    /// @throws ApiFailure.Refused when the provider does not take it; with the code [Consent#LOST]
    ///   when it never will
    public Grant refresh(Grant worn, Map<String, String> more) {
        var token = worn.refreshToken();
        if (token == null) {
            throw new ApiFailure.Refused(consent.lost());
        }
        var question = new LinkedHashMap<String, String>();
        question.put("grant_type", "refresh_token");
        question.put("refresh_token", token);
        question.putAll(more);
        var told = ask(question);
        var error = told.error;
        if (error != null) {
            throw new ApiFailure.Refused(
                    told.ofTheRefreshToken(error) ? consent.lost() : consent.refused(error));
        }
        return told.grant(clock, token, worn.details()).withScopes(worn.scopes());
    }

    private Told ask(Map<String, String> question) {
        var fields = new LinkedHashMap<>(question);
        Authorization who = Map::of;
        if (manner == Manner.FORM_BASIC) {
            who = Authorization.basic(client.id(), client.secret());
        } else {
            fields.put("client_id", client.id());
            fields.put("client_secret", client.secret());
        }
        var call =
                manner == Manner.JSON
                        ? Call.post(path, new JsonObject(new LinkedHashMap<>(fields)).encode())
                        : Call.form(path, fields);
        try (var calls = open.apply(who)) {
            return read(calls.once(call));
        }
    }

    private static Told read(Answer answer) {
        try {
            var told = Fields.read(answer.body(), DIALECT, Told::read);
            if (told.error == null && !answer.ok()) {
                throw unexpected(answer);
            }
            return told;
        } catch (Unreadable _) {
            throw unexpected(answer);
        }
    }

    private static ApiFailure unexpected(Answer answer) {
        return new ApiFailure.Unreadable(
                answer.status() == NOT_FOUND
                        ? "no grants are given at this address"
                        : "the answer " + answer.status() + " to a request for a grant");
    }

    /// An answer. No record, since that would have a text.
    private static final class Told {
        private @Nullable String error;
        private String description = "";
        private @Nullable String access;
        private @Nullable String refresh;
        private @Nullable Long seconds;
        private Set<String> scopes = Set.of();

        static Told read(Fields in) throws IOException {
            var told = new Told();
            while (in.next()) {
                switch (in.name()) {
                    case "error" -> told.error = in.text();
                    case "error_description" -> told.description = lower(in.text());
                    case "access_token" -> told.access = in.passingText();
                    case "refresh_token" -> told.refresh = in.passingText();
                    case "expires_in" -> told.seconds = in.count();
                    // Bitbucket has the plural.
                    case "scope", "scopes" -> told.scopes = scopes(in.passingText());
                    default -> in.skip();
                }
            }
            return told;
        }

        private static String lower(@Nullable String text) {
            return text == null ? "" : text.toLowerCase(Locale.ROOT);
        }

        /// Separated by spaces, at GitHub by commas.
        private static Set<String> scopes(@Nullable String text) {
            var scopes = new LinkedHashSet<String>();
            for (var scope : (text == null ? "" : text).split("[\\s,]+", -1)) {
                if (!scope.isEmpty()) {
                    scopes.add(scope);
                }
            }
            return scopes;
        }

        /// Some have the same word for a refresh token that is over as for a client that is wrong.
        boolean ofTheRefreshToken(String error) {
            return switch (error) {
                case "invalid_grant", "bad_refresh_token" -> true;
                default ->
                        description.contains("refresh_token")
                                || description.contains("refresh token");
            };
        }

        Grant grant(InstantSource clock, @Nullable String before, Map<String, String> details) {
            if (access == null || access.isEmpty()) {
                throw new ApiFailure.Unreadable("a grant without an access token");
            }
            var next = refresh == null || refresh.isEmpty() ? before : refresh;
            var expires = seconds == null ? null : clock.instant().plusSeconds(seconds);
            return new Grant(access, next, expires, scopes, details);
        }
    }
}
