package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.security.MessageDigest;
import java.util.List;

/// A webhook of Data Center signs nothing; all it can show is a secret in the address that it was
/// given, `/webhooks/acme-jira?secret=…`. Whoever sees the address can send anything.
final class UrlSecret implements Seal.Way {
    static final String PARAMETER = "secret";

    private static final String PLACE = "the address's parameter " + PARAMETER;

    private final List<byte[]> secrets;

    UrlSecret(List<String> secrets) {
        this.secrets = secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList();
    }

    @Override
    public String place() {
        return PLACE;
    }

    @Override
    public Verdict verify(Delivery delivery) {
        var parameter = delivery.parameter(PARAMETER);
        if (parameter == null) {
            return new Verdict.Unsigned(PLACE);
        }
        var given = parameter.getBytes(UTF_8);
        var shown = -1;
        for (var secret = 0; secret < secrets.size(); secret++) {
            if (MessageDigest.isEqual(secrets.get(secret), given)) {
                shown = secret;
            }
        }
        return shown < 0 ? new Verdict.Forged(PLACE) : new Verdict.Genuine(shown);
    }
}
