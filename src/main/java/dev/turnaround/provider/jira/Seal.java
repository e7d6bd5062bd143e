package dev.turnaround.provider.jira;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a delivery comes from the site, by any of the three ways in which Jira says so.
///
/// Only the ways for which the connection has a secret count: what nobody can check proves nothing.
/// A delivery that shows two of them must have both right.
final class Seal {
    static final String CLIENT = "clientSecrets";
    static final String URL = "urlSecret";
    static final Set<String> KINDS = Set.of(WebhookSecrets.COMMON, CLIENT, URL);

    private final List<Way> ways = new ArrayList<>();

    /// One way to prove where a delivery comes from.
    interface Way {
        /// Where it looks, for people.
        String place();

        /// Never [Verdict.Unsigned] but where there is nothing to look at; secrets are counted from
        /// 0.
        Verdict verify(Delivery delivery);
    }

    /// @param secrets of [#KINDS] only, at least one; they are counted in the order of those
    Seal(WebhookSecrets secrets) {
        var signing = secrets.of(WebhookSecrets.COMMON);
        var client = secrets.of(CLIENT);
        var url = secrets.of(URL);
        if (!signing.isEmpty()) {
            ways.add(new Signature(signing));
        }
        if (!client.isEmpty()) {
            ways.add(counted(signing.size(), new BearerToken(client)));
        }
        if (!url.isEmpty()) {
            ways.add(counted(signing.size() + client.size(), new UrlSecret(url)));
        }
    }

    Verdict verify(Delivery delivery) {
        @Nullable Verdict genuine = null;
        for (var way : ways) {
            var verdict = way.verify(delivery);
            switch (verdict) {
                case Verdict.Unsigned _ -> {}
                case Verdict.Genuine _ -> genuine = genuine == null ? verdict : genuine;
                case Verdict.Forged _, Verdict.Stale _, Verdict.Trial _ -> {
                    return verdict;
                }
            }
        }
        return genuine == null ? new Verdict.Unsigned(places()) : genuine;
    }

    private String places() {
        return String.join(" or ", ways.stream().map(Way::place).toList());
    }

    private static Way counted(int before, Way way) {
        return new Way() {
            @Override
            public String place() {
                return way.place();
            }

            @Override
            public Verdict verify(Delivery delivery) {
                var verdict = way.verify(delivery);
                return verdict instanceof Verdict.Genuine(var secret)
                        ? new Verdict.Genuine(before + secret)
                        : verdict;
            }
        };
    }
}
