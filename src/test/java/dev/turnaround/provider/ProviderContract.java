package dev.turnaround.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every provider promises. A provider's test implements this in a few lines.
///
/// `-Dgolden.write=true` writes the expected readings; read them. A new case is signed with
/// `openssl dgst -sha256 -hmac SECRET request.json`, or however its provider does it.
public interface ProviderContract {
    /// A text that is in no reading unless something let it through.
    String CANARY = "https://canary.example/sings";

    /// How many wrong bodies are made of each case.
    int FUZZ_ROUNDS = Integer.getInteger("fuzz.rounds", 60);

    /// How long they may take together; a thousand times what they do.
    Duration FUZZ_TIME_MAX = Duration.ofSeconds(60);

    /// The provider.
    Provider provider();

    /// The folder whose folders are the cases.
    Path cases();

    /// The live secrets, each of which signed some of the cases.
    List<String> secrets();

    /// The live secrets by kind, in the order of [#secrets] when a kind has two.
    default WebhookSecrets secretsByKind() {
        return WebhookSecrets.common(secrets());
    }

    /// The headers that carry a signature.
    Set<String> signatureHeaders();

    /// The parameters of the address that carry one.
    default Set<String> signatureParameters() {
        return Set.of();
    }

    /// Where in a body a text may stand that gets into a reading, in the form `list[].field`: the
    /// provider's allow-list, which the cases must use to the full.
    Set<String> kept();

    /// Whether the signature of this case covers the body; a mere shared secret does not.
    default boolean signsTheBody(RecordedDelivery recorded) {
        return true;
    }

    /// The door under test.
    default Webhooks webhooks() {
        return provider().webhooks("acme-" + provider().name(), secretsByKind());
    }

    /// Each case reads as its folder says.
    @TestFactory
    default List<DynamicTest> a_delivery_reads_as_written() {
        return each(recorded -> {
            var beside = cases().resolve(recorded.name()).resolve("reading.txt");
            var reading = ReadingText.of(webhooks().read(recorded.delivery()));
            if (Boolean.getBoolean("golden.write")) {
                write(beside, reading);
            }
            assertThat(reading).isEqualTo(read(beside));
        });
    }

    /// Signed means genuine.
    @TestFactory
    default List<DynamicTest> a_delivery_is_genuine() {
        return each(recorded ->
                assertThat(webhooks().verify(recorded.delivery()))
                        .isInstanceOf(Verdict.Genuine.class));
    }

    /// Unsigned is not forged: the operator forgot the secret.
    @TestFactory
    default List<DynamicTest> a_delivery_without_its_signature_is_unsigned() {
        return each(recorded ->
                assertThat(
                                webhooks()
                                        .verify(
                                                recorded.without(signatureHeaders())
                                                        .withoutParameters(signatureParameters())
                                                        .delivery()))
                        .isInstanceOf(Verdict.Unsigned.class));
    }

    /// A provider comes to know each secret by its place in the list.
    @Test
    default void each_secret_signs_something() {
        var signers = new TreeSet<Integer>();
        for (var recorded : recorded()) {
            if (webhooks().verify(recorded.delivery()) instanceof Verdict.Genuine(var secret)) {
                signers.add(secret);
            }
        }
        assertThat(signers).hasSameSizeAs(secrets());
    }

    /// Anybody could sign with nothing.
    @Test
    default void an_empty_secret_is_refused() {
        for (var kind : provider().secretKinds()) {
            assertThatThrownBy(() -> withSecrets(Map.of(kind, List.of())))
                    .isInstanceOf(UnusableSecrets.class)
                    .hasMessageStartingWith("connections[0].webhook: expected a webhook secret");
            assertThatThrownBy(() -> withSecrets(Map.of(kind, List.of("good", " "))))
                    .isInstanceOf(UnusableSecrets.class)
                    .hasMessageStartingWith("connections[0].webhook." + kind + "[1]: expected");
        }
    }

    /// A secret that nobody checks would look like protection.
    @Test
    default void a_kind_of_secret_that_it_does_not_know_is_refused() {
        var kind = provider().secretKinds().iterator().next();

        assertThatThrownBy(() -> withSecrets(Map.of("foo", List.of("bar"), kind, List.of("good"))))
                .isInstanceOf(UnusableSecrets.class)
                .hasMessageStartingWith("connections[0].webhook.foo: expected a known key: ")
                .hasMessageContaining(kind)
                .hasMessageNotContaining("bar")
                .hasMessageNotContaining("good");
    }

