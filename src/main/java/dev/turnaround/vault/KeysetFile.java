package dev.turnaround.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A keyset in a file that only its owner may read.
public final class KeysetFile {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeysetFile() {}

    /// The keyset of the file, which is made if it is not there.
    ///
    /// @throws UncheckedIOException when it cannot be read or made
    public static String readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException("the keyset file " + file, failed);
        }
    }

    private static void make(Path file) throws IOException {
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = Files.createTempFile(folder, ".keyset", null, OWNER_ONLY);
        Files.writeString(fresh, Keyset.make() + "\n");
        try {
            // Whole or not at all: half a keyset would lock up everything that is sealed later.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException other) {
            // Another process was faster; its keys are as good.
        } finally {
            Files.delete(fresh);
        }
    }

    /// Puts a keyset in the place of the one in a file.
    ///
    /// @throws UncheckedIOException when it cannot be written
    public static void replace(Path file, String keyset) {
        try {
            var folder = file.toAbsolutePath().getParent();
            var fresh = Files.createTempFile(folder, ".keyset", null, OWNER_ONLY);
            Files.writeString(fresh, keyset + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("the keyset file " + file, failed);
        }
    }
}
