package dev.turnaround.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// Seals texts and opens them again: AES-256-GCM by Tink. <https://developers.google.com/tink/aead>
///
/// What is sealed for one place opens in no other, so that nobody with access to the database can
/// put one connection's secrets under another's name.
public final class Vault {
    /// One byte for the format, four for the key. <https://developers.google.com/tink/wire-format>
    private static final int KEY_ID_AT = 1;

    private final Aead aead;
    private final int primary;

    private Vault(Aead aead, int primary) {
        this.aead = aead;
        this.primary = primary;
    }

    /// A vault with these keys.
    ///
    /// @throws UnusableKeyset when it is none
    public static Vault of(String keyset) {
        var handle = Keyset.handle(keyset);
        try {
            return new Vault(
                    handle.getPrimitive(RegistryConfiguration.get(), Aead.class),
                    handle.getPrimary().getId());
        } catch (GeneralSecurityException wrong) {
            throw new UnusableKeyset("its keys are not for AEAD");
        }
    }

    /// Seals a text.
    ///
    /// @param place what it is kept under
    public String seal(String text, String place) {
        try {
            var sealed = aead.encrypt(text.getBytes(UTF_8), place.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("nothing can be sealed", broken);
        }
    }

    /// Opens what was sealed for the same place, with whatever key of the keyset.
    ///
    /// @throws Unopenable when it cannot
    public String open(String sealed, String place) {
        try {
            var text = aead.decrypt(Base64.getDecoder().decode(sealed), place.getBytes(UTF_8));
            return new String(text, UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new Unopenable("none of the keys opens what is kept under " + place);
        }
    }

    /// Whether it was sealed with the key that seals now, and not with one before.
    public boolean sealedWithTheNewest(String sealed) {
        var bytes = Base64.getDecoder().decode(sealed);
        return bytes.length > KEY_ID_AT + Integer.BYTES
                && ByteBuffer.wrap(bytes).getInt(KEY_ID_AT) == primary;
    }
}