    private Webhooks withSecrets(Map<String, List<String>> secrets) {
        return provider().webhooks("acme", new WebhookSecrets("connections[0].webhook", secrets));
    }

    /// One bit is enough to tell.
    @Property(tries = 500)
    default void a_body_with_one_bit_flipped_is_forged_and_still_readable(
            @ForAll @IntRange(max = 1_000_000) int which,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(max = 7) int bit) {
        var recorded = pick(which);
        var body = recorded.body();
        if (body.length == 0) {
            return;
        }
        body[where % body.length] ^= (byte) (1 << bit);
        expectForgedButReadable(recorded, body);
    }

    /// What is cut out is missed.
    @Property(tries = 500)
    default void a_body_with_a_piece_cut_out_is_forged_and_still_readable(
            @ForAll @IntRange(max = 1_000_000) int which,
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 3_000) int length) {
        var recorded = pick(which);
        var body = recorded.body();
        if (body.length == 0) {
            return;
        }
        var from = where % body.length;
        var to = Math.min(body.length, from + length);
        var rest = Arrays.copyOf(body, body.length - (to - from));
        System.arraycopy(body, to, rest, from, body.length - to);
        expectForgedButReadable(recorded, rest);
    }

    private void expectForgedButReadable(RecordedDelivery recorded, byte[] body) {
        var delivery = recorded.withBody(body).delivery();
        if (signsTheBody(recorded)) {
            assertThat(webhooks().verify(delivery)).isInstanceOf(Verdict.Forged.class);
        }
        assertThat(webhooks().read(delivery)).isNotNull();
    }

    /// Every character of the signature counts.
    @TestFactory
    default List<DynamicTest> a_signature_with_another_character_is_forged() {
        return each(recorded -> {
            for (var header : signatureHeaders()) {
                var signature = recorded.header(header);
                expectForged(signature, changed -> recorded.withHeader(header, changed));
            }
            for (var parameter : signatureParameters()) {
                var secret = recorded.parameter(parameter);
                expectForged(secret, changed -> recorded.withParameter(parameter, changed));
            }
        });
    }

    private void expectForged(
            @Nullable String signature, Function<String, RecordedDelivery> recorded) {
        for (var at = 0; signature != null && at < signature.length(); at++) {
            // Other digits, so that it is wrong and not merely no signature; and a letter.
            for (var other : "07fx".toCharArray()) {
                if (signature.charAt(at) != other) {
                    var changed = signature.substring(0, at) + other + signature.substring(at + 1);
                    assertThat(webhooks().verify(recorded.apply(changed).delivery()))
                            .isInstanceOf(Verdict.Forged.class);
                }
            }
        }
    }

    /// No bytes make it throw.
    @Property(tries = 1_000)
    default void any_bytes_can_be_read(
            @ForAll @IntRange(max = 1_000_000) int which, @ForAll @Size(max = 200) byte[] body) {
        var recorded = pick(which);
        if (!Arrays.equals(body, recorded.body())) {
            expectForgedButReadable(recorded, body);
        }
    }

    /// No shape makes it throw.
    @TestFactory
    default List<DynamicTest> a_field_of_any_type_can_be_read() {
        return eachJson((recorded, json) -> {
            for (var path : Json.paths(json)) {
                for (var odd : Json.ODD) {
                    var delivery = recorded.withBody(Json.replaced(json, path, odd)).delivery();
                    assertThat(webhooks().read(delivery)).as(path).isNotNull();
                }
            }
        });
    }

    /// Reading keeps nothing.
    @TestFactory
    default List<DynamicTest> a_delivery_reads_the_same_twice() {
        return each(recorded -> {
            var webhooks = webhooks();
            assertThat(webhooks.read(recorded.delivery()))
                    .isEqualTo(webhooks.read(recorded.delivery()));
        });
    }

    /// The order of fields in an object, and the space between them, mean nothing.
    @TestFactory
    default List<DynamicTest> a_delivery_reads_the_same_in_another_layout() {
        return eachJson((recorded, json) -> {
            var reading = webhooks().read(recorded.delivery());
            if (reading instanceof Reading.Relevant) {
                var pretty = recorded.withBody(Json.pretty(json)).delivery();
                expectSameNews(webhooks().read(pretty), reading);
                var reversed = recorded.withBody(Json.reversed(json)).delivery();
                expectSameNews(webhooks().read(reversed), reading);
            }
        });
    }

    /// The identity of a delivery may be nothing but its bytes.
    private static void expectSameNews(Reading reading, Reading expected) {
        assertThat(reading).extracting("change").isEqualTo(((Reading.Relevant) expected).change());
        assertThat(reading.envelope())
                .usingRecursiveComparison()
                .ignoringFields("deliveryId")
                .isEqualTo(expected.envelope());
    }

    /// Whatever is wrong with a body, it reads as something, and soon. `-Dfuzz.seed=` repeats a
    /// failure, `-Dfuzz.rounds=` looks for more.
    @TestFactory
    default List<DynamicTest> a_delivery_that_was_made_wrong_can_be_read() {
        var bodies = recorded();
        return each(recorded -> {
            var seed = Long.getLong("fuzz.seed", recorded.name().hashCode());
            var mutations = new Mutations(seed);
            var own = recorded.body();
            var other = bodies.get(Math.floorMod(seed, bodies.size())).body();
            var webhooks = webhooks();
            assertTimeoutPreemptively(
                    FUZZ_TIME_MAX,
                    () -> {
                        for (var round = 0; round < FUZZ_ROUNDS; round++) {
                            // Every eighth is another event's, under this one's headers.
                            var body = round % 8 == 7 ? other : own;
                            var wrong = mutations.of(body, Json.tree(body));
                            expectReadable(webhooks, recorded.withBody(wrong), seed, round);
                        }
                    },
                    () -> "too slow; -Dfuzz.seed=" + seed);
        });
    }

    private static void expectReadable(
            Webhooks webhooks, RecordedDelivery wrong, long seed, int round) {
        try {
            assertThat(webhooks.verify(wrong.delivery())).isNotNull();
            assertThat(webhooks.read(wrong.delivery()))
                    .isInstanceOfAny(
                            Reading.Relevant.class, Reading.Ignored.class, Reading.Malformed.class);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(
                    "-Dfuzz.seed=" + seed + ", round " + round + ": " + failure, failure);
        }
    }

    /// A text gets into a reading only from where the allow-list says, and each place on it does
    /// let texts through.
    @Test
    default void texts_come_from_the_named_fields_only() {
        var seen = new TreeSet<String>();
        for (var recorded : recorded()) {
            var json = Json.tree(recorded.body());
            for (var path : Json.textPaths(json)) {
                var delivery =
                        recorded.withBody(Json.replaced(json, path, new TextNode(CANARY)))
                                .delivery();
                if (webhooks().read(delivery).toString().contains(CANARY)) {
                    seen.add(path);
                }
            }
        }
        assertThat(seen).isEqualTo(new TreeSet<>(kept()));
    }

    /// The recorded texts that must be dropped all hold the word.
    @TestFactory
    default List<DynamicTest> no_reading_sings() {
        return each(recorded ->
                assertThat(webhooks().read(recorded.delivery()).toString())
                        .doesNotContainIgnoringCase("canary"));
    }

    private RecordedDelivery pick(int which) {
        var all = recorded();
        return all.get(which % all.size());
    }

    private List<RecordedDelivery> recorded() {
        return Recordings.of(cases());
    }

    private List<DynamicTest> each(Consumer<RecordedDelivery> check) {
        return recorded().stream()
                .map(recorded -> dynamicTest(recorded.name(), () -> check.accept(recorded)))
                .toList();
    }

    private List<DynamicTest> eachJson(JsonCheck check) {
        return recorded().stream()
                .filter(recorded -> !Json.tree(recorded.body()).isMissingNode())
                .map(recorded ->
                        dynamicTest(
                                recorded.name(),
                                () -> check.of(recorded, Json.tree(recorded.body()))))
                .toList();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A check of a case whose body is JSON.
    @FunctionalInterface
    interface JsonCheck {
        /// Checks it.
        void of(RecordedDelivery recorded, JsonNode json);
    }
}
