package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.WebhookRequest;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A configured webhook: signs what GitHub sends and gives each delivery its GUID.
///
/// Facts: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers> and
/// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>
public final class GitHubHook {
    private static final long GUID_VERSION_CLEAR = 0xffff_ffff_ffff_0fffL;
    private static final long GUID_VERSION_1 = 0x1000L;
    private static final long GUID_VARIANT_CLEAR = 0x3fff_ffff_ffff_ffffL;
    private static final long GUID_VARIANT = 0x8000_0000_0000_0000L;

    private final long id;
    private final Hmac key;
    private final Encoding encoding;
    private final RandomGenerator random;

    /// How the body is written. A hook that is made by GitHub's API without saying so gets [#FORM].
    public enum Encoding {
        /// The JSON itself.
        JSON,
        /// The JSON as the form field `payload`.
        FORM
    }

    /// A hook.
    ///
    /// @param id what `X-GitHub-Hook-ID` says
    /// @param random where the GUIDs come from
    public GitHubHook(long id, String secret, Encoding encoding, RandomGenerator random) {
        this.id = id;
        this.key = new Hmac(secret);
        this.encoding = encoding;
        this.random = random;
    }

    /// What `X-GitHub-Hook-ID` says.
    public long id() {
        return id;
    }

    /// A delivery of this hook, signed.
    ///
    /// @param targetType what holds the hook: `organization` or `repository`
    WebhookRequest deliver(String event, String targetType, long targetId, byte[] json) {
        var body = encode(json);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "*/*");
        headers.put("Content-Type", contentType());
        headers.put("User-Agent", "GitHub-Hookshot/%07x".formatted(id & 0xfffffff));
        headers.put("X-GitHub-Delivery", guid().toString());
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Hook-ID", Long.toString(id));
        headers.put("X-GitHub-Hook-Installation-Target-ID", Long.toString(targetId));
        headers.put("X-GitHub-Hook-Installation-Target-Type", targetType);
        headers.put("X-Hub-Signature-256", signature(body));
        return new WebhookRequest(headers, body);
    }

    /// What `X-Hub-Signature-256` says of a body.
    public String signature(byte[] body) {
        return "sha256=" + key.hex(body);
    }

    private byte[] encode(byte[] json) {
        return switch (encoding) {
            case JSON -> json;
            case FORM ->
                    ("payload=" + URLEncoder.encode(new String(json, UTF_8), UTF_8))
                            .getBytes(UTF_8);
        };
    }

    private String contentType() {
        return switch (encoding) {
            case JSON -> "application/json";
            case FORM -> "application/x-www-form-urlencoded";
        };
    }

    private UUID guid() {
        return new UUID(
                (random.nextLong() & GUID_VERSION_CLEAR) | GUID_VERSION_1,
                (random.nextLong() & GUID_VARIANT_CLEAR) | GUID_VARIANT);
    }
}
