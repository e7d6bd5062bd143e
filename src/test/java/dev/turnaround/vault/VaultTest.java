package dev.turnaround.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final String SECRET = "a token of no consequence";

    private final String keyset = Keyset.make();
    private final Vault vault = Vault.of(keyset);

    @Test
    void what_is_sealed_opens_in_its_place() {
        var sealed = vault.seal(SECRET, "connection acme");

        assertThat(sealed).doesNotContain(SECRET);
        assertThat(vault.open(sealed, "connection acme")).isEqualTo(SECRET);
        assertThat(Vault.of(keyset).open(sealed, "connection acme")).isEqualTo(SECRET);
    }

    @Test
    void nothing_is_sealed_twice_in_the_same_way() {
        assertThat(vault.seal(SECRET, "here")).isNotEqualTo(vault.seal(SECRET, "here"));
    }

    @Test
    void what_is_sealed_opens_in_no_other_place() {
        var sealed = vault.seal(SECRET, "connection acme");

        assertThatThrownBy(() -> vault.open(sealed, "connection evil"))
                .isInstanceOf(Unopenable.class);
    }

    @Test
    void what_was_tampered_with_does_not_open() {
        var sealed = vault.seal(SECRET, "here");

        for (var at = 0; at < sealed.length() - 2; at++) {
            // Not 'B': the last character before the padding has bits that mean nothing.
            var other = sealed.charAt(at) == 'A' ? 'g' : 'A';
            var tampered = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThatThrownBy(() -> vault.open(tampered, "here")).isInstanceOf(Unopenable.class);
        }
        assertThatThrownBy(() -> vault.open("not base64 at all!", "here"))
                .isInstanceOf(Unopenable.class);
    }

    @Test
    void after_a_rotation_the_old_key_still_opens_and_the_new_one_seals() {
        var before = vault.seal(SECRET, "here");
        var rotated = Keyset.rotated(keyset);
        var after = Vault.of(rotated);

        assertThat(after.open(before, "here")).isEqualTo(SECRET);
        assertThat(after.sealedWithTheNewest(before)).isFalse();
        var anew = after.seal(SECRET, "here");
        assertThat(after.sealedWithTheNewest(anew)).isTrue();
        assertThatThrownBy(() -> vault.open(anew, "here")).isInstanceOf(Unopenable.class);
    }

    @Test
    void what_is_no_keyset_is_refused_without_being_quoted() {
        assertThatThrownBy(() -> Vault.of("{\"key\": \"" + SECRET + "\"}"))
                .isInstanceOf(UnusableKeyset.class)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @Test
    void a_keyset_file_is_made_once_and_is_its_owner_s_alone(@TempDir Path folder)
            throws IOException {
        var file = folder.resolve("deep").resolve("keyset.json");
        var seen =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(_ -> KeysetFile.readOrMake(file))
                        .distinct()
                        .toList();

        assertThat(seen).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Vault.of(seen.getFirst());
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }
}
