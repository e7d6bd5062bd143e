package dev.turnaround.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/// The keys of a vault as text: the form of Tink, which its own tools read too.
/// <https://developers.google.com/tink/design/keysets>
public final class Keyset {
    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    private Keyset() {}

    /// A new keyset with one key.
    public static String make() {
        try {
            return text(
                    KeysetHandle.newBuilder()
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("no key can be made", broken);
        }
    }

    /// The keyset with one more key, which seals from now on; those it had still open.
    ///
    /// @throws UnusableKeyset when it is none
    public static String rotated(String keyset) {
        try {
            return text(
                    KeysetHandle.newBuilder(handle(keyset))
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build());
        } catch (GeneralSecurityException broken) {
            throw new UnusableKeyset("no key can be added to it");
        }
    }

    static KeysetHandle handle(String keyset) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            // Its message may quote what it read.
            throw new UnusableKeyset("it is no keyset of Tink in JSON");
        }
    }

    private static String text(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    }
}
